"""The task list of a draft: what is done, what is begun, what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .completeness import Gap, gaps
from .models import Application
from .sections import SECTIONS, is_begun, is_complete
from .selectors import documents_of


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list, in the shape the task-list component reads."""

    title: str
    href: str
    status: str
    colour: str = ""
    hint: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """What there is already; read once for the whole list."""

    parties: int
    items: int
    transfers: int
    stated: int
    documents: int


def tasks(application: Application) -> list[Task]:
    missing = gaps(application)
    counts = _counts(application)
    return [
        *_deal(application, missing, counts),
        *_asked(application, counts),
        *(_section(application, code, title) for code, title in ((s.code, str(s.title)) for s in SECTIONS)),
        _documents(application, counts),
        _submit(application, missing),
    ]


def _counts(application: Application) -> Counts:
    chain = application.chain
    return Counts(
        parties=chain.parties.values("party").distinct().count(),
        items=chain.items.count(),
        transfers=chain.transfers.count(),
        stated=chain.statements.values("object_id", "fact").distinct().count(),
        documents=len(documents_of(application)),
    )


def _deal(application: Application, missing: list[Gap], counts: Counts) -> list[Task]:
    return [
        _counted(
            application,
            "parties",
            _("Parties"),
            _("Who is in the deal, and which unit will use it."),
            counts.parties,
            missing,
        ),
        _counted(
            application,
            "items",
            _("Items"),
            _("What is sold, split into what it consists of."),
            counts.items,
            missing,
        ),
        _counted(
            application,
            "transfers",
            _("Transfers"),
            _("Who does what with which item, from whom to whom."),
            counts.transfers,
            missing,
        ),
    ]


def _counted(
    application: Application, task: str, title: str, hint: str, count: int, missing: list[Gap]
) -> Task:
    here = reverse(f"applications:{task}", args=[application.pk])
    lacking = [gap for gap in missing if gap.task == task]
    if not lacking:
        return _done(title, here, hint)
    return _begun(title, here, lacking[0].text) if count else _not_begun(title, here, hint)


def _asked(application: Application, counts: Counts) -> list[Task]:
    questions = reverse("applications:questions", args=[application.pk])
    indication = reverse("applications:indication", args=[application.pk])
    hint = _("Only what can still change an answer.")
    stated = ngettext("%(count)d fact stated", "%(count)d facts stated", counts.stated) % {
        "count": counts.stated
    }
    ready = counts.transfers > 0
    return [
        Task(
            _("Questions"),
            questions,
            stated if counts.stated else _("Not begun"),
            "",
            hint,
            counts.stated > 0,
        )
        if ready
        else Task(_("Questions"), "", _("Describe a transfer first"), "", hint),
        Task(_("Indication"), indication, _("Read it"), "", _("What the rules say, leg by leg."), True)
        if ready
        else Task(
            _("Indication"), "", _("Describe a transfer first"), "", _("What the rules say, leg by leg.")
        ),
    ]


def _section(application: Application, code: str, title: str) -> Task:
    here = reverse("applications:data", args=[application.pk, code])
    if is_complete(application, code):
        return _done(title, here)
    return (
        _begun(title, here, _("Saved, not complete"))
        if is_begun(application, code)
        else _not_begun(title, here)
    )


def _documents(application: Application, counts: Counts) -> Task:
    here = reverse("applications:documents", args=[application.pk])
    hint = _("Contract, technical description, end-user certificate, due diligence.")
    if not counts.documents:
        return _not_begun(_("Documents"), here, hint)
    text = ngettext("%(count)d document", "%(count)d documents", counts.documents) % {
        "count": counts.documents
    }
    return Task(_("Documents"), here, text, "", hint, True)


def _submit(application: Application, missing: list[Gap]) -> Task:
    here = reverse("applications:check", args=[application.pk])
    hint = ngettext("%(count)d thing is still missing.", "%(count)d things are still missing.", len(missing))
    return _not_begun(_("Check and submit"), here, hint % {"count": len(missing)} if missing else "")


def _done(title: str, href: str, hint: str = "") -> Task:
    return Task(title, href, _("Completed"), "", hint, True)


def _begun(title: str, href: str, hint: str) -> Task:
    return Task(title, href, _("In progress"), "teal", hint)


def _not_begun(title: str, href: str, hint: str = "") -> Task:
    return Task(title, href, _("Not begun"), "grey", hint)
