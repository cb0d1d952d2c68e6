"""The public reads what a named person adopted, word for word, until another person adopts something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from cast import client_for, newcomer, organisation_of, post
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from matrix_guidance import fresh, put

from licet.law.topics import Guidance, Point
from licet.service.corpus import law
from licet.service.guidance import composing, selectors, topics, views
from licet.service.guidance.composing import page
from licet.service.guidance.differing import difference
from licet.service.guidance.models import Adoption, Version
from licet.service.guidance.services import adopt, put_forward, withdraw
from licet.service.people.models import Role, User
from licet.service.people.policy import Refused
from licet.service.records.selectors import events_of
from licet.service.records.verify import differences

pytestmark = pytest.mark.django_db
PAGE = "/guidance/spyware/"
SAID = "The lists name the platform."
NEW = "The lists name the platform and nothing else."


@pytest.fixture(autouse=True)
def composed_anew() -> Iterator[None]:
    yield
    composing._page.cache_clear()


def adopted(olga: User, paul: User) -> Version:
    version = put(olga)
    adopt(actor=paul, version=version)
    return fresh(version)


def text(path: str, client: Client | None = None, language: str = "en") -> str:
    answer = (client or Client()).get(path, headers={"accept-language": language})
    assert answer.status_code == 200, path
    main = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    assert main
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main[0])).split())


def reworded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lawyer writes the second sentence of the topic anew."""
    whole = topics.guidance()
    topic = whole.topics["spyware"]
    about = topic.parts["about"]
    point: Point = replace(about[1], text={"en": NEW, "fr": "Rien d’autre que la plateforme."})
    changed = replace(topic, parts={**topic.parts, "about": (about[0], point)})
    told = Guidance({**whole.topics, "spyware": changed}, whole.examples)
    for module in (composing, selectors, views):
        monkeypatch.setattr(module, "guidance", lambda: told)
    composing._page.cache_clear()


def test_until_adopted_only_the_office_reads_it(elena: User, olga: User) -> None:
    assert Client().get(PAGE).status_code == 404
    assert client_for(elena).get(PAGE).status_code == 404
    assert client_for(elena).get(f"{PAGE}draft/").status_code == 403
    assert "Nobody has adopted this. Only the office reads it." in text(f"{PAGE}draft/", client_for(olga))
    assert "This office has adopted no guidance yet." in text("/guidance/")


def test_an_adopted_page_is_read_by_everybody_in_both_languages(olga: User, paul: User) -> None:
    adopted(olga, paul)
    shown = text(PAGE)
    assert SAID in shown
    assert "Version 1, adopted by Paul Okoye" in shown
    assert "4D004" in shown
    french = text(PAGE, language="fr")
    assert "Les listes désignent la plateforme." in french
    assert SAID not in french
    assert "Spyware" in text("/guidance/")


def test_every_topic_is_shown_in_both_languages(olga: User, paul: User) -> None:
    for topic in topics.guidance().topics.values():
        adopt(actor=paul, version=put(olga, topic.id))
        assert topic.summary["en"] in text(f"/guidance/{topic.id}/")
        assert topic.summary["fr"] in text(f"/guidance/{topic.id}/", language="fr")


def test_the_author_cannot_adopt_and_the_database_refuses_it_too(paul: User) -> None:
    version = put(paul)
    with pytest.raises(Refused, match="Another person adopts it"):
        adopt(actor=paul, version=version)
    row = {"version": version, "topic": "spyware", "number": 1, "author": paul, "by": paul}
    with pytest.raises(DatabaseError), transaction.atomic():
        Adoption.objects.create(**row, at=timezone.now())


def test_the_acts_are_recorded_with_the_digest_of_what_was_adopted(olga: User, paul: User) -> None:
    version = adopted(olga, paul)
    withdraw(actor=paul, version=version, reason="It named the wrong paragraph.")
    told = events_of(version)
    assert [event.type for event in told] == [
        "guidance.put_forward",
        "guidance.adopted",
        "guidance.withdrawn",
    ]
    assert told[0].payload is not None
    assert told[0].payload["digest"] == page(topics.guidance().topics["spyware"], timezone.localdate()).digest
    assert differences() == []


def test_a_version_is_never_changed(olga: User) -> None:
    version = put(olga)
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(note="changed")


def test_what_says_the_same_is_not_put_forward_twice(olga: User, paul: User) -> None:
    version = put(olga)
    with pytest.raises(ValidationError, match="waits to be adopted"):
        put(olga)
    adopt(actor=paul, version=version)
    with pytest.raises(ValidationError, match="says the same"):
        put(olga)


def test_a_change_of_text_leaves_the_public_page_and_shows_the_office_the_difference(
    olga: User, paul: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopted(olga, paul)
    reworded(monkeypatch)
    public = text(PAGE)
    assert SAID in public
    assert NEW not in public
    assert "The rules have changed since this page was adopted" in public
    assert "Said before:" not in public
    office = text(PAGE, client_for(olga))
    assert f"Would say today: {NEW}" in office
    assert "The law has moved on" in text("/guidance/", client_for(olga))


def test_it_is_adopted_anew_by_another_person(
    olga: User, paul: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopted(olga, paul)
    reworded(monkeypatch)
    answer = post(client_for(olga), f"{PAGE}draft/", {"note": "The second sentence."}, follow=True)
    assert "It is put forward. Another person adopts it." in answer.content.decode()
    waiting = Version.objects.order_by("at").last()
    assert waiting is not None
    post(client_for(paul), f"/guidance/versions/{waiting.pk}/adopt/")
    assert NEW in text(PAGE)
    assert "Version 2, adopted by Paul Okoye" in text(PAGE)
    assert "The rules have changed" not in text(PAGE)


def test_a_rule_that_means_something_else_makes_the_page_stale_though_it_reads_the_same(
    olga: User, paul: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = adopted(olga, paul)
    whole = law()
    rule = whole.corpus.rules["EU.4D004"]
    last = rule.editions[-1]
    changed = replace(rule, editions=(*rule.editions[:-1], replace(last, exceptions=last.exceptions[:1])))
    rules = {**whole.corpus.rules, rule.id: changed}
    other = replace(whole, corpus=replace(whole.corpus, rules=rules, digest="another"))
    monkeypatch.setattr("licet.service.corpus.law", lambda: other)
    now = page(topics.guidance().topics["spyware"], timezone.localdate())
    assert "4D004" in "".join(difference(version, now, "en").rules)


def test_what_was_taken_back_is_gone_and_no_older_version_comes_back(
    olga: User, paul: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopted(olga, paul)
    reworded(monkeypatch)
    second = put(olga)
    adopt(actor=paul, version=second)
    shown = post(
        client_for(paul),
        f"/guidance/versions/{second.pk}/withdraw/",
        {"reason": "A court read it otherwise."},
        follow=True,
    ).content.decode()
    assert "A court read it otherwise." in shown
    assert Client().get(PAGE).status_code == 404


def test_a_second_adoption_at_the_same_moment_is_told(olga: User, paul: User) -> None:
    version = put(olga)
    other = newcomer("Petra Lind", organisation_of(paul), Role.APPROVER)
    stale_copy = fresh(version)
    adopt(actor=paul, version=version)
    with pytest.raises((ValidationError, Refused)):
        adopt(actor=other, version=stale_copy)


def test_a_rule_gone_from_the_law_is_told_without_a_link(
    olga: User, paul: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopted(olga, paul)
    whole = law()
    kept = {id: rule for id, rule in whole.corpus.rules.items() if id != "EU.EU001"}
    other = replace(whole, corpus=replace(whole.corpus, rules=kept, digest="smaller"))
    monkeypatch.setattr("licet.service.corpus.law", lambda: other)
    assert "Union general authorisation EU001" in text(PAGE)
    assert "/law/rules/EU.EU001/" not in Client().get(PAGE).content.decode()


def test_the_first_page_asks_the_database_as_often_for_one_topic_as_for_all(olga: User, paul: User) -> None:
    client = client_for(olga)
    adopt(actor=paul, version=put(olga))
    client.get("/guidance/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/guidance/")
    for topic in list(topics.guidance().topics)[1:]:
        adopt(actor=paul, version=put(olga, topic))
    with CaptureQueriesContext(connection) as many:
        client.get("/guidance/")
    assert len(many) == len(few)


def test_putting_forward_freezes_the_day(olga: User) -> None:
    topic = topics.guidance().topics["monitoring_centres"]
    old = put_forward(actor=olga, topic=topic, day=date(2024, 1, 1))
    now = page(topic, timezone.localdate())
    assert old.digest != now.digest
    assert difference(old, now, "fr").sections
