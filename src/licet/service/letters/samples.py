"""Invented data for every kind of letter, to look at a wording before it is used. No letter is issued from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from licet.service.people.office import particulars

from . import contexts, parts
from .composing import Composed, compose, software
from .contexts import Letter
from .hearing import Heard, Source
from .models import LetterKind
from .wording import Texts, label

NUMBER, CODE = "SAMPLE-0000-000000-L1", "0" * 16
RULING = "SAMPLE-R-0000-00000"


@dataclass(frozen=True, slots=True)
class _Day:
    today: date

    def after(self, days: int) -> date:
        return self.today + timedelta(days=days)


def composed_sample(kind: str, language: str, texts: Texts | None = None) -> Composed:
    """A letter of this kind on invented data, in the wording in force or in `texts`, marked as a sample."""
    with override(language):
        letter = sample(kind, language)
    return compose(letter, number=NUMBER, code=CODE, texts=texts, mark="sample")


def sample(kind: str, language: str) -> Letter:
    """The typed context of a letter of this kind, filled with invented data in the language of the moment."""
    day = _Day(timezone.localdate())
    own = _OWN[LetterKind(kind)](day)
    return contexts.CONTEXTS[kind](**{**_common(language, day), **own})


def _common(language: str, day: _Day) -> dict[str, Any]:
    office = particulars()
    return {
        "language": language,
        "authority": office.name,
        "authority_address": office.letterhead,
        "reference": "SAMPLE-0000-000000",
        "addressee": "Perceptor Systems",
        "address": (label("attention", name="Elena Marsh"),),
        "deal": "Lynx Platform",
        "submitted_on": day.after(-30),
        "dated": day.today,
        "signatory": "Paul Okoye",
        "office": _("Approver"),
    }


def _reasoned(day: _Day) -> dict[str, Any]:
    return {
        "reasons": _("Here stand the reasons, as the officer wrote them and the approver signed them."),
        "policy": parts.Policy(_("Here stands the authority’s declared policy."), day.after(-300)),
        "law": parts.Law(_("Sample regime"), ((_("Sample act"), "2021"),), "0" * 64, software()),
    }


def _decided(day: _Day) -> dict[str, Any]:
    return {**_reasoned(day), "appeal": parts.Appeal(particulars().appeal_body, settings.APPEAL_DAYS)}


def _against(day: _Day) -> dict[str, Any]:
    return {
        "grounds": (parts.Cited(_("Sample act"), "Art. 15", _("the intended end-use"), "2021"),),
        "findings": (
            parts.Found(
                title=_("Sample limb of a criterion"),
                standards=(_("Here stands what was found."),),
                harms=(_("Sample harm"),),
            ),
        ),
        "sources": (Source(_("Sample body"), _("Sample report"), day.after(-90)),),
        "withheld": True,
    }


def _heard() -> Heard:
    return Heard(_("Here stands what the exporter answered."), _("Here stands how the answer was weighed."))


def _licence(day: _Day) -> dict[str, Any]:
    unit = "Police Directorate, Department 9"
    return {
        **_decided(day),
        "licence": "L-SAMPLE-0000-000000",
        "end_user": parts.Unit(unit, "XD", "Ministry of the Interior of State D", _("Sample mandate")),
        "purpose": _("Sample purpose"),
        "valid_from": day.today,
        "valid_until": day.after(365),
        "conditions": (_("First sample condition"), _("Second sample condition")),
        "items": (parts.ScheduleItem("Lynx agent", _("Software"), "5", "120000.00"),),
        "parties": (parts.PartyLine(unit, "XD", (_("End-user"),)),),
        "territory": ("State D",),
        "required_by": (parts.Cited(_("Sample act"), "Art. 3", "", "2021"),),
    }


def _no_licence(day: _Day) -> dict[str, Any]:
    line = parts.FactLine(_("Does it extract data in secret?"), _("No"), found=True)
    return {
        **_decided(day),
        "valid_until": day.after(365),
        "facts": (parts.Facts("Kestrel Test Toolkit", (line,)),),
        "checked": (_("Sample entry"),),
        "not_checked": (_("The rest of the list"),),
    }


def _ruling(day: _Day) -> dict[str, Any]:
    line = parts.FactLine(_("Does it extract data in secret?"), _("No"), found=True)
    return {
        "ruling": RULING,
        "item": "Kestrel Test Toolkit",
        "asked": True,
        "reasons": _("Here stand the reasons."),
        "entries": (parts.Ruled(_("Sample entry"), False, _("Here stand the reasons.")),),
        "cited": (parts.Cited(_("Sample act"), "Art. 3", "", "2021"),),
        "facts": (parts.Facts("Kestrel Test Toolkit", (line,)),),
    }


_OWN: Mapping[LetterKind, Callable[[_Day], dict[str, Any]]] = {
    LetterKind.ACKNOWLEDGEMENT: lambda day: {"signatory": "", "office": ""},
    LetterKind.QUESTION: lambda day: {"question": _("Here stands the question."), "due_on": day.after(14)},
    LetterKind.INTENT_TO_REFUSE: lambda day: {
        **_reasoned(day),
        **_against(day),
        "respond_by": day.after(21),
    },
    LetterKind.LICENCE: _licence,
    LetterKind.REFUSAL: lambda day: {**_decided(day), **_against(day), "heard": _heard()},
    LetterKind.NO_LICENCE: _no_licence,
    LetterKind.RETURNED: _decided,
    LetterKind.WITHDRAWAL: lambda day: {"withdrawn_on": day.today, "after_notice": True},
    LetterKind.RETRACTION: lambda day: {
        "withdrawn": "SAMPLE-0000-000000-L2",
        "withdrawn_kind": str(LetterKind.LICENCE.label),
        "withdrawn_of": day.after(-3),
        "told": _("Here stands what was wrong with that letter."),
    },
    LetterKind.RULING: _ruling,
    LetterKind.RULING_WITHDRAWN: lambda day: {
        "ruling": RULING,
        "item": "Kestrel Test Toolkit",
        "withdrawn_on": day.today,
        "told": _("Here stands why the ruling was withdrawn."),
    },
}
