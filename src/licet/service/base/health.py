"""What an operator has to know: is everything in place, and if not, what to do.

Each app declares the checks of what it owns in `health.py`, imported in `ready()`. `licet doctor` and the page *State of
the service* show what they find. A check reads; it never changes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db import DatabaseError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

Text = str | Promise


class Result(StrEnum):
    FINE = "fine"
    WARNING = "warning"
    FAULT = "fault"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, in a sentence, and what to do about it."""

    result: Result
    says: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """`needs_database` checks are skipped when the database does not answer; without a `serving` one nothing can be served."""

    id: str
    title: Text
    look: Callable[[], Finding]
    needs_database: bool = True
    serving: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    check: Check
    finding: Finding


_checks: dict[str, Check] = {}
DATABASE = "database"


def check(
    id: str, title: Text, *, needs_database: bool = True, serving: bool = False
) -> Callable[[Callable[[], Finding]], Callable[[], Finding]]:
    """Declare a check. The order of declaration is the order in which it is shown."""

    def declare(look: Callable[[], Finding]) -> Callable[[], Finding]:
        if id in _checks:
            raise ValueError(f"The check {id!r} is declared twice.")
        _checks[id] = Check(id, title, look, needs_database, serving)
        return look

    return declare


def declared() -> list[Check]:
    return list(_checks.values())


def fine(says: str) -> Finding:
    return Finding(Result.FINE, says)


def warning(says: str, remedy: str) -> Finding:
    return Finding(Result.WARNING, says, remedy)


def fault(says: str, remedy: str) -> Finding:
    return Finding(Result.FAULT, says, remedy)


def not_checked(says: str) -> Finding:
    return Finding(Result.NOT_CHECKED, says)


def examine(*, serving_only: bool = False) -> Iterator[Report]:
    """Run every check in turn; what a check stumbles over becomes its finding."""
    database_answers = True
    for each in declared():
        if serving_only and not each.serving:
            continue
        if each.needs_database and not database_answers:
            finding = not_checked(_("The database does not answer."))
        else:
            finding = _looked(each)
        if each.id == DATABASE and finding.result is Result.FAULT:
            database_answers = False
        yield Report(each, finding)


def _looked(each: Check) -> Finding:
    try:
        return each.look()
    except DatabaseError as error:
        says = _("The database refused the question (%(kind)s).") % {"kind": type(error).__name__}
        return fault(says, _("Fix what is listed above first: often a migration or a right is missing."))
    except Exception as error:  # noqa: BLE001 - a check that breaks is itself something to report
        says = _("The check itself failed (%(kind)s).") % {"kind": type(error).__name__}
        return fault(says, _("Please report this to the maintainers of Licet."))
