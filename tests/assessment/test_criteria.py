"""All criteria of the law: set aside with a reason, binding or weighed, and no licence while one has no finding."""

from __future__ import annotations

from typing import Any

import officer_law
import officer_walk as walk
import pytest
from cast import client_for, post
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from licet.reasoning import Law
from licet.service.assessment import services
from licet.service.assessment.criteria import declarations, questions, words_of
from licet.service.assessment.forms import AnswerForm
from licet.service.assessment.models import About, Answer, Assessment, Evidence, Finding
from licet.service.assessment.outline import outline
from licet.service.assessment.selectors import binding_grounds, limbs_found, mandatory_grounds, unanswered
from licet.service.casework.models import Case
from licet.service.decisions.grounds import below_floor, grounds
from licet.service.decisions.preconditions import NotMet, check_all
from licet.service.decisions.reasons import calls_for
from licet.service.decisions.weighing import findings_in
from licet.service.people.models import User

pytestmark = pytest.mark.usefixtures("office")
SHORT = """\
is: criterion
id: CP.{n}
title: {{en: Criterion {n}, fr: Critère {n}}}
instrument: {{en: Position, fr: Position}}
effect: {effect}
{more}text: {{en: A text., fr: Un texte.}}
citation: {{instrument: Position, pinpoint: "{n}", edition: as in force, url: https://example.org/position}}
mark: partial
limbs:
  - id: limb_{n}
    effect: {effect}
    title: {{en: Limb {n}, fr: Branche {n}}}
    text: {{en: Say whether., fr: Dire si.}}
    ask: {{en: Is it so?, fr: En est-il ainsi ?}}
    letter: {{en: It is so in {n}., fr: Il en est ainsi.}}
    reason:
      code: c{n}
      title: {{en: Ground {n}, fr: Motif {n}}}
      pinpoint: {{en: Art. {n}, fr: article {n}}}
      letter: {{en: ground {n}, fr: motif {n}}}
"""
FLOOR = """\
floor:
  sources: 1
  specific: 1
  because: {en: Facts are asked for., fr: Des faits sont demandés.}
  citation: {instrument: Court, pinpoint: Judgment, edition: of 2023, url: https://example.org/court}
  mark: partial
"""
MORE = {
    "criteria/1.yaml": SHORT.format(
        n=1, effect="deny", more="binds: always\nalways_assessed: yes\nwithout_finding: yes\n"
    ),
    "criteria/3.yaml": SHORT.format(n=3, effect="deny", more="binds: declared_elsewhere\n"),
    "criteria/7.yaml": SHORT.format(n=7, effect="weigh", more=FLOOR),
}


@pytest.fixture(scope="session")
def wide_law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    root = officer_law.write(tmp_path_factory.mktemp("wide-law"), {**officer_law.DOCUMENTS, **MORE})
    return Law.load([root], tmp_path_factory.mktemp("wide-compiled"))


@pytest.fixture
def wide(office: None, wide_law: Law, monkeypatch: pytest.MonkeyPatch) -> None:
    walk.answer_from(wide_law, monkeypatch)


@pytest.fixture
def draft(wide: None, elena: User, olga: User) -> Assessment:
    return services.start(actor=olga, case=walk.taken(elena, olga))


def answered(olga: User, draft: Assessment, about: str = About.COUNTRY, **yes: Answer) -> Assessment:
    """Criterion 2 is answered no throughout; the others as `limb_n` says, else no."""
    fill(olga, draft, about, **yes)
    return services.sign(actor=olga, assessment=draft, summary="Read criterion by criterion.")


def fill(olga: User, draft: Assessment, about: str = About.COUNTRY, **yes: Answer) -> None:
    evidence = walk.source(olga, draft)
    Evidence.objects.filter(pk=evidence.pk).update(about=about)
    for asked in questions():
        given = yes.get(asked.limb, Answer.NO)
        services.answer(
            actor=olga,
            assessment=draft,
            criterion=asked.criterion,
            limb=asked.limb,
            standard=asked.standard,
            answer=given,
            reasons="The committee’s observations speak to it.",
            evidence=[evidence],
        )


def test_a_criterion_is_set_aside_with_a_reason(olga: User, draft: Assessment) -> None:
    services.set_aside(actor=olga, assessment=draft, reasons={"CP.3": "There is no conflict there."})
    assert "CP.3" not in {asked.criterion for asked in unanswered(draft)}
    assert {line.id: line.state for line in outline(draft)}["CP.3"] == "not_relevant"


@pytest.mark.parametrize(
    ("reasons", "words"),
    [
        ({"CP.1": "It does not matter here."}, "is assessed in every case"),
        ({"CP.2": "It does not matter here."}, "is assessed in every case"),
        ({"CP.3": "no"}, "in a sentence"),
        ({"CP.9": "It does not matter here."}, "no such criterion"),
        ({"EU.15": "It does not matter here."}, "no such criterion"),
    ],
)
def test_what_cannot_be_set_aside(olga: User, draft: Assessment, reasons: dict[str, str], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        services.set_aside(actor=olga, assessment=draft, reasons=reasons)
    assert not draft.set_aside.exists()


def test_what_is_answered_is_relevant(olga: User, draft: Assessment) -> None:
    services.set_aside(actor=olga, assessment=draft, reasons={"CP.3": "There is no conflict there."})
    services.answer(
        actor=olga,
        assessment=draft,
        criterion="CP.3",
        limb="limb_3",
        standard="established",
        answer=Answer.NO,
        reasons="There is none after all.",
        evidence=[walk.source(olga, draft)],
    )
    assert not draft.set_aside.exists()
    with pytest.raises(ValidationError, match="answered already"):
        services.set_aside(actor=olga, assessment=draft, reasons={"CP.3": "There is no conflict there."})


def test_somebody_else_sets_nothing_aside(tomas: User, draft: Assessment) -> None:
    with pytest.raises(ValidationError, match="Only its author"):
        services.set_aside(actor=tomas, assessment=draft, reasons={"CP.3": "There is no conflict there."})


def test_a_reason_is_signed_with_the_rest_and_carried_into_the_next_version(
    olga: User, draft: Assessment
) -> None:
    services.set_aside(actor=olga, assessment=draft, reasons={"CP.3": "There is no conflict there."})
    evidence = walk.source(olga, draft)
    for asked in unanswered(draft):
        services.answer(
            actor=olga,
            assessment=draft,
            criterion=asked.criterion,
            limb=asked.limb,
            standard=asked.standard,
            answer=Answer.NO,
            reasons="Nothing is known of it.",
            evidence=[evidence],
        )
    signed = services.sign(actor=olga, assessment=draft, summary="Read criterion by criterion.")
    for statement in (
        "UPDATE assessment_setaside SET reasons = 'Nothing.'",
        "DELETE FROM assessment_setaside",
    ):
        with (
            pytest.raises(DatabaseError, match=r"signed assessment|denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    second = services.start(actor=olga, case=walk.fresh(signed.case))
    assert second.set_aside.get().reasons == "There is no conflict there."


def test_no_licence_while_a_criterion_of_the_law_has_no_finding(
    elena: User, olga: User, wide_law: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case)
    assert all(check.met for check in check_all(case, "grant"))
    walk.answer_from(wide_law, monkeypatch)  # the law gets three more criteria
    with pytest.raises(NotMet, match="Criterion 1; Criterion 3; Criterion 7"):
        walk.proposed(olga, case, walk.grant(acknowledged="The law has more criteria now."))


def test_a_criterion_that_binds_by_itself_needs_no_declaration(olga: User, draft: Assessment) -> None:
    case = answered(olga, draft, limb_1=Answer.YES).case
    with pytest.raises(NotMet, match="Limb 1"):
        walk.proposed(olga, case, walk.grant())


def test_a_criterion_binds_under_its_own_declaration_and_no_other(
    olga: User, paul: User, draft: Assessment
) -> None:
    walk.declared(paul)  # criterion 2
    signed = answered(olga, draft, limb_3=Answer.YES)
    assert mandatory_grounds(signed) == ["limb_3"]
    today = timezone.localdate()
    assert binding_grounds(signed, today) == []
    services.declare(
        actor=paul,
        code="declared_elsewhere",
        text="Criterion 3 is applied as binding.",
        reason="Conflicts are fed by such tools.",
        in_force_from=today,
    )
    assert binding_grounds(signed, today) == ["limb_3"]


def test_what_is_found_and_weighed_needs_a_written_reason_to_grant(olga: User, draft: Assessment) -> None:
    case = answered(olga, draft, limb_7=Answer.YES).case
    with pytest.raises(ValidationError, match="Limb 7"):
        walk.proposed(olga, case, walk.grant())
    assert walk.proposed(olga, case, walk.grant(written_reason="The seats are bound to one building."))


def test_a_refusal_on_a_weighed_criterion_is_borne_out_by_its_finding(olga: User, draft: Assessment) -> None:
    signed = answered(olga, draft, about=About.END_USER, limb_7=Answer.YES)
    texts = [call.text for call in calls_for(signed.case, "refuse", ["c7"])]
    assert limbs_found(signed) == ["limb_7"]
    assert not any("borne out" in text or "rests on less" in text for text in texts)
    assert any("borne out" in call.text for call in calls_for(signed.case, "refuse", ["c3"]))


@pytest.mark.parametrize(
    ("about", "thin"),
    [(About.COUNTRY, True), (About.OTHER, True), (About.END_USER, False), (About.ITEM, False)],
)
def test_general_reports_alone_make_a_refusal_thin(
    olga: User, draft: Assessment, about: About, thin: bool
) -> None:
    signed = answered(olga, draft, about=about, limb_7=Answer.YES, limb_1=Answer.YES)
    assert below_floor("c7", signed) is thin
    assert below_floor("c1", signed) is False, "obligations have no floor"
    calls = [call.text for call in calls_for(signed.case, "refuse", ["c1", "c7"])]
    assert any("Facts are asked for." in text for text in calls) is thin


def test_obligations_are_named_without_a_finding(olga: User, draft: Assessment) -> None:
    case = answered(olga, draft).case
    assert not any("borne out" in call.text for call in calls_for(case, "refuse", ["c1"]))


def test_each_limb_with_a_code_is_a_ground_the_regulation_first(wide: None) -> None:
    assert list(grounds()) == ["sanctions", "diversion", "c1", "c2a", "c2c", "c3", "c7"]


def test_what_the_authority_can_declare_comes_from_the_law(wide: None) -> None:
    assert dict(declarations()) == {
        "apply_criterion_2_to_all_ccic": "Human rights and humanitarian law",
        "declared_elsewhere": "Criterion 3",
    }


# --- pages -------------------------------------------------------------------------------------------


def get(user: User, name: str, *args: Any) -> str:
    return str(client_for(user).get(reverse(f"assessment:{name}", args=args)).content.decode())


def test_one_page_lists_all_and_takes_the_reasons(olga: User, draft: Assessment) -> None:
    page = get(olga, "show", draft.pk)
    for title in ("Criterion 1", "Human rights and humanitarian law", "Criterion 3", "Criterion 7"):
        assert title in page
    assert "Criterion 1: not relevant" not in page
    path = reverse("assessment:set-aside", args=[draft.pk])
    post(client_for(olga), path, {"CP.3": "There is no conflict there.", "CP.7": ""})
    assert draft.set_aside.get().criterion == "CP.3"
    empty: Any = post(client_for(olga), path, {"CP.7": ""})
    assert "Give the reason for at least one criterion." in empty.content.decode()


def test_a_draft_in_which_nothing_is_missing_says_so(olga: User, draft: Assessment) -> None:
    assert "answers are missing" in get(olga, "show", draft.pk)
    services.set_aside(actor=olga, assessment=draft, reasons={"CP.3": "There is no conflict there."})
    assert "Change<span" in get(olga, "show", draft.pk)
    fill(olga, draft)
    page = get(olga, "show", draft.pk)
    assert "every question is answered" in page and "missing" not in page


def test_reasons_typed_there_stay_in_the_other_language(olga: User, draft: Assessment) -> None:
    shown = get(olga, "show", draft.pk)
    assert 'form="set-aside" name="page_language" value="fr"' in shown
    typed = {"CP.3": "There is no conflict there.", "page_language": "fr"}
    again = post(client_for(olga), reverse("assessment:set-aside", args=[draft.pk]), typed).content.decode()
    assert "There is no conflict there." in again
    assert '<html class="govuk-template" lang="fr">' in again
    assert not draft.set_aside.exists()


def test_one_page_asks_one_criterion(olga: User, draft: Assessment) -> None:
    page = get(olga, "criterion", draft.pk, "CP.7")
    assert "Limb 7" in page and "Limb 3" not in page
    assert client_for(olga).get(reverse("assessment:criterion", args=[draft.pk, "X"])).status_code == 404


def test_the_approver_sees_each_criterion(olga: User, paul: User, draft: Assessment) -> None:
    case: Case = answered(olga, draft).case
    proposal = walk.proposed(olga, case, walk.grant())
    page = client_for(paul).get(reverse("decisions:proposal", args=[proposal.pk])).content.decode()
    assert "Criteria assessed" in page
    rows = [view.row for view in findings_in(proposal.assessment)]
    assert [(row.criterion, row.limb, row.standard) for row in rows] == [asked.key for asked in questions()]
    assert "Criterion 7" in page


def test_neither_exporter_nor_adviser_opens_a_criterion(
    elena: User, amina: User, olga: User, draft: Assessment
) -> None:
    for name, args in (("criterion", [draft.pk, "CP.7"]), ("set-aside", [draft.pk])):
        path = reverse(f"assessment:{name}", args=args)
        for outsider in (elena, amina):
            assert client_for(outsider).get(path).status_code == 404


def test_in_french_an_answer_is_a_noun_and_a_colon_has_its_space(olga: User, draft: Assessment) -> None:
    asked = questions()[0]
    with override("fr"):
        assert str(AnswerForm(asked=asked, assessment=draft).fields["answer"].label) == "Réponse"
        said = words_of(Finding(criterion=asked.criterion, limb=asked.limb, standard=asked.standard))
        assert "\u00a0: " in said
    page = client_for(olga)
    page.cookies["django_language"] = "fr"
    text = page.get(reverse("assessment:criterion", args=[draft.pk, asked.criterion])).content.decode()
    assert "Répondre<span" in text
