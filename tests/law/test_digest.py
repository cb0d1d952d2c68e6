"""The digest names what the law says, the fingerprint which bytes say it."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from law_tiny import ENTRY, TINY, write

from licet.law import CorpusError, fingerprint, load

SAME_FOLDER = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def original(tmp_path: Path) -> str:
    return load([write(tmp_path / "original", TINY)]).digest


def digest(tmp_path: Path, **changed: str) -> str:
    """The digest of the tiny corpus with some of its documents changed (`zz__art3` stands for zz/art3.yaml)."""
    documents = {name.replace("__", "/") + ".yaml": text for name, text in changed.items()}
    return load([write(tmp_path / "changed", {**TINY, **documents})]).digest


def test_a_digest_is_a_sha_256(original: str) -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", original)


def test_comments_spaces_and_quotes_do_not_change_it(tmp_path: Path, original: str) -> None:
    loose = "# why it is written so\n\n" + ENTRY.replace("role: entry", "role:   'entry'   # an entry")
    assert digest(tmp_path, zz__implants=loose) == original


def test_moving_and_renaming_files_does_not_change_it(tmp_path: Path, original: str) -> None:
    moved = {
        f"elsewhere/{number}/{name.replace('/', '-')}": text
        for number, (name, text) in enumerate(TINY.items())
    }
    assert load([write(tmp_path / "moved", moved)]).digest == original


def test_lawyers_tests_are_not_part_of_it(tmp_path: Path, original: str) -> None:
    assert digest(tmp_path, zz__implants=ENTRY.partition("tests:\n")[0]) == original


def test_splitting_the_law_over_roots_does_not_change_it(tmp_path: Path, original: str) -> None:
    names = sorted(TINY)
    first = write(tmp_path / "a", {name: TINY[name] for name in names[::2]})
    second = write(tmp_path / "b", {name: TINY[name] for name in names[1::2]})
    assert load([first, second]).digest == original


@SAME_FOLDER
@given(seed=st.integers(0, 10**9))
def test_the_order_of_top_level_keys_does_not_change_it(tmp_path: Path, original: str, seed: int) -> None:
    shuffled = {name: in_another_order(text, seed) for name, text in TINY.items()}
    assert load([write(tmp_path / "shuffled", shuffled)]).digest == original


def in_another_order(text: str, seed: int) -> str:
    """The same mapping with its top-level keys in another order."""
    parts = re.split(r"^(?=[a-z_]+:)", text, flags=re.MULTILINE)
    random.Random(seed).shuffle(parts)
    return "".join(parts)


@pytest.mark.parametrize(
    ("document", "old", "new"),
    [
        ("zz__implants", "mark: partial", "mark: verified"),
        ("zz__implants", "from: 2020-01-01", "from: 2020-01-02"),
        ("zz__implants", "{all: [item.controls_implants", "{any: [item.controls_implants"),
        ("zz__implants", "Ce qui commande", "Ce qui pilote"),
        ("zz__implants", "pinpoint: Annex 1", "pinpoint: Annex I"),
        ("zz__art3", "{over: 56}", "{from: 56}"),
        ("zz__art3", "party: actor", "party: from"),
        ("groups__friends", "[NO, JP]", "[NO]"),
        ("vocabulary__item", "prior: 0.2", "prior: 0.3"),
        ("vocabulary__judgements", "Whether it is required", "If it is required"),
        ("criteria__2", "effect: deny\n    harms", "effect: weigh\n    harms"),
        ("criteria__2", "effect: deny\nbinds: always\n", "effect: weigh\n"),
        ("zz__regime", "covers: {from: 2020-01-01}", "covers: {from: 2020-01-01, until: 2030-01-01}"),
    ],
)
def test_any_change_of_meaning_changes_it(
    tmp_path: Path, original: str, document: str, old: str, new: str
) -> None:
    text = TINY[document.replace("__", "/") + ".yaml"]
    assert old in text
    assert digest(tmp_path, **{document: text.replace(old, new)}) != original


# --- damage ------------------------------------------------------------------------------------------

SCALAR = re.compile(r"[A-Za-z0-9_.:/'-]+")
DAMAGE = ["", "~", "no", "0", "-1", "[", "]", "{", "}", ":", "- x", "&a", "*a", "!!int 3", "\u0000", "\t", "999999999999999999", "|", "é", "<<", '"']  # fmt: skip


def damaged(random_: random.Random) -> tuple[str, str]:
    """One file of the tiny corpus with one of its words replaced by something else."""
    name = random_.choice(sorted(TINY))
    word = random_.choice(list(SCALAR.finditer(TINY[name])))
    return name, TINY[name][: word.start()] + random_.choice(DAMAGE) + TINY[name][word.end() :]


def refused_or_read(root: Path, name: str, text: str) -> CorpusError | None:
    """The fault the changed file has, if any; the file is mended afterwards."""
    path = root / name
    path.write_text(text, encoding="utf-8")
    try:
        load([root])
    except CorpusError as fault:
        return fault
    finally:
        path.write_text(TINY[name], encoding="utf-8")
    return None


@pytest.mark.parametrize("seed", range(4))
def test_damage_is_refused_as_a_fault_of_the_law_or_does_no_harm(tmp_path: Path, seed: int) -> None:
    random_, root = random.Random(seed), write(tmp_path, TINY)
    faults = [refused_or_read(root, *damaged(random_)) for _ in range(100)]
    refused = [fault for fault in faults if fault]
    assert len(refused) > 50
    assert all(fault.fault and fault.remedy and fault.file for fault in refused)


@pytest.mark.parametrize("name", TINY)
def test_no_key_can_be_misspelt_unnoticed(tmp_path: Path, name: str) -> None:
    root, text = write(tmp_path, TINY), TINY[name]
    for key in re.finditer(r"(?<=[\s{])[A-Za-z_.0-9]+(?=: |:\n)", text):
        assert refused_or_read(root, name, f"{text[: key.start()]}x{text[key.start() :]}"), key.group()


@SAME_FOLDER
@given(content=st.text(max_size=200))
def test_no_text_at_all_raises_anything_but_a_fault_of_the_law(tmp_path: Path, content: str) -> None:
    write(tmp_path, TINY)
    (tmp_path / "zz" / "any.yaml").write_text(content, encoding="utf-8", errors="replace")
    with pytest.raises(CorpusError):
        load([tmp_path])


def test_deep_nesting_is_refused_before_it_can_exhaust_the_stack(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"Nested deeper than 40 levels|not YAML"):
        load([write(tmp_path, {**TINY, "zz/deep.yaml": "is: " + "[" * 100_000})])


# --- fingerprint -------------------------------------------------------------------------------------


def test_equal_files_have_equal_fingerprints(tmp_path: Path) -> None:
    assert fingerprint([write(tmp_path / "a", TINY)]) == fingerprint([write(tmp_path / "b", TINY)])


def test_the_fingerprint_changes_with_any_byte_name_or_root(tmp_path: Path) -> None:
    base, overlay = write(tmp_path / "a", TINY), write(tmp_path / "b", {"x.yaml": ENTRY})
    commented = write(tmp_path / "c", {**TINY, "zz/implants.yaml": f"# a comment\n{ENTRY}"})
    renamed = write(
        tmp_path / "d", {name.replace("implants", "implant"): text for name, text in TINY.items()}
    )
    roots = [[base], [commented], [renamed], [base, overlay], [overlay, base]]
    assert len({fingerprint(some) for some in roots}) == len(roots)


def test_the_fingerprint_needs_no_sound_law(tmp_path: Path) -> None:
    assert fingerprint([write(tmp_path, {"broken.yaml": "{"})]) != fingerprint(
        [write(tmp_path, {"broken.yaml": "["})]
    )
