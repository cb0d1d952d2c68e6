"""Saved only on request, sealed, under an address that nobody can guess; ended or deleted, it is gone."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from self_assessment import SPIES, Visitor, described

from licet.service.classification import services
from licet.service.classification.drafts import empty
from licet.service.classification.models import SavedAssessment
from licet.service.classification.views import saved as views
from licet.service.records.models import Event

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def saved() -> tuple[Visitor, str]:
    visitor = described()
    visitor.answer({SPIES: "yes"}, step="indication")
    address = visitor.send("save", expect=302).headers["Location"]
    return visitor, address


def test_the_address_holds_nothing_but_a_token_of_128_bits() -> None:
    _visitor, address = saved()
    assert re.fullmatch(r"/self-assessment/saved/[A-Za-z0-9_-]{22}/", address)


def test_whoever_has_the_address_opens_it_and_goes_on() -> None:
    before, address = saved()
    other = Visitor()
    page = other.open(address)
    assert "Saved at this address" in page
    assert other.document == before.document
    other.send("questions")
    assert SPIES not in other.page


def test_the_table_holds_neither_the_token_nor_a_word_of_it() -> None:
    _visitor, address = saved()
    row = SavedAssessment.objects.get()
    token = address.split("/")[-2]
    kept = bytes(row.sealed) + row.token_hash.encode()
    for word in (token, "Lynx", "transmit", "spies", "XD"):
        assert word.encode() not in kept


def test_another_address_opens_nothing() -> None:
    _visitor, address = saved()
    for wrong in (address[:-2] + "x/", "/self-assessment/saved/0/", f"/self-assessment/saved/{'A' * 500}/"):
        assert Visitor().client.get(wrong).status_code == (404 if wrong != address else 200)


def test_a_row_whose_content_was_exchanged_opens_nothing() -> None:
    _visitor, address = saved()
    SavedAssessment.objects.update(sealed=b"x" * 80)
    assert Visitor().client.get(address).status_code == 404


def test_deleting_asks_first() -> None:
    visitor, address = saved()
    visitor.open(address)
    visitor.send("delete", {"token": address.split("/")[-2]})
    assert "Nobody can bring it back" in visitor.page
    assert f'href="{address}"' in visitor.page
    assert SavedAssessment.objects.count() == 1


def test_no_question_is_asked_about_what_is_no_address() -> None:
    visitor, _address = saved()
    visitor.send("delete", {"token": "../../<b>"}, expect=404)
    visitor.send("delete", {"token": "wrong", "sure": "yes"}, expect=404)


def test_it_is_deleted_at_once() -> None:
    visitor, address = saved()
    visitor.open(address)
    answer = visitor.send("delete", {"token": address.split("/")[-2], "sure": "yes"}, expect=302)
    assert "is deleted" in visitor.client.get(answer["Location"]).content.decode()
    assert not SavedAssessment.objects.exists()
    assert visitor.client.get(address).status_code == 404


def test_it_opens_until_its_last_day_and_is_then_forgotten(settings: Any) -> None:
    settings.SELF_ASSESSMENT_DAYS = 10
    token = services.save(actor=None, draft=empty(), outcomes={}, today=TODAY)
    assert services.opened(token, TODAY + timedelta(days=10)) is not None
    services.save(actor=None, draft=empty(), outcomes={}, today=TODAY + timedelta(days=11))
    assert SavedAssessment.objects.count() == 1
    assert services.opened(token, TODAY + timedelta(days=11)) is None


def test_opened_after_its_last_day_it_is_erased(settings: Any) -> None:
    settings.SELF_ASSESSMENT_DAYS = 10
    token = services.save(actor=None, draft=empty(), outcomes={}, today=TODAY)
    assert services.opened(token, TODAY + timedelta(days=11)) is None
    assert not SavedAssessment.objects.exists()


def test_housekeeping_erases_what_has_ended_and_nothing_else(settings: Any) -> None:
    settings.SELF_ASSESSMENT_DAYS = 10
    for days in (0, 0, 5):
        services.save(actor=None, draft=empty(), outcomes={}, today=TODAY + timedelta(days=days))
    assert services.erase_expired(TODAY + timedelta(days=10)) == 0
    assert services.erase_expired(TODAY + timedelta(days=11)) == 2
    assert SavedAssessment.objects.count() == 1


def test_the_page_says_until_when(settings: Any) -> None:
    settings.SELF_ASSESSMENT_DAYS = 0
    _visitor, address = saved()
    page = Visitor().open(address)
    today = timezone.localdate()
    assert f"it opens until {today.day} {today:%B %Y}" in page


def test_what_the_rules_say_otherwise_since_then_is_shown() -> None:
    draft = described()
    from licet.service.classification.drafts import read

    token = services.save(
        actor=None,
        draft=read(draft.carried("draft"), "licence", TODAY),
        outcomes={"ZZ": ["prohibited"]},
        today=timezone.localdate(),
    )
    assert "when you saved it: Prohibited. Today: A licence is required;" in Visitor().open(
        f"/self-assessment/saved/{token}/"
    )


def test_saving_and_guessing_have_their_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "SAVES_AN_HOUR", 1)
    monkeypatch.setattr(views, "MISSES_AN_HOUR", 1)
    visitor, _address = saved()
    visitor.send("indication")
    assert visitor.send("save", expect=429)
    assert visitor.client.get("/self-assessment/saved/0/").status_code == 404
    assert visitor.client.get("/self-assessment/saved/1/").status_code == 429


def test_the_ledger_knows_nothing_of_it() -> None:
    visitor, address = saved()
    visitor.open(address)
    visitor.send("delete", {"token": address.split("/")[-2], "sure": "yes"}, expect=302)
    assert not Event.objects.exists()


def test_no_referrer_carries_the_address() -> None:
    visitor, address = saved()
    answer = visitor.client.get(address)
    assert answer["Referrer-Policy"] == "strict-origin"
    assert "noindex" in answer["X-Robots-Tag"]
