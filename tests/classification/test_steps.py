"""Describe, answer, look again, change: the draft travels in the form, and nothing else remembers it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from self_assessment import DELIVERY, LEG, SPIES, Visitor, described

from licet.reasoning import Law
from licet.service.classification.models import SavedAssessment

pytestmark = pytest.mark.django_db


class TestDescribe:
    def test_one_transfer_is_described_without_a_single_name(self) -> None:
        visitor = Visitor()
        visitor.describe(item_name="")
        document = visitor.document
        assert [(p["id"], p["country"], p["roles"]) for p in document["parties"]] == [
            ("p1", "XB", ["exporter"]),
            ("p2", "XD", ["consignee", "end_user"]),
        ]
        assert document["items"] == [{"id": "i1", "kind": "software", "facts": {}}]
        leg = document["transfers"][0]
        assert (leg["act"], leg["actor"], leg["from"], leg["to"]) == ("transmit", "p1", "p1", "p2")
        assert "Item 1" in visitor.page

    def test_an_empty_form_says_what_is_missing_and_keeps_the_page(self) -> None:
        visitor = Visitor()
        visitor.send("describe", {"page": "describe", "item_name": "Lynx"})
        for message in (
            "what kind of thing it is",
            "the country of the person or body that gives it",
            "the country of the recipient",
        ):
            assert message in visitor.page
        assert 'value="Lynx"' in visitor.page

    def test_the_end_user_may_be_somebody_else(self) -> None:
        document = described(receiver_uses="no", user_country="XQ", user_type="gov_police").document
        assert [p["roles"] for p in document["parties"]] == [["exporter"], ["consignee"], ["end_user"]]

    def test_a_reseller_does_not_use_it(self) -> None:
        visitor = Visitor()
        visitor.describe(receiver_type="reseller_distributor")
        assert "passes the item on and does not use it" in visitor.page
        assert visitor.document["transfers"] == []

    def test_a_second_transfer_takes_up_what_was_described(self) -> None:
        visitor = described()
        again = {
            "page": "describe",
            "item": "i1",
            "giver": "p2",
            "act": "grant_access",
            "receiver_uses": "unknown",
        }
        visitor.send("describe", {**again, "receiver_country": "XQ", "host_country": "XT"})
        document = visitor.document
        assert [(t["item"], t["from"], t["to"], t.get("host")) for t in document["transfers"]] == [
            ("i1", "p1", "p2", None),
            ("i1", "p2", "p3", "p4"),
        ]
        assert document["parties"][1]["roles"] == ["consignee", "end_user", "exporter"]

    def test_a_thing_that_belongs_to_another_brings_the_other(self) -> None:
        document = described(relation="update_to", target_name="Lynx", target_kind="software").document
        assert document["items"][1]["of"] == [{"relation": "update_to", "item": "i1"}]
        assert document["transfers"][0]["item"] == "i2"

    def test_a_transfer_is_taken_out_with_what_only_it_needed(self) -> None:
        visitor = described()
        visitor.send("answers", {"remove": "t1"})
        assert all(visitor.document[part] == [] for part in ("transfers", "items", "parties"))


class TestQuestions:
    def test_what_the_thing_does_is_asked_first(self) -> None:
        assert "Does it extract data in secret?" in described().page

    def test_nothing_is_said_to_be_settled_before_there_is_a_transfer(self) -> None:
        visitor = Visitor()
        visitor.send("questions")
        assert "Nothing more to ask" not in visitor.page
        assert "Describe a transfer" in visitor.page

    def test_answers_one_of_these_and_not_known_travel_on(self) -> None:
        visitor = described()
        visitor.answer({SPIES: "yes"})
        visitor.answer({DELIVERY: ["remote", "physical"], "i1:item.key_bits": "?"})
        assert visitor.document["items"][0]["facts"] == {
            "item.spies": True,
            "item.delivery": {"one_of": ["remote", "physical"]},
            "item.key_bits": None,
        }

    def test_what_was_answered_or_left_open_is_not_asked_again(self) -> None:
        visitor = described()
        visitor.answer({SPIES: "open"})
        assert SPIES not in visitor.page
        assert "You left 1 question open." in visitor.page

    def test_when_all_is_settled_it_says_so_and_offers_to_classify(self) -> None:
        visitor = described()
        visitor.answer({SPIES: "no", "i1:item.key_bits": "128", "t1:transfer.informed_by_authority": "no"})
        assert "Nothing more to ask: what facts can settle" in visitor.page
        visitor.send("questions", {"page": "questions", "goal": "classify"})
        assert "every entry is settled" in visitor.page

    def test_a_notice_is_never_ticked(self) -> None:
        visitor = described()
        visitor.answer({"t1:transfer.informed_by_authority": "yes"})
        assert "There is a problem" in visitor.page
        assert visitor.document["transfers"][0]["facts"] == {}

    def test_the_public_is_not_told_to_upload_anything(self) -> None:
        visitor = described()
        visitor.send("change", {"change": "t1:transfer.informed_by_authority"})
        assert "A notice was served on us: what it says goes before any answer here" in visitor.page
        assert "under Documents" not in visitor.page
        visitor.answer({"t1:transfer.informed_by_authority": "served"})
        assert visitor.document["transfers"][0]["facts"] == {"transfer.informed_by_authority": None}

    def test_a_question_nobody_asked_is_passed_over(self) -> None:
        visitor = described()
        visitor.answer(
            {"i9:item.spies": "yes", "i1:item.kind": "hardware", "nonsense": "yes", "file:item.spies": "yes"}
        )
        assert visitor.document["items"][0]["facts"] == {}


class TestIndication:
    def test_leg_by_leg_with_reasons_and_sources(self) -> None:
        visitor = described()
        visitor.answer({SPIES: "yes", DELIVERY: ["remote"]}, step="indication")
        for words in (
            "A licence is required",
            "Exporter in Northmark (invented)",
            "ZZ.4D004",
            "Treaty, Licence for listed",
        ):
            assert words in visitor.page

    def test_nothing_known_is_never_a_no(self) -> None:
        visitor = described()
        visitor.send("indication")
        assert "Cannot be said yet" in visitor.page

    def test_without_a_transfer_nothing_is_said(self) -> None:
        visitor = Visitor()
        visitor.send("indication")
        assert "There is no transfer yet" in visitor.page


class TestChange:
    def test_a_changed_answer_shows_what_moved(self) -> None:
        visitor = described()
        visitor.answer({SPIES: "yes", DELIVERY: ["remote"], "t1:transfer.informed_by_authority": "no"})
        visitor.send("answers")
        visitor.send("change", {"change": SPIES})
        assert "checked" in visitor.page
        visitor.change(SPIES, {SPIES: "no"})
        assert "What your change moved" in visitor.page
        assert "<del>A licence is required · ZZ.4D004</del>" in visitor.page
        assert "<strong>Not controlled by the rules checked here</strong>" in visitor.page

    def test_a_change_that_moves_nothing_says_so(self) -> None:
        visitor = described()
        visitor.change("i1", {"name": "Lynx 2", "kind": "software"})
        assert "No answer changed." in visitor.page
        assert "Lynx 2" in visitor.page

    def test_a_country_can_be_put_right(self) -> None:
        visitor = described()
        visitor.change("p2", {"name": "", "country": "XQ", "type": ""})
        assert visitor.document["parties"][1]["country"] == "XQ"
        assert visitor.document["parties"][1]["facts"] == {}

    @pytest.mark.parametrize(
        "key", ["", "i9", "i1:item.nothing", "file", "p1:party.country", "i1:party.type"]
    )
    def test_what_is_not_there_cannot_be_changed(self, key: str) -> None:
        visitor = described()
        before = visitor.document
        visitor.send("change", {"change": key})
        visitor.change(key, {"name": "x", "country": "FR", "type": ""})
        assert visitor.document == before

    def test_leaving_changes_nothing(self) -> None:
        visitor = described()
        visitor.send("answers", {"page": "change", "changing": SPIES, SPIES: "yes", "leave": "yes"})
        assert visitor.document["items"][0]["facts"] == {}


class TestTravelling:
    def test_the_language_changes_and_what_was_typed_stays(self) -> None:
        visitor = Visitor()
        visitor.send("describe", {"page": "describe", **LEG, "language": "fr"})
        assert '<html class="govuk-template" lang="fr">' in visitor.page
        assert 'value="Lynx agent"' in visitor.page
        assert visitor.client.cookies["django_language"].value == "fr"

    def test_the_language_changes_where_there_is_nothing_to_fill_in(self) -> None:
        visitor = described()
        visitor.send("indication", {"language": "fr"})
        assert visitor.document["items"][0]["name"] == "Lynx agent"
        assert 'lang="fr"' in visitor.page

    def test_the_same_form_twice_gives_the_same_page(self) -> None:
        visitor = described()
        before = visitor.document
        visitor.send("questions")
        visitor.send("questions")
        assert visitor.document == before

    @pytest.mark.parametrize(
        "step", ["describe", "questions", "answers", "change", "indication", "save", "download/text"]
    )
    def test_an_address_alone_leads_to_the_start(self, client: Any, step: str) -> None:
        assert client.get(f"/self-assessment/{step}/").headers["Location"] == "/self-assessment/"

    def test_what_was_tampered_with_is_refused_in_words(self) -> None:
        visitor = described()
        visitor.send("indication", {"draft": '{"items": [{"id": "<b>"}]}'}, expect=400)
        visitor.send("indication", {"draft": "x" * 70_000}, expect=400)

    def test_every_page_keeps_away_from_search_engines_and_referrers(self) -> None:
        answer = described().send("indication")
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Referrer-Policy"] == "strict-origin"
        assert answer["Cache-Control"] == "private"


class TestDownloads:
    def test_the_document_gives_the_command_the_same_answer(self, exporter_small_law: Law) -> None:
        visitor = described()
        visitor.answer({SPIES: "yes", DELIVERY: ["remote"]}, step="indication")
        document = json.loads(visitor.send("download/document").content)
        shown = json.loads(visitor.send("download/indication").content)
        assert exporter_small_law.check(document) == shown
        assert shown["schema"] == "licet.indication/1"

    def test_the_text_names_what_it_speaks_of(self) -> None:
        answer = described().send("download/text")
        assert "attachment" in answer["Content-Disposition"]
        assert answer.content.decode().startswith("p1 = Exporter in Northmark (invented)\n")

    def test_what_was_downloaded_can_be_opened_again(self) -> None:
        from django.core.files.uploadedfile import SimpleUploadedFile

        visitor = described()
        visitor.answer({SPIES: "yes"})
        kept = visitor.document
        content = visitor.send("download/document").content
        later = Visitor()
        later.send("open", {"upload": SimpleUploadedFile("kept.json", content)})
        assert later.document == kept

    @pytest.mark.parametrize("content", [b"", b"no json", b"\xff\xfe", b"x" * 70_000])
    def test_a_file_that_is_none_is_refused_on_the_page(self, content: bytes) -> None:
        from django.core.files.uploadedfile import SimpleUploadedFile

        visitor = Visitor()
        visitor.send("open", {"upload": SimpleUploadedFile("kept.json", content)})
        assert "There is a problem" in visitor.page

    def test_an_unknown_kind_of_file_is_not_found(self) -> None:
        described().send("download/everything", expect=404)


def test_nothing_was_saved_by_any_of_this() -> None:
    visitor = described()
    visitor.answer({SPIES: "yes"}, step="indication")
    assert not SavedAssessment.objects.exists()
