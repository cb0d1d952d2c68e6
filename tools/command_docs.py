"""Write docs/reference/commands.md from the commands themselves: `.venv/bin/python tools/command_docs.py`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from licet.cli.main import COMMANDS, parser_for

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "commands.md"
HEAD = """\
# Commands

`licet COMMAND --help` says the same at the terminal. This page is written by `tools/command_docs.py`.

Exit codes: 0 done (for `licet check`: any legal answer), 1 a check failed (`licet law test`, `licet ledger verify`), 2 bad input (the message names field
or line, reason and remedy), 3 the law was refused (every fault with file, line and remedy). Messages go to standard error, results to standard output.
"""


def page() -> str:
    sections = (line for name in COMMANDS for line in section(f"licet {name}", parser_for(name), 2))
    return "\n".join((HEAD, *sections)).rstrip() + "\n"


def section(title: str, parser: argparse.ArgumentParser, depth: int) -> Iterator[str]:
    """A heading, what the command does, its arguments, then its sub-commands."""
    yield from (f"{'#' * depth} {title}", "", sentence(parser.description or ""), "")
    actions = [action for action in parser._actions if not isinstance(action, argparse._HelpAction)]
    plain = [action for action in actions if not isinstance(action, argparse._SubParsersAction)]
    if plain:
        expand = parser._get_formatter()._expand_help
        yield from ("| argument | meaning |", "|---|---|", *(row(action, expand) for action in plain), "")
    for action in actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                yield from section(f"{title} {name}", described(action, name, sub), depth + 1)


def described(
    action: argparse._SubParsersAction[argparse.ArgumentParser], name: str, sub: argparse.ArgumentParser
) -> argparse.ArgumentParser:
    """The sub-command's parser, described at least by the line its parent shows for it."""
    line = next((str(choice.help) for choice in action._choices_actions if choice.dest == name), "")
    sub.description = sub.description or line
    return sub


def row(action: argparse.Action, expand: Callable[[argparse.Action], str]) -> str:
    words = [f"`{word}{value_of(action)}`" for word in action.option_strings] or [
        f"`{action.metavar or action.dest}`"
    ]
    meaning = expand(action).replace("|", "\\|") if action.help else ""
    needed = " (required)" if action.required and action.option_strings else ""
    return f"| {', '.join(words)} | {sentence(meaning) or one_of(action)}{needed} |"


def value_of(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    return f" {action.metavar or '|'.join(map(str, action.choices or ())) or action.dest.upper()}".replace(
        "|", "\\|"
    )


def one_of(action: argparse.Action) -> str:
    return f"One of {', '.join(map(str, action.choices))}." if action.choices else ""


def sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if not text or text.endswith((".", "?")) else ".")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
