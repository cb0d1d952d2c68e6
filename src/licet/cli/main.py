"""The `licet` command: finds the sub-command, imports that one module, turns faults into exit codes."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

from .exits import BAD_INPUT, CORPUS_REFUSED, BadInput


class Command(NamedTuple):
    """A module with `configure(parser) -> None` and `run(args) -> int`, imported only when it is asked for."""

    module: str
    summary: str


COMMANDS: dict[str, Command] = {
    "check": Command("licet.cli.check", "Say what the rules require of a chain of transfers"),
    "evaluate": Command("licet.cli.evaluate", "Say what the rules require of every row of a table"),
    "compare": Command("licet.cli.compare", "Compare what several states require of one chain, and say why"),
    "diff": Command(
        "licet.cli.diff", "Find every difference between two regimes or two days, with an example of each"
    ),
    "gaps": Command("licet.cli.gaps", "Find what fits a functional definition and yet triggers nothing"),
    "amend": Command("licet.cli.amend", "Say what an amendment would catch and release"),
    "facts": Command("licet.cli.facts", "List every fact that can be asked"),
    "schema": Command("licet.cli.schema", "Print the JSON Schema of an input or of an output"),
    "law": Command("licet.cli.law", "Test or compile the law"),
    "import": Command("licet.cli.imports", "Read a list or a register into the authority's records"),
    "people": Command("licet.cli.people", "Invite people; the first administrator comes in this way"),
    "ledger": Command("licet.cli.ledger", "Verify the decision ledger"),
    "doctor": Command(
        "licet.cli.doctor", "Say what is missing or wrong in this installation, and what to do"
    ),
    "backup": Command("licet.cli.backup", "Copy database, files and proofs into one archive"),
    "restore": Command("licet.cli.restore", "Put a backup into an empty installation"),
    "demo": Command("licet.cli.demo", "Serve the demo authority on this machine"),
    "serve": Command("licet.cli.serve", "Run the web server"),
    "worker": Command("licet.cli.worker", "Run jobs and deliver recorded events"),
    "sequencer": Command("licet.cli.sequencer", "Seal recorded events into the ledger"),
    "manage": Command("licet.cli.manage", "Run an administrative command of the site"),
}


def parser_for(name: str) -> argparse.ArgumentParser:
    """The parser of one sub-command; only its own module is imported."""
    command = COMMANDS[name]
    parser = argparse.ArgumentParser(prog=f"licet {name}", description=f"{command.summary}.")
    import_module(command.module).configure(parser)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 a check failed, 2 bad input, 3 corpus refused."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] in {"-h", "--help"}:
        print(overview())
        return 0
    if arguments[0] == "--version":
        print(version())
        return 0
    if arguments[0] not in COMMANDS:
        return fail(f"licet: no command {arguments[0]!r}. Choose one of: {', '.join(COMMANDS)}.", BAD_INPUT)
    return guarded(arguments[0], arguments[1:])


def guarded(name: str, arguments: Sequence[str]) -> int:
    """Run the command; a known fault becomes a message and an exit code, an unknown one stays a traceback."""
    from licet.law import CorpusError

    try:
        args = parser_for(name).parse_args(arguments)
        return int(import_module(COMMANDS[name].module).run(args))
    except BadInput as error:
        return fail(str(error), BAD_INPUT)
    except CorpusError as error:
        return fail("\n".join(str(fault) for fault in (error, *error.others)), CORPUS_REFUSED)
    except BrokenPipeError:
        # The reader (`| head`) went away; send what is still buffered nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def overview() -> str:
    width = max(map(len, COMMANDS))
    lines = (f"  {name:<{width}}  {command.summary}" for name, command in COMMANDS.items())
    return "\n".join(("usage: licet COMMAND [...]", "", *lines, "", "`licet COMMAND --help` explains one."))


def version() -> str:
    from importlib.metadata import version as installed

    return f"licet {installed('licet')}"


def fail(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    raise SystemExit(main())
