"""What holds for several items of a platform is answered once."""

from __future__ import annotations

import pytest
from exporter_pages import Walker
from exporter_walk import begin, claim

from licet.service.applications.models import Application
from licet.service.chains import services as chains
from licet.service.chains.models import Item, Statement
from licet.service.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def platform(elena: User) -> Application:
    application = begin(elena)
    parts = ["agent", "command_and_control", "exploit_feed", "training"]
    chains.split_platform(actor=elena, chain=application.chain, sold_as="Lynx", parts=parts)
    return application


@pytest.fixture
def walker(elena: User, platform: Application) -> Walker:
    walker = Walker(elena)
    walker.application = platform
    return walker


def part(application: Application, code: str) -> Item:
    found: Item = application.chain.items.get(part=code)
    return found


def answer(walker: Walker, about: Item, value: str, *others: Item) -> None:
    key = f"{about.pk}:item.spies"
    also = {f"also:{about.pk}": [str(other.pk) for other in others]}
    assert walker.post(walker.path("questions"), {"asked": [key], key: value, **also}).status_code == 302


def said(application: Application) -> dict[str, object]:
    names = {item.pk: item.part for item in application.chain.items.all()}
    return {names[s.object_id]: s.value for s in Statement.objects.order_by("id")}


def test_an_answer_is_said_of_every_ticked_item(walker: Walker, platform: Application) -> None:
    agent, server, exploits = (
        part(platform, code) for code in ("agent", "command_and_control", "exploit_feed")
    )
    answer(walker, agent, "yes", server, exploits)
    assert said(platform) == {"agent": True, "command_and_control": True, "exploit_feed": True}


def test_not_ticked_is_not_said(walker: Walker, platform: Application) -> None:
    answer(walker, part(platform, "agent"), "yes")
    assert said(platform) == {"agent": True}


def test_what_was_stated_of_another_item_stays(walker: Walker, platform: Application, elena: User) -> None:
    agent, server = part(platform, "agent"), part(platform, "command_and_control")
    claim(elena, platform.chain, server, "item.spies", False)
    answer(walker, agent, "yes", server)
    assert said(platform) == {"agent": True, "command_and_control": False}


def test_only_items_of_the_same_kind_are_offered(walker: Walker, platform: Application) -> None:
    agent, training = part(platform, "agent"), part(platform, "training")
    key = f"{agent.pk}:item.spies"
    page = walker.post(
        walker.path("questions"), {"asked": [key], key: "yes", f"also:{agent.pk}": [str(training.pk)]}
    )
    assert "Select one of the answers offered" in page.content.decode()
    assert not Statement.objects.exists()


def test_i_do_not_know_is_said_of_the_others_too(walker: Walker, platform: Application) -> None:
    agent, server = part(platform, "agent"), part(platform, "command_and_control")
    answer(walker, agent, "open", server)
    assert said(platform) == {"agent": None, "command_and_control": None}
