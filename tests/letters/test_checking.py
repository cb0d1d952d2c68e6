"""Anybody who holds a letter can ask whether it is genuine, and is told nothing about whom it concerns."""

from __future__ import annotations

import re
from typing import Any

import officer_walk as walk
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from letters_sent import content_of, granted, letter_of

from licet.service.jobs.services import deliver_all
from licet.service.letters import limits
from licet.service.letters.codes import ALPHABET, grouped, new_code, normal
from licet.service.letters.meaning import allows, meaning
from licet.service.letters.models import Letter, LetterKind
from licet.service.letters.selectors import check_code
from licet.service.people.models import User

PAGE = "/letters/check/"


@pytest.fixture(autouse=True)
def fresh_count(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a minute of its own."""
    cache.clear()
    monkeypatch.setattr(limits, "minute", lambda: 1)


@pytest.fixture
def letter(office: None, elena: User, olga: User, paul: User) -> Letter:
    return granted(elena, olga, paul)


def asked(number: str, code: str, **more: Any) -> str:
    return Client().get(PAGE, {"number": number, "code": code}, **more).content.decode()


def test_number_and_code_show_kind_day_and_state_alone(letter: Letter) -> None:
    page = asked(letter.number, grouped(letter.code))
    assert "This authority issued this letter" in page
    assert ">Valid</strong>" in page
    assert "Licence" in page
    for kept in ("Perceptor", "Lantern", "Department 9", "Elena", "Paul Okoye", letter.title):
        assert kept not in page, kept


def test_what_is_typed_by_hand_is_read_kindly(letter: Letter) -> None:
    typed = f" {grouped(letter.code).lower().replace('1', 'l').replace('0', 'o')} "
    assert "This authority issued this letter" in asked(f" {letter.number.lower()} ", typed)


def test_a_wrong_number_and_a_wrong_code_get_the_same_answer(letter: Letter) -> None:
    code = grouped(letter.code)
    other = code[:-1] + ("A" if code[-1] != "A" else "B")
    wrong_code = said(letter.number, other)
    wrong_number = said("NM-1999-000009-L1", code)
    assert "Not known" in wrong_code
    assert wrong_code == wrong_number


def said(number: str, code: str) -> str:
    """The page without what was asked and without the form's one-time tokens."""
    page = asked(number, code).replace(code, "").replace(number, "")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_a_licence_that_stands_is_green_and_says_how_far_it_goes(letter: Letter) -> None:
    page = asked(letter.number, letter.code)
    assert state_shown(page) == ("green", "Valid")
    assert "It is a licence. It allows what its schedule names" in page
    assert "authorises nothing" not in page


def test_an_acknowledgement_is_genuine_and_says_that_it_authorises_nothing(letter: Letter) -> None:
    receipt = Letter.objects.get(kind=LetterKind.ACKNOWLEDGEMENT, reference=letter.reference)
    page = asked(receipt.number, receipt.code)
    assert state_shown(page) == ("grey", "Genuine, allows nothing")
    assert "It authorises nothing. It says that an application was received." in page


def state_shown(page: str) -> tuple[str, str]:
    found = re.search(r'<strong class="govuk-tag govuk-tag--(\w+)">([^<]+)</strong>', page)
    assert found
    return found[1], found[2]


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("state", ["valid", "expired", "withdrawn", "replaced", "superseded"])
def test_only_what_somebody_may_rely_on_today_reads_as_permission(kind: LetterKind, state: str) -> None:
    permits = kind in (LetterKind.LICENCE, LetterKind.NO_LICENCE) and state == "valid"
    said = meaning(kind, state)
    assert said
    assert allows(kind, state) is permits
    assert ("authorises nothing" in said or "no longer be relied on" in said) is not permits


def test_what_a_letter_means_depends_on_its_kind_and_state_alone(letter: Letter) -> None:
    told = check_code(letter.number, letter.code)
    assert told
    assert told.means == meaning(LetterKind.LICENCE, "valid")
    assert told.valid_until == letter.valid_until


def test_a_withdrawn_letter_says_so(letter: Letter, olga: User, paul: User) -> None:
    walk.taken_back(olga, paul, letter)
    page = asked(letter.number, letter.code)
    assert state_shown(page) == ("red", "Withdrawn")
    assert "It authorises nothing today. It was a licence." in page
    assert "The address was wrong." not in page
    assert walk.WRONG not in page


def test_a_replaced_letter_says_that_another_took_its_place_and_not_which(
    letter: Letter, olga: User, paul: User
) -> None:
    walk.adopted(paul, walk.worded(olga, "licence", opening="We allow {deal}."))
    walk.taken_back(olga, paul, letter, replace=True)
    deliver_all()
    later = Letter.objects.get(replaces=letter)
    page = asked(letter.number, letter.code)
    assert state_shown(page) == ("red", "Withdrawn and replaced by a later letter")
    for kept in (later.number, grouped(later.code), walk.WRONG, "The address was wrong.", "Perceptor"):
        assert kept not in page, kept
    assert state_shown(asked(later.number, later.code)) == ("green", "Valid")
    assert letter.number not in asked(later.number, later.code)


def test_a_notice_is_superseded_by_the_decision(office: None, elena: User, olga: User, paul: User) -> None:
    from licet.service.decisions import services as deciding

    case = walk.taken(elena, olga)
    notice = walk.announced(olga, case)
    earlier = letter_of(case, LetterKind.INTENT_TO_REFUSE)
    deciding.respond(actor=elena, notice=notice, text="The unit has a judge.")
    walk.assessed(olga, walk.fresh(case), walk.CLEAR_RISK)
    walk.decided(paul, walk.proposed(olga, case, walk.refusal(**walk.WEIGHED)))
    letter_of(case, LetterKind.REFUSAL)
    assert ">Superseded by a later letter</strong>" in asked(earlier.number, earlier.code)


def test_the_very_file_is_recognised_and_nothing_of_another_is_kept(letter: Letter, settings: Any) -> None:
    assert "to the last byte" in sent(content_of(letter))
    before = sorted(settings.MEDIA_ROOT.rglob("*"))
    assert "Not known" in sent(content_of(letter) + b"\n")
    assert sorted(settings.MEDIA_ROOT.rglob("*")) == before


def sent(content: bytes) -> str:
    upload = SimpleUploadedFile("letter.pdf", content, content_type="application/pdf")
    return Client().post(reverse("letters:check-file"), {"letter": upload}).content.decode()


def test_an_empty_form_names_what_is_missing(db: None) -> None:
    page = asked("", "")
    assert "Enter an answer: Number of the letter" in page
    assert "Enter an answer: Code" in page


def test_guessing_is_slowed_down_by_address(letter: Letter) -> None:
    for _ in range(limits.PER_MINUTE):
        assert Client().get(PAGE, {"number": letter.number, "code": "0"}).status_code == 200
    refused = Client().get(PAGE, {"number": letter.number, "code": letter.code})
    assert refused.status_code == 429
    assert "This authority issued" not in refused.content.decode()
    other = Client().get(PAGE, {"number": letter.number, "code": letter.code}, REMOTE_ADDR="192.0.2.7")
    assert "This authority issued this letter" in other.content.decode()


def test_the_certificate_can_be_taken_and_holds_no_key(db: None) -> None:
    content = Client().get(reverse("letters:certificate")).content
    assert content.startswith(b"-----BEGIN CERTIFICATE-----")
    assert b"PRIVATE" not in content


def test_a_code_has_eighty_bits_in_letters_that_nobody_confuses() -> None:
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert {len(code) for code in codes} == {16}
    assert set("".join(codes)) == set(ALPHABET)
    assert normal("abcd-efgh 0o1l iiii") == "ABCDEFGH00111111"
