"""Only what can still matter is asked; “I don’t know” is an answer; everything stated can be changed."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from exporter_pages import Walker
from exporter_walk import begin, claim, filled
from exporter_walk import leg as add_leg

from licet.service.applications.models import Application
from licet.service.chains import services as chains
from licet.service.chains.models import Item, Statement, Transfer
from licet.service.classification.asking import open_questions
from licet.service.classification.questions import EXPORTER, QuestionForm, in_words, shown
from licet.service.parties.models import Party
from licet.service.people.models import User

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture
def application(elena: User) -> Application:
    return filled(elena)


@pytest.fixture
def agent(application: Application) -> Item:
    return Item.objects.get(part="agent")


@pytest.fixture
def sent(application: Application) -> Transfer:
    return Transfer.objects.get(item__part="agent")


@pytest.fixture
def walker(elena: User, application: Application) -> Walker:
    found = Walker(elena)
    found.application = application
    return found


def asked(application: Application, limit: int = 20) -> set[str]:
    return {f"{q.name}: {q.fact.id}" for q in open_questions(application.chain, TODAY, limit).questions}


def answer(walker: Walker, given: dict[str, Any]) -> Any:
    return walker.post(walker.path("questions"), {"asked": list(given), **given})


def test_what_can_change_an_answer_is_asked(application: Application) -> None:
    assert {"Agent of Lynx: item.spies", "Agent of Lynx: item.delivery"} <= asked(application)


def test_what_no_longer_matters_is_not_asked(elena: User, application: Application, agent: Item) -> None:
    claim(elena, application.chain, agent, "item.spies", False)
    assert "Agent of Lynx: item.delivery" not in asked(application)


def test_what_the_law_wants_stated_is_asked_anyway(
    elena: User, application: Application, agent: Item
) -> None:
    claim(elena, application.chain, agent, "item.spies", False)
    assert "Agent of Lynx: item.key_bits" in asked(application)


def test_what_the_chain_itself_says_is_never_asked(application: Application) -> None:
    on_record = {"item.kind", "item.relation", "transfer.act", "party.country", "party.type"}
    assert not on_record & {question.partition(": ")[2] for question in asked(application)}


def test_what_was_left_open_is_not_asked_again(elena: User, application: Application, agent: Item) -> None:
    claim(elena, application.chain, agent, "item.spies", None)
    found = open_questions(application.chain, TODAY)
    assert "Agent of Lynx: item.spies" not in {f"{q.name}: {q.fact.id}" for q in found.questions}
    assert found.left_open == 1


def test_questions_of_one_thing_stand_together(application: Application) -> None:
    names = [question.name for question in open_questions(application.chain, TODAY, 20).questions]
    changes = sum(1 for first, second in pairwise(names) if first != second)
    assert changes == len(set(names)) - 1


def test_answers_of_every_kind_are_stated(walker: Walker, agent: Item, sent: Transfer) -> None:
    given = {
        f"{agent.pk}:item.spies": "yes",
        f"{agent.pk}:item.delivery": ["remote", "physical"],
        f"{agent.pk}:item.key_bits": "100-400",
        f"{sent.pk}:transfer.informed_by_authority": "no",
    }
    assert answer(walker, given).status_code == 302
    assert {s.fact: s.value for s in Statement.objects.all()} == {
        "item.spies": True,
        "item.delivery": {"one_of": ["remote", "physical"]},
        "item.key_bits": {"min": 100, "max": 400},
        "transfer.informed_by_authority": False,
    }


@pytest.mark.parametrize(
    ("fact", "given"), [("item.spies", "open"), ("item.delivery", ["open"]), ("item.key_bits", "?")]
)
def test_i_do_not_know_is_an_answer(walker: Walker, agent: Item, fact: str, given: Any) -> None:
    assert answer(walker, {f"{agent.pk}:{fact}": given}).status_code == 302
    assert Statement.objects.get().value is None


def test_what_is_left_untouched_is_not_stated(walker: Walker, agent: Item) -> None:
    answer(walker, {f"{agent.pk}:item.spies": "", f"{agent.pk}:item.key_bits": "128"})
    assert [s.fact for s in Statement.objects.all()] == ["item.key_bits"]


@pytest.mark.parametrize(
    ("fact", "given", "says"),
    [
        ("item.delivery", ["open", "remote"], "not both"),
        ("item.key_bits", "very long", "a range like 100-400"),
        ("item.key_bits", "400-100", "lower number first"),
        ("item.spies", "maybe", "Select one of the answers offered"),
    ],
)
def test_an_answer_that_cannot_be_is_pointed_out_and_the_others_kept(
    walker: Walker, agent: Item, sent: Transfer, fact: str, given: Any, says: str
) -> None:
    other = f"{sent.pk}:transfer.informed_by_authority"
    page = answer(walker, {f"{agent.pk}:{fact}": given, other: "no"}).content.decode()
    assert says in page
    assert 'value="no"' in page and "checked" in page
    assert not Statement.objects.exists()


def test_that_a_notice_was_served_is_not_offered_and_a_forged_tick_is_refused(
    walker: Walker, sent: Transfer
) -> None:
    key = f"{sent.pk}:transfer.informed_by_authority"
    page = walker.get(walker.path("questions"))
    offered = re.findall(rf'name="{re.escape(key)}"[^>]*value="([^"]*)"', page)
    assert sorted(offered) == ["no", "open", "served"] and "we add it under Documents" in page
    assert "Select one of the answers offered" in answer(walker, {key: "yes"}).content.decode()
    assert not Statement.objects.exists()


def test_that_a_notice_was_served_leaves_the_fact_to_the_authority(walker: Walker, sent: Transfer) -> None:
    answer(walker, {f"{sent.pk}:transfer.informed_by_authority": "served"})
    said = Statement.objects.get()
    assert (said.value, said.status) == (None, "open")


def test_before_the_first_transfer_the_page_says_what_to_do(elena: User) -> None:
    walker = Walker(elena)
    walker.application = begin(elena)
    page = walker.get(walker.path("questions"))
    assert "Describe at least one transfer first" in page and "Nothing more to ask" not in page


def test_a_question_about_something_else_is_ignored(walker: Walker, elena: User) -> None:
    elsewhere = chains.add_item(actor=elena, chain=filled(elena).chain, name="Else", kind="software")
    answer(walker, {f"{elsewhere.pk}:item.spies": "yes", "nonsense": "yes"})
    assert not Statement.objects.exists()


def test_when_the_licence_is_settled_classifying_can_go_on(
    elena: User, walker: Walker, application: Application
) -> None:
    chain = application.chain
    spare = chains.add_item(actor=elena, chain=chain, name="Spare", kind="software")
    host, unit = Party.objects.get(name="Perceptor Cloud"), Party.objects.get(type="gov_police")
    add_leg(elena, chain, spare, "transmit", host, unit)  # from T: state Z requires nothing, whatever it is
    for item in chain.items.all():
        claim(elena, chain, item, "item.key_bits", 128)
    for leg in chain.transfers.all():
        claim(elena, chain, leg, "transfer.informed_by_authority", False)
    agent = Item.objects.get(part="agent")
    claim(elena, application.chain, agent, "item.spies", False)
    assert "to classify each item" in walker.get(walker.path("questions"))
    assert "Does it extract data in secret?" in walker.get(walker.path("questions") + "?goal=classify")


def test_when_everything_is_settled_the_page_says_so(
    elena: User, walker: Walker, application: Application
) -> None:
    for item in application.chain.items.all():
        claim(elena, application.chain, item, "item.spies", False)
        claim(elena, application.chain, item, "item.key_bits", 128)
    for leg in application.chain.transfers.all():
        claim(elena, application.chain, leg, "transfer.informed_by_authority", False)
    assert "Nothing more to ask" in walker.get(walker.path("questions"))


def test_what_was_stated_is_listed_and_changed_with_its_history(
    walker: Walker, elena: User, agent: Item
) -> None:
    claim(elena, agent.chain, agent, "item.spies", True)
    change = walker.path("change-fact", agent.pk, "item.spies")
    assert change in walker.get(walker.path("stated"))
    walker.does(change, {f"{agent.pk}:item.spies": "no"})
    assert [s.value for s in Statement.objects.order_by("id")] == [True, False]
    assert "Elena Marsh, Exporter, claimed" in walker.get(change)


def test_a_fact_of_nothing_is_not_found(walker: Walker, agent: Item) -> None:
    for fact in ("item.nonsense", "transfer.act"):
        assert walker.client.get(walker.path("change-fact", agent.pk, fact)).status_code == 404


@pytest.mark.parametrize(
    ("fact", "value", "words"),
    [
        ("item.spies", True, "Yes"),
        ("item.spies", None, "I don’t know"),
        ("item.delivery", {"one_of": ["remote", "physical"]}, "From afar or By hand"),
        ("item.key_bits", {"min": 100, "max": 400}, "between 100 and 400"),
        ("item.key_bits", 56, "56"),
    ],
)
def test_a_stated_value_is_read_in_words_and_comes_back_into_its_field(
    application: Application, agent: Item, small_law_answers: Any, fact: str, value: Any, words: str
) -> None:
    from licet.service.classification.asking import Question

    question = Question(agent.pk, agent.name, small_law_answers.facts[fact])
    assert in_words(question, value) == words
    form = QuestionForm({question.key: shown(question, value)}, questions=[question], voice=EXPORTER)
    assert form.is_valid()
    assert form.claims()[0].value == value
