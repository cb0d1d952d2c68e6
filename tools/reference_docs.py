"""Write the reference pages of roles, states, events and checks from the code: `.venv/bin/python tools/reference_docs.py`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "licet.service.base.settings")
FOLDER = Path(__file__).parent.parent / "docs" / "reference"
MADE = "This page is written by `tools/reference_docs.py` from the code."
STATES = {"state", "status"}


def roles() -> Iterator[str]:
    from licet.service.people import matrix
    from licet.service.people.models import Organisation, Role
    from licet.service.people.services import ROLES_OF

    rows = matrix.load(matrix.CHECKOUT)
    yield from ("# Roles", "")
    yield f"A right comes from a role in an organisation and from nowhere else; there is no role above these. {MADE}"
    yield "Act by act and state by state, with reasons: [the access matrix](../access-matrix.csv)."
    for role in Role:
        kinds = [str(kind.label) for kind in Organisation.Kind if role in ROLES_OF.get(kind, ())]
        yield from (
            "",
            f"## {role.label}",
            "",
            f"`{role.value}`, held in: {', '.join(kinds) or 'no organisation'}.",
            "",
        )
        allowed = [row for row in rows if row.expected[role.value]]
        yield from ("| may | where the object is |", "|---|---|")
        for label, same in groupby(allowed, key=lambda row: str(row.label)):
            yield f"| {label} | {'; '.join(sorted({row.state for row in same} - {''})) or '–'} |"


def states() -> Iterator[str]:
    from django.apps import apps

    yield from ("# States", "")
    yield f"What a record can be in, as pages and exports show it. What moves a case is in [case moves](case-moves.md). {MADE}"
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
        fields = [field for field in model._meta.fields if field.name in STATES and field.choices]
        if model.__module__.startswith("licet.") and fields:
            yield from ("", f"## {model._meta.label}", "", "| code | in words |", "|---|---|")
            yield from (f"| `{code}` | {label} |" for field in fields for code, label in field.flatchoices)


def events() -> Iterator[str]:
    from licet.service.records import subscribers, types

    yield from ("# Events", "")
    yield f"Every act inserts one event of one of these types into [the ledger](ledger.md). {MADE}"
    yield from ("", "| type | what happened | what follows by itself |", "|---|---|---|")
    for type, label in types.registered().items():
        if type.startswith("sample."):
            continue  # the tests' own
        follows = ", ".join(
            f"`{each.name}`" for each in subscribers.subscribers_of(type) if "test" not in each.name
        )
        yield f"| `{type}` | {label} | {follows} |"


def checks() -> Iterator[str]:
    from licet.service.base import health

    yield from ("# What `licet doctor` looks at", "")
    yield "Exit code 0: no fault (with `--strict`, no warning either). 1: there is one. 2: an argument cannot be used."
    yield f"`--format json` has the form that `licet schema doctor` prints. {MADE}"
    yield from ("", "| check | about | without a database | stops serving |", "|---|---|---|---|")
    for each in health.declared():
        alone = "not checked" if each.needs_database else "checked"
        yield f"| `{each.id}` | {each.title} | {alone} | {'yes' if each.serving else 'no'} |"


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "roles.md": roles,
    "states.md": states,
    "events.md": events,
    "doctor.md": checks,
}


def page(name: str) -> str:
    from django.utils.translation import override

    with override("en"):
        return "\n".join(PAGES[name]()) + "\n"


if __name__ == "__main__":
    import django

    os.environ.setdefault("LICET_DATA_DIR", tempfile.mkdtemp())
    django.setup()
    for name in PAGES:
        (FOLDER / name).write_text(page(name), encoding="utf-8")
