"""The authority words its letters itself: one official drafts, another adopts, and no text can do more than speak."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import officer_walk as walk
import pytest
from cast import client_for, newcomer, organisation_of, post
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from letters_sent import granted, letter_of

import licet.service.letters as letters_app
from licet.service.base.waiting import tiles_for
from licet.service.letters import services
from licet.service.letters.contexts import CONTEXTS
from licet.service.letters.forms import NAMES
from licet.service.letters.models import Adoption, Letter, LetterKind
from licet.service.letters.samples import composed_sample, sample
from licet.service.letters.selectors import adopted
from licet.service.letters.wording import fault_of, labels, paragraphs, placeholders, shipped
from licet.service.people.models import Role, User
from licet.service.people.policy import Refused
from licet.service.records.selectors import events_of
from licet.service.records.verify import differences

OWN = "The office of the north grants {addressee} what the schedule names."
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "letters.md"
REASON = {"reason": "The old one was not understood.", "seen": "0"}
KINDS = [(kind, language) for kind in LetterKind.values for language in ("en", "fr")]


# --- what comes with Licet ------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "language"), KINDS)
def test_every_kind_has_sound_texts_named_on_the_form(kind: str, language: str) -> None:
    texts = shipped(kind, language)
    assert {name: fault_of(kind, name, text) for name, text in texts.items()} == dict.fromkeys(texts, "")
    assert set(texts) == set(shipped(kind, "en"))
    assert set(texts) <= set(NAMES)


@pytest.mark.parametrize("kind", LetterKind.values)
def test_every_placeholder_published_has_a_value_and_every_value_is_published(db: None, kind: str) -> None:
    assert set(sample(kind, "en").values()) == set(placeholders(kind))
    assert CONTEXTS[kind].kind == kind


@pytest.mark.parametrize(("kind", "language"), KINDS)
def test_every_text_of_a_kind_stands_in_its_letter(db: None, kind: str, language: str) -> None:
    marked = {name: f"{name.upper()} IS HERE" for name in shipped(kind, language)}
    body = composed_sample(kind, language, marked).body
    assert [name for name, text in marked.items() if text not in body] == []
    assert not re.search(r"\{[a-z_]+\}", body)


def test_the_page_of_reference_names_every_kind_text_and_placeholder() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for kind in LetterKind.values:
        section = page.partition(f"## `{kind}`")[2].partition("\n## ")[0]
        assert section, kind
        named = set(re.findall(r"`([^`]+)`", section))
        wanted = {*shipped(kind, "en"), *(f"{{{name}}}" for name in placeholders(kind))}
        assert wanted <= named, (kind, wanted - named)


# --- drafting and adopting ----------------------------------------------------------------------------


@pytest.mark.usefixtures("office")
def test_until_adopted_the_shipped_wording_is_used_then_the_adopted_one(
    elena: User, olga: User, paul: User
) -> None:
    wording = walk.worded(olga, "licence", opening=OWN)
    assert "may carry out the transfers" in granted(elena, olga, paul).body
    adoption = walk.adopted(paul, wording)
    letter = granted(elena, olga, paul)
    assert "The office of the north grants Perceptor Systems what" in letter.body
    assert "Wording: version 1, adopted on" in letter.body
    assert "by Paul Okoye." in letter.body
    assert (letter.wording, adoption.version) == (wording, 1)
    assert [event.type for event in events_of(wording)] == ["wording.drafted", "wording.adopted"]
    assert differences() == []


def test_the_drafter_cannot_adopt_and_the_database_refuses_it_too(olga: User, paul: User) -> None:
    wording = walk.worded(paul)
    with pytest.raises(Refused, match="You drafted this wording"):
        walk.adopted(paul, wording)
    with pytest.raises(Refused, match="Only an approver"):
        walk.adopted(olga, wording)
    with pytest.raises(DatabaseError), transaction.atomic():
        Adoption.objects.create(
            wording=wording,
            kind="refusal",
            language="en",
            version=1,
            drafter=paul,
            by=paul,
            at=timezone.now(),
        )


def test_versions_count_up_and_the_last_is_in_force(olga: User, paul: User) -> None:
    first, second = walk.worded(olga), walk.worded(olga, opening="Refused: {deal}.")
    walk.adopted(paul, first)
    walk.adopted(paul, second)
    in_force = adopted("refusal", "en")
    assert in_force is not None
    assert (in_force.version, in_force.wording) == (2, second)
    assert adopted("refusal", "fr") is None
    with pytest.raises(Refused, match="adopted already"):
        walk.adopted(newcomer("Petra Lund", organisation_of(paul), Role.APPROVER), first)


def test_an_adoption_says_why_and_the_ledger_keeps_it(olga: User, paul: User) -> None:
    wording = walk.worded(olga)
    with pytest.raises(ValidationError, match="why this wording is adopted"):
        walk.adopted(paul, wording, "Better.")
    walk.adopted(paul, wording, "Exporters asked what it meant.")
    event = events_of(wording).filter(type="wording.adopted").get()
    assert (event.payload or {})["reason"] == "Exporters asked what it meant."
    assert event.actor == paul.pseudonym


def test_the_draft_is_shown_against_the_wording_in_force(olga: User, paul: User) -> None:
    first = walk.worded(olga, opening="We refuse {deal}.")
    page = client_for(paul).get(reverse("letters:wording", args=[first.pk])).content.decode()
    assert "against the wording that comes with Licet" in page
    walk.adopted(paul, first)
    second = walk.worded(olga, opening="We refuse {deal} today.")
    page = client_for(paul).get(reverse("letters:wording", args=[second.pk])).content.decode()
    assert "against version 1, which is in force" in page
    changed = re.search(r'<div class="licet-difference".*?</div>', page, re.DOTALL)
    assert changed
    assert page.count('<div class="licet-difference"') == 1  # the other texts are the same
    assert re.sub(r"<del>.*?</del>|<[^>]+>|\[added:|\]", "", changed[0]).split() == [
        "We",
        "refuse",
        "{deal}",
        "today.",
    ]


def test_nobody_adopts_against_a_wording_she_has_not_seen(olga: User, paul: User) -> None:
    first, second = walk.worded(olga), walk.worded(olga, opening="Refused: {deal}.")
    walk.adopted(paul, first)
    page = post(client_for(paul), reverse("letters:adopt", args=[second.pk]), REASON, follow=True)
    assert "came into force while you were reading" in page.content.decode()
    in_force = adopted("refusal", "en")
    assert in_force is not None
    assert in_force.version == 1
    post(client_for(paul), reverse("letters:adopt", args=[second.pk]), REASON | {"seen": "1"})
    assert Adoption.objects.get(wording=second).reason == REASON["reason"]


def test_a_page_without_a_reason_says_so_and_adopts_nothing(olga: User, paul: User) -> None:
    wording = walk.worded(olga)
    page = post(client_for(paul), reverse("letters:adopt", args=[wording.pk]), {"reason": "ok", "seen": "0"})
    assert "Say in a sentence why this wording is adopted." in page.content.decode()
    assert not Adoption.objects.exists()


def test_a_draft_waits_on_the_start_page_of_who_may_adopt_it_alone(olga: User, paul: User) -> None:
    wording = walk.worded(paul)
    assert tiles_for(paul) == []
    walk.worded(olga)
    petra = newcomer("Petra Lund", organisation_of(paul), Role.APPROVER)
    assert [(tile.count, tile.text) for tile in tiles_for(petra)] == [(2, "wordings to adopt")]
    assert [(tile.count, tile.text) for tile in tiles_for(paul)] == [(1, "wording to adopt")]
    assert [tile for tile in tiles_for(olga) if "wording" in tile.text] == []
    walk.adopted(petra, wording)  # overtakes the other draft's comparison only if that is older
    assert [tile.count for tile in tiles_for(petra)] == []


def test_of_two_adoptions_at_once_the_second_is_told(
    olga: User, paul: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    wording = walk.worded(olga)
    walk.adopted(paul, wording)
    # the second had looked before the first was done
    monkeypatch.setattr("licet.service.letters.services.wordings.require", lambda *asked: None)
    petra = newcomer("Petra Lund", organisation_of(paul), Role.APPROVER)
    with pytest.raises(ValidationError, match="in the meantime"):
        walk.adopted(petra, wording)
    assert Adoption.objects.filter(wording=wording).count() == 1


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Dear {adressee},", r"Line 1: there is no placeholder {adressee}\. Did you mean {addressee}\?"),
        (
            "One.\n\nTwo {wombat_xyzzy}.",
            r"Line 3: there is no placeholder {wombat_xyzzy}\. Valid here: {authority}",
        ),
        ("{letter.organisation}", r"there is no placeholder {letter\.organisation}"),
        ("{{ settings.SECRET_KEY }}", "no placeholder|brace stands alone"),
        ("{% load i18n %}", "no placeholder"),
        ("Half {deal", "a brace stands alone"),
        ("  ", "Write this text"),
        ("x" * 4001, "Shorten this text to 4000"),
    ],
)
def test_a_faulty_text_is_refused_with_its_line_and_the_remedy(olga: User, text: str, fault: str) -> None:
    with pytest.raises(ValidationError) as refused:
        walk.worded(olga, opening=text)
    assert list(refused.value.message_dict) == ["opening"]
    assert re.search(fault, refused.value.message_dict["opening"][0])


def test_a_heading_is_one_line() -> None:
    assert "one line" in fault_of("refusal", "heading", "Refusal\nof a licence")


def test_text_and_values_are_escaped_and_a_value_opens_nothing() -> None:
    values = {"deal": "<b>x</b>\n\n- {authority}", "authority": "A"}
    assert paragraphs("One & {deal}\n\n- a\n- {authority}", values) == (
        '<p class="govuk-body">One &amp; &lt;b&gt;x&lt;/b&gt;\n\n- {authority}</p>\n'
        '<ul class="govuk-list govuk-list--bullet"><li>a</li><li>A</li></ul>'
    )


# --- the pages ----------------------------------------------------------------------------------------------


def test_an_official_drafts_on_the_page_looks_at_a_sample_and_another_adopts(olga: User, paul: User) -> None:
    page = reverse("letters:draft", args=["refusal", "en"])
    texts: dict[str, Any] = {**shipped("refusal", "en"), "note": "Plainer."}
    faulty = post(client_for(olga), page, texts | {"opening": "{rfeerence}"}).content.decode()
    assert "Did you mean {reference}?" in faulty
    assert post(client_for(olga), page, texts | {"opening": "Refused, {deal}."}).status_code == 302
    wording = walk.worded(olga)
    looked = client_for(olga).get(reverse("letters:preview", args=[wording.pk])).content.decode()
    assert "SAMPLE: invented data" in looked
    assert "Adopt this wording" not in client_for(olga).get(at(wording)).content.decode()
    assert "Adopt this wording" in client_for(paul).get(at(wording)).content.decode()
    post(client_for(paul), reverse("letters:adopt", args=[wording.pk]), REASON)
    assert "Version 1" in client_for(paul).get(at(wording)).content.decode()
    assert not Letter.objects.exists()


def at(wording: Any) -> str:
    return reverse("letters:wording", args=[wording.pk])


def test_a_sample_as_pdf_says_on_every_page_that_it_is_one(olga: User) -> None:
    from letters_sent import reader_of

    wording = walk.worded(olga, "licence", opening="{deal} " * 400)
    content = client_for(olga).get(reverse("letters:preview-pdf", args=[wording.pk])).content
    pages = reader_of(content).pages
    assert len(pages) > 1
    assert all("SAMPLE" in page.extract_text() for page in pages)


def test_exporters_do_not_see_wordings(elena: User, olga: User) -> None:
    wording = walk.worded(olga)
    assert client_for(elena).get(at(wording)).status_code == 404
    assert client_for(elena).get(reverse("letters:wordings")).status_code == 403
    assert client_for(elena).get(reverse("letters:sample", args=["refusal", "en"])).status_code == 403


@pytest.mark.parametrize("address", ["wordings/wish/en/", "wordings/refusal/de/"])
def test_an_unknown_kind_or_language_is_not_found(olga: User, address: str) -> None:
    assert client_for(olga).get(f"/letters/{address}").status_code == 404


@pytest.mark.usefixtures("office")
def test_a_text_added_since_the_adoption_is_the_shipped_one(elena: User, olga: User, paul: User) -> None:
    wording = walk.worded(olga, "acknowledgement")
    kept = {name: text for name, text in wording.texts.items() if name != "hold"}
    older = type(wording).objects.create(
        kind="acknowledgement", language="en", texts=kept, drafted_by=olga, drafted_at=timezone.now()
    )
    Adoption.objects.create(
        wording=older, kind=older.kind, language="en", version=1, drafter=olga, by=paul, at=timezone.now()
    )
    letter = letter_of(walk.submitted(elena), LetterKind.ACKNOWLEDGEMENT)
    assert "This letter is no permission." in letter.body


def test_every_label_stands_in_both_languages_with_the_same_places() -> None:
    for name, texts in labels().items():
        assert set(texts) == {"en", "fr"}, name
        places = [set(re.findall(r"\{\w+\}", text)) for text in texts.values()]
        assert places[0] == places[1], name


def test_a_letter_in_french_holds_no_word_that_waits_for_translation() -> None:
    """The fixed words of letters are data in both languages: none depends on the catalogue of the site."""
    templates = Path(letters_app.__file__).parent / "templates" / "letters"
    drawn = [templates / f"{name}.html" for name in ("letter", "reasons", "appeal", "document", "cited")]
    for template in [*drawn, *(templates / "kinds").glob("*.html")]:
        text = template.read_text(encoding="utf-8")
        assert "translate" not in text, template.name
        assert set(re.findall(r"""label ["'](\w+)["']""", text)) <= set(labels()), template.name


@pytest.mark.parametrize("place", ["{appeal_body}", "{appeal_days}"])
def test_an_appeal_is_not_worded_away(olga: User, place: str) -> None:
    texts = {name: text.replace(place, "somebody") for name, text in shipped("refusal", "en").items()}
    with pytest.raises(ValidationError, match=re.escape(f"Keep {place}")):
        services.draft(actor=olga, kind="refusal", language="en", texts=texts)
