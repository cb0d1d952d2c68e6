"""What must hold before anything is issued.

`REQUIRED` names the conditions; checks are registered for them. A required condition for which no check is installed is
not met: the absence of a check is a refusal to issue, with its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from licet.service.casework.models import Case

from .models import Kind


@dataclass(frozen=True, slots=True)
class Result:
    """Met or not, and the reason in words a person can act on."""

    met: bool
    reason: str
    looked: bool = True
    """False where there was nothing to check yet: it stops nothing, and is not shown as met."""


Check = Callable[[Case], Result]


@dataclass(frozen=True, slots=True)
class Precondition:
    code: str
    label: str | Promise
    check: Check


@dataclass(frozen=True, slots=True)
class Checked:
    code: str
    label: str | Promise
    met: bool
    reason: str
    looked: bool = True


REQUIRED: Mapping[str, tuple[str, ...]] = {
    Kind.GRANT: (
        "application.stands",
        "chain.one_end_user",
        "screening.done",
        "screening.no_hits",
        "assessment.signed",
        "assessment.complete",
        "assessment.no_mandatory_ground",
        "law.not_prohibited",
        "questions.closed",
    ),
    Kind.NO_LICENCE: (
        "application.stands",
        "screening.done",
        "screening.no_hits",
        "law.no_licence",
        "questions.closed",
    ),
    Kind.REFUSE: ("application.stands",),
    Kind.RETURN_INCOMPLETE: ("application.stands",),
}

_CHECKS: dict[str, Precondition] = {}


def precondition(code: str, label: str | Promise) -> Callable[[Check], Check]:
    """Install the check of a required condition, once."""

    def install(check: Check) -> Check:
        if code in _CHECKS:
            raise ValueError(f"The precondition {code!r} has two checks.")
        _CHECKS[code] = Precondition(code, label, check)
        return check

    return install


def check_all(case: Case, kind: str) -> list[Checked]:
    """Every condition of this kind of outcome, in order, met or not."""
    return [_check(case, code) for code in REQUIRED[kind]]


def _check(case: Case, code: str) -> Checked:
    installed = _CHECKS.get(code)
    if installed is None:
        reason = _(
            "No check is installed for “%(code)s”, so nothing can be issued. Ask who runs the service."
        )
        return Checked(code, code, False, reason % {"code": code})
    result = installed.check(case)
    return Checked(code, installed.label, result.met, result.reason, result.looked)


class NotMet(Exception):
    """Conditions that do not hold; each names its reason."""

    def __init__(self, failed: list[Checked]) -> None:
        super().__init__(" ".join(str(each.reason) for each in failed))
        self.failed = failed


def require_all(case: Case, kind: str) -> None:
    failed = [each for each in check_all(case, kind) if not each.met]
    if failed:
        raise NotMet(failed)
