"""An entry says who did what to which record, and binds content it does not show."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest

from licet.ledger.canonical import canonical, commitment, new_key, opens
from licet.ledger.entry import Entry, timestamp

ENTRY = Entry(
    id=UUID(int=1),
    type="licence.issued",
    at=datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
    actor=UUID(int=2),
    subject_type="decisions.licence",
    subject_id=UUID(int=3),
    law_digest="abc",
    payload="aa",
    personal="",
    files=["ff"],
)


def test_the_bytes_are_canonical_json_with_sorted_keys() -> None:
    assert ENTRY.to_bytes().decode() == (
        '{"actor":"00000000-0000-0000-0000-000000000002","at":"2026-11-21T09:30:00.000000Z","files":["ff"],'
        '"id":"00000000-0000-0000-0000-000000000001","law":"abc","payload":"aa","personal":null,'
        '"schema":"licet.event/1",'
        '"subject":{"id":"00000000-0000-0000-0000-000000000003","type":"decisions.licence"},"type":"licence.issued"}'
    )


@pytest.mark.parametrize(
    "change",
    [
        {"id": UUID(int=9)},
        {"type": "licence.refused"},
        {"at": datetime(2026, 11, 21, 9, 30, 0, 1, tzinfo=UTC)},
        {"actor": None},
        {"subject_type": "decisions.proposal"},
        {"subject_id": UUID(int=9)},
        {"law_digest": ""},
        {"payload": "ab"},
        {"personal": "bb"},
        {"files": []},
    ],
)
def test_no_field_can_change_without_changing_the_bytes(change: dict[str, object]) -> None:
    assert replace(ENTRY, **change).to_bytes() != ENTRY.to_bytes()  # type: ignore[arg-type]


def test_the_same_moment_is_written_the_same_in_every_zone() -> None:
    vienna = timezone(timedelta(hours=1))
    assert timestamp(datetime(2026, 11, 21, 10, 30, tzinfo=vienna)) == timestamp(ENTRY.at)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        timestamp(datetime(2026, 11, 21))  # noqa: DTZ001


def test_a_commitment_is_the_hmac_of_the_content() -> None:
    key = bytes(32)
    assert commitment(key, b"content") == hmac.new(key, b"content", hashlib.sha256).hexdigest()


def test_a_commitment_opens_with_its_key_and_content_alone() -> None:
    key = new_key()
    bound = commitment(key, b"content")
    assert opens(key, b"content", bound)
    assert not opens(key, b"other", bound)
    assert not opens(new_key(), b"content", bound)


def test_equal_content_has_unequal_commitments() -> None:
    assert commitment(new_key(), b"yes") != commitment(new_key(), b"yes")


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        commitment(b"short", b"content")


@pytest.mark.parametrize(
    "value", [{"n": 2**60}, {"n": float("nan")}, {"t": datetime(2026, 1, 1, tzinfo=UTC)}]
)
def test_what_json_cannot_carry_exactly_is_refused(value: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="canonical JSON"):
        canonical(value)  # type: ignore[arg-type]


def test_canonical_json_does_not_depend_on_the_order_of_keys() -> None:
    assert canonical({"b": 1, "a": [True, None, "é"]}) == canonical({"a": [True, None, "é"], "b": 1})
    assert json.loads(canonical({"a": "é"})) == {"a": "é"}
