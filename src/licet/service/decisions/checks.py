"""The checks of the required conditions, each reading the app that knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.applications.models import State as ApplicationState
from licet.service.assessment.criteria import limb_name
from licet.service.assessment.outline import titles_of
from licet.service.assessment.selectors import (
    binding_grounds,
    mandatory_grounds,
    signed_of,
    unanswered,
)
from licet.service.base.templatetags.base import day
from licet.service.casework.models import Case, Question, Release
from licet.service.casework.selectors import kinds_to_assess, once
from licet.service.chains.models import PartyRole
from licet.service.chains.reading import parties_in
from licet.service.classification.asking import words
from licet.service.corpus.services import home_regime
from licet.service.lists.selectors import ScreeningState, screening_state
from licet.service.parties.models import Party

from .preconditions import Result, precondition
from .today import result_today


def parties_of(case: Case) -> list[Party]:
    """Everyone in the deal, each once, with the bodies above them."""
    found = {row.party_id: row.party for row in parties_in(case.application.chain)}
    return sorted(found.values(), key=lambda party: (party.name, party.pk))


def screened(case: Case) -> ScreeningState:
    return once(case, "screening", lambda: screening_state(parties_of(case)))


def end_users_of(case: Case) -> list[Party]:
    rows = parties_in(case.application.chain)
    users = {row.party_id: row.party for row in rows if row.role == PartyRole.END_USER}
    return sorted(users.values(), key=lambda party: (party.name, party.pk))


@precondition("application.stands", gettext_lazy("The application"))
def application_stands(case: Case) -> Result:
    if case.application.state == ApplicationState.SUBMITTED:
        return Result(True, _("It was submitted and not taken back."))
    return Result(False, _("The exporter took the application back."))


@precondition("chain.one_end_user", gettext_lazy("The end-user"))
def one_end_user(case: Case) -> Result:
    users = end_users_of(case)
    if len(users) == 1:
        return Result(True, users[0].name)
    if not users:
        return Result(False, _("The deal names no end-user. A licence is for one operating unit."))
    names = ", ".join(user.name for user in users)
    return Result(
        False, _("The deal names several end-users: %(names)s. A licence is for one.") % {"names": names}
    )


@precondition("screening.done", gettext_lazy("Comparison with the lists"))
def screening_done(case: Case) -> Result:
    state = screened(case)
    if not state.lists:
        return Result(False, _("No list was imported, so nobody has been screened."))
    if state.not_screened:
        names = ", ".join(party.name for party in state.not_screened)
        return Result(
            False, _("Not yet compared with the lists as they are now: %(names)s.") % {"names": names}
        )
    names = "; ".join(
        f"{generation.get_profile_display()}, {day(generation.generated_at)}" for generation in state.lists
    )
    return Result(True, _("Compared with: %(lists)s.") % {"lists": names})


@precondition("screening.no_hits", gettext_lazy("Hits on the lists"))
def screening_no_hits(case: Case) -> Result:
    state = screened(case)
    if state.confirmed_hits:
        return Result(
            False,
            _("A party of the deal is on a list: confirmed hits %(count)s.")
            % {"count": state.confirmed_hits},
        )
    if state.open_hits:
        return Result(
            False,
            _("Each hit has to be cleared or confirmed first; still open: %(count)s.")
            % {"count": state.open_hits},
        )
    return Result(True, _("No hit, or every hit was cleared."))


@precondition("assessment.signed", gettext_lazy("The assessment"))
def assessment_signed(case: Case) -> Result:
    signed = signed_of(case)
    if signed:
        return Result(
            True,
            _("Version %(version)s, signed by %(author)s.")
            % {"version": signed.version, "author": signed.author.name},
        )
    if not kinds_to_assess(result_today(case)):
        return _released(case, _("None of the six kinds holds on the findings."))
    return _released(case, _("The thing is, or may be, one of the six kinds."))


def _released(case: Case, why: str) -> Result:
    release = release_of(case)
    if release:
        return Result(True, _("Set aside: %(reason)s") % {"reason": release.reason})
    missing = _("There is no signed assessment. Setting it aside takes a reason and a second person.")
    return Result(False, f"{why} {missing}")


def release_of(case: Case) -> Release | None:
    found: Release | None = (
        Release.objects.filter(case=case, confirmed_by__isnull=False).order_by("at").last()
    )
    return found


@precondition("assessment.complete", gettext_lazy("Every criterion"))
def assessment_complete(case: Case) -> Result:
    """The law may have got another criterion since the assessment was signed."""
    signed = signed_of(case)
    if signed is None:
        return Result(True, _("Nothing was assessed: no assessment is signed."), looked=False)
    missing = titles_of(asked.criterion for asked in unanswered(signed))
    if missing:
        text = _("No finding in the signed assessment: %(criteria)s. Start a new version.")
        return Result(False, text % {"criteria": "; ".join(missing)})
    return Result(True, _("Each criterion that applies has a finding, or why it is not relevant."))


@precondition("assessment.no_mandatory_ground", gettext_lazy("Mandatory grounds"))
def no_mandatory_ground(case: Case) -> Result:
    signed = signed_of(case)
    if signed is None:
        return Result(True, _("Nothing was assessed: no assessment is signed."), looked=False)
    denied = mandatory_grounds(signed)
    if not denied:
        return Result(True, _("The assessment found none."))
    bound = binding_grounds(signed, timezone.localdate())
    if not bound:
        return Result(True, _("Found, but the authority has not declared that it binds: it is weighed."))
    reason = _(
        "A mandatory ground was found: %(limbs)s. It binds: nobody can grant this. Only a new signed assessment would change"
        " it."
    )
    return Result(False, reason % {"limbs": ", ".join(map(limb_name, bound))})


@precondition("law.not_prohibited", gettext_lazy("Prohibitions of the law"))
def not_prohibited(case: Case) -> Result:
    found = _measures(case, "prohibited", "true")
    if found:
        return Result(False, _("Prohibited on the findings: %(measures)s.") % {"measures": ", ".join(found)})
    return Result(True, _("No prohibition holds on the findings, as far as the rules checked here go."))


@precondition("law.no_licence", gettext_lazy("Licence requirements of the law"))
def no_licence(case: Case) -> Result:
    for kind in ("prohibited", "licence", "individual_only"):
        if found := _measures(case, kind, "true"):
            return Result(
                False, _("Required on the findings: %(measures)s.") % {"measures": ", ".join(found)}
            )
    return Result(True, _("No licence requirement holds on the findings."))


@precondition("questions.closed", gettext_lazy("Questions to the exporter"))
def questions_closed(case: Case) -> Result:
    if Question.objects.filter(case=case).open().exists():
        return Result(False, _("A question to the exporter is open."))
    return Result(True, _("All questions were answered or closed."))


def _measures(case: Case, kind: str, result: str) -> list[str]:
    regimes: Mapping[str, Any] = result_today(case)["regimes"]
    measures = regimes[home_regime()]["measures"]
    return sorted(
        f"{words(measure['title'])} ({measure['id']})"
        for measure in measures
        if measure["kind"] == kind and measure["result"] == result
    )


def open_measures(case: Case) -> list[str]:
    """Prohibitions and licence requirements that are neither true nor false on the findings."""
    kinds = ("prohibited", "licence", "individual_only")
    return [
        measure
        for kind in kinds
        for result in ("unknown", "contradictory")
        for measure in _measures(case, kind, result)
    ]
