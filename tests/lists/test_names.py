from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.service.lists.names import LONGEST, key_of, keys_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ján Kováč", "JAN KOVAC"),
        ("Kovac, Jan", "Jan Kovac"),
        ("Al-Zahab  Trading", "Al Zahab Trading"),
        ("O’Neill", "O'NEILL"),
        ("Straße 9", "STRASSE 9"),
        ("Søren Łukasz", "Soren Lukasz"),
        ("Ｆｕｌｌ　Ｗｉｄｔｈ", "full width"),
        ("ﬁne", "FINE"),
        ("مُحَمَّد", "محمد"),
        ("Ёжик", "ёжик"),
    ],
)
def test_accents_case_punctuation_spacing_and_order_make_no_difference(one: str, other: str) -> None:
    assert key_of(one) == key_of(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jan Kovac", "Jan Kovacs"),
        ("Mohammed", "Muhammad"),
        ("Zahab Trading Co", "Zahab Trading Company"),
        ("Jan Kovac", "Jan A Kovac"),
        ("Jan Jan", "Jan"),
        ("Иван", "Ivan"),
    ],
)
def test_spelling_transliteration_abbreviation_and_missing_words_do(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


def test_a_name_without_letters_has_no_form() -> None:
    assert key_of(" — … ") == ""
    assert keys_of("(-)") == []


@pytest.mark.parametrize(
    ("published", "names"),
    [
        ("Ana Berg; A. Berg", ["Ana Berg", "A Berg"]),
        ("Office of Marbles (OOM)", ["Office of Marbles", "OOM", "Office of Marbles OOM"]),
        ("Ana Berg (original script: Ана Берг)", ["Ana Berg", "Ана Берг"]),
        ("Ana Berg (formerly Ana Dal)", ["Ana Berg", "Ana Dal"]),
        ("Ana\nBerg", ["Ana Berg"]),
    ],
)
def test_a_published_text_is_compared_as_every_name_it_holds(published: str, names: list[str]) -> None:
    assert {key_of(name) for name in names} <= set(keys_of(published))


@given(st.text(max_size=700))
def test_any_text_has_a_form_that_is_its_own_form_and_fits_the_table(text: str) -> None:
    key = key_of(text)
    assert len(key) <= LONGEST
    if len(key) < LONGEST:
        assert key_of(key) == key


@given(st.lists(st.sampled_from(["ana", "BERG", "de", "la", "9"]), min_size=1, max_size=6), st.randoms())
def test_the_order_of_words_never_matters(words: list[str], random: object) -> None:
    assert key_of(" ".join(words)) == key_of("  ".join(reversed(words)))
