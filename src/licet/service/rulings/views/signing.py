"""A ruling on one page: the draft, and what was signed; signing it, sending it back, withdrawing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licet.service.casework.querysets import reads_all
from licet.service.casework.views.common import at_once, posted
from licet.service.letters.models import Letter
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import may, require

from .. import services
from ..entries import Row, asked_of, results, rows, worth_ruling
from ..excerpts import document_for
from ..forms import SendBackForm, WithdrawForm
from ..models import Ruling
from ..selectors import resting_on, ruling_state
from ..telling import chain_id, facts_in, facts_of
from .common import act, ruling_of, to


@require_safe
@signed_in
def show(request: SignedInRequest, pk: UUID) -> HttpResponse:
    ruling = ruling_of(request, pk)
    require(request.user, "ruling.read", ruling)
    user, office = request.user, reads_all(request.user)
    every, facts = _rows(ruling), _facts(ruling)
    letters = Letter.objects.visible_to(user).filter(occasion=ruling.pk).select_related("end", "replaces")
    context = {
        "ruling": ruling,
        "state": ruling_state(ruling, timezone.localdate()),
        "office": office,
        "rows": list(worth_ruling(every)) if office else [row for row in every if row.line],
        "others": [row for row in every if row not in set(worth_ruling(every))] if office else [],
        "facts": facts,
        "letters": letters.defer("body"),
        "resting": resting_on(ruling) if office and ruling.signed_at else [],
        "writes": ruling.signed_at is None and bool(may(user, "ruling.draft", ruling)),
        "may_replace": ruling.signed_at is not None and bool(may(user, "ruling.draft", ruling)),
        "may_sign": may(user, "ruling.sign", ruling),
        "may_withdraw": bool(may(user, "ruling.withdraw", ruling)),
    }
    return render(request, "rulings/ruling.html", context)


def _rows(ruling: Ruling) -> list[Row]:
    """A draft beside what the rules say today; a signed one beside what they said when it was handed over, and say now."""
    today, item, lines = timezone.localdate(), str(ruling.item), ruling.lines.all()
    now = asked_of(document_for(ruling), item, today)
    if ruling.signed_at is None or ruling.indication is None:
        return rows(asked_of(document_for(ruling, "claims"), item, today), now, lines)
    then = results({**ruling.indication.result, "legs": ruling.indication.document["transfers"]}, item)
    return rows(then, now, lines)


def _facts(ruling: Ruling) -> Any:
    if ruling.signed_at is not None:
        return facts_of(ruling)
    return facts_in(document_for(ruling), ruling.names, chain_id(ruling))


@require_POST
@signed_in
def sign(request: SignedInRequest, pk: UUID) -> HttpResponse:
    ruling = ruling_of(request, pk)

    def run() -> str:
        services.sign(actor=request.user, ruling=ruling)
        return _("The ruling is signed. The letter to the exporter follows.")

    return at_once(request, run, to(ruling))


@require_http_methods(["GET", "POST"])
@signed_in
def send_back(request: SignedInRequest, pk: UUID) -> HttpResponse:
    ruling = ruling_of(request, pk)
    require(request.user, "ruling.sign", ruling)
    form = SendBackForm(posted(request))

    def run() -> str:
        services.send_back(actor=request.user, ruling=ruling, **form.cleaned_data)
        return _("The draft went back to its drafter.")

    return act(request, ruling, form, run, title=_("Send the draft back"), submit=_("Send it back"))


@require_http_methods(["GET", "POST"])
@signed_in
def withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    ruling = ruling_of(request, pk)
    require(request.user, "ruling.withdraw", ruling)
    form = WithdrawForm(posted(request))

    def run() -> str:
        services.withdraw(actor=request.user, ruling=ruling, **form.cleaned_data)
        return _("The ruling is withdrawn. The exporter is told by letter.")

    return act(request, ruling, form, run, title=_("Withdraw the ruling"), submit=_("Withdraw it"))
