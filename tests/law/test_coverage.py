"""A text about the law is cut into paragraphs, and each is held against what somebody wrote it became."""

from __future__ import annotations

from pathlib import Path

import pytest
from law_tiny import TINY, write

from licet.law import CorpusError, load, shipped
from licet.law.coverage import Covered, Mapped, Standing, covered, load_mapping, read_folder
from licet.law.coverage.paragraphs import Paragraph, paragraphs, short_hash
from licet.law.model import Mark

TREATY = """\
# Treaty on consoles [V]

Opening words that run
over two lines.

## Annex 1
- **Consoles** that control implants [P].
  They are listed also with other software.
  - long keys [M]
1. Disclosure is free [V] and perhaps research [M].

| point | content |
|---|---|
| a | keys over 56 bits |
| b | friends |

```
LISTED := console AND NOT disclosure

AND key > 56
```

---
## Annex 2: not used.
## Annex 3
### Part A
"""


def cut(text: str) -> list[Paragraph]:
    return list(paragraphs("treaty.md", text))


def texts(text: str) -> list[str]:
    return [" ".join(paragraph.text.split()) for paragraph in cut(text)]


# --- cutting -----------------------------------------------------------------------------------------


def test_prose_points_rows_and_blocks_are_paragraphs_of_their_own() -> None:
    assert texts(TREATY) == [
        "Opening words that run over two lines.",
        "- **Consoles** that control implants [P]. They are listed also with other software.",
        "- long keys [M]",
        "1. Disclosure is free [V] and perhaps research [M].",
        "| a | keys over 56 bits |",
        "| b | friends |",
        "LISTED := console AND NOT disclosure AND key > 56",
        "Annex 2: not used.",
        "Part A",
    ]


def test_a_heading_that_stands_alone_is_a_paragraph_and_one_with_text_is_not() -> None:
    alone = [paragraph for paragraph in cut(TREATY) if paragraph.at == 0]
    assert [(each.text, each.line) for each in alone] == [("Annex 2: not used.", 24), ("Part A", 26)]


def test_paragraphs_count_within_their_section_and_know_their_line() -> None:
    annex = [each for each in cut(TREATY) if each.heading == "Annex 1"]
    assert [each.at for each in annex] == [1, 2, 3, 4, 5, 6]
    assert [each.line for each in annex] == [7, 9, 10, 14, 15, 17]
    assert len({each.section for each in annex}) == 1


def test_sections_of_one_name_under_other_headings_are_others() -> None:
    found = cut("# T\n## A\n### Notes\none\n## B\n### Notes\ntwo\n")
    assert found[0].heading == found[1].heading
    assert found[0].section != found[1].section


def test_the_same_section_in_two_files_of_other_titles_is_two_sections() -> None:
    assert cut("# T\n## 0\nx\n")[0].section != cut("# U\n## 0\nx\n")[0].section


def test_emphasis_and_line_breaks_do_not_change_a_paragraph_and_a_word_does() -> None:
    assert short_hash("the **long**\n  key") == short_hash("the long key")
    assert short_hash("the long key") != short_hash("the short key")
    assert short_hash("keys [M]") != short_hash("keys [V]"), "a mark is part of what was read"


def test_a_table_ends_where_prose_begins() -> None:
    assert texts("# T\n| a |\n|---|\n| b |\nthen prose\n") == ["| b |", "then prose"]


def test_a_file_may_begin_without_a_heading_and_end_within_a_block() -> None:
    assert texts("words\n```\nlogic\n") == ["words", "logic"]


def test_headings_inside_a_block_are_none() -> None:
    assert texts("# T\n```\n# no heading\n```\n") == ["# no heading"]


# --- reading a folder -------------------------------------------------------------------------------


def test_every_file_below_the_folder_is_read(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "# A\none\n", "deep/b.md": "# B\ntwo\n", "c.txt": "no"})
    assert [each.text for each in read_folder(tmp_path)] == ["one", "two"]


@pytest.mark.parametrize(
    ("content", "said"), [(None, "no such folder"), (b"", "no Markdown"), (b"\xff\xfe", "Not UTF-8")]
)
def test_what_cannot_be_read_is_said(tmp_path: Path, content: bytes | None, said: str) -> None:
    folder = tmp_path / "law"
    if content is not None:
        folder.mkdir()
        (folder / ("a.md" if content else "a.txt")).write_bytes(content)
    with pytest.raises(CorpusError, match=said):
        read_folder(folder)


# --- mapping ----------------------------------------------------------------------------------------

SECTION = """\
  - section: {section}
    about: Treaty, Annex 1
    regime: ZZ
    became:
"""
HEAD = "is: coverage\nmarks: {V: verified, P: partial, M: unverified}\nsections:\n"


def annex(text: str = TREATY) -> list[Paragraph]:
    return [each for each in cut(text) if each.heading == "Annex 1"]


def line(at: int, words: str, became: str = "to: [ZZ.IMPLANTS]") -> str:
    return f"      - {{paragraphs: {{{at}: {words}}}, {became}}}\n"


def mapping(root: Path, *lines: str, section: str = "") -> Mapped:
    text = HEAD + SECTION.format(section=section or annex()[0].section) + "".join(lines)
    roots = [write(root, {**TINY, "coverage/treaty.yaml": text})]
    return load_mapping(roots, load(roots))


def against(root: Path, *lines: str, text: str = TREATY) -> Covered:
    return covered(cut(text), mapping(root, *lines))


def standing(found: Covered, at: int) -> Standing:
    return next(
        each.standing
        for each in found.found
        if each.paragraph.at == at and each.paragraph.heading == "Annex 1"
    )


def test_a_paragraph_is_covered_by_what_it_became(tmp_path: Path) -> None:
    found = against(tmp_path, line(1, annex()[0].words), line(2, annex()[1].words))
    assert [standing(found, at) for at in (1, 2, 3)] == [
        Standing.COVERED,
        Standing.COVERED,
        Standing.MISSING,
    ]
    assert not found.complete()


def test_law_that_is_only_named_is_told_apart_from_law(tmp_path: Path) -> None:
    words = annex()[0].words
    assert standing(against(tmp_path, line(1, words, "to: [ZZ.FAMILY.REST]")), 1) is Standing.NAMED
    assert standing(against(tmp_path, line(1, words, "to: [family.ZZ.rest]")), 1) is Standing.NAMED
    both = "to: [ZZ.FAMILY.REST, ZZ.IMPLANTS]"
    assert standing(against(tmp_path, line(1, words, both)), 1) is Standing.COVERED


def test_a_reason_is_counted_and_stands_for_no_rule(tmp_path: Path) -> None:
    became = "reason: nothing_to_ask, because: It says that the annex is empty."
    found = against(tmp_path, line(1, annex()[0].words, became))
    assert standing(found, 1) is Standing.REASON
    assert found.reasons_share() == pytest.approx(1 / len(found.found))


def test_a_changed_paragraph_is_not_taken_for_the_old_one(tmp_path: Path) -> None:
    changed = TREATY.replace("long keys [M]", "long keys [V]")
    found = against(tmp_path, line(2, annex()[1].words), text=changed)
    assert standing(found, 2) is Standing.CHANGED
    assert not found.complete()


def test_a_moved_paragraph_is_found_by_its_words(tmp_path: Path) -> None:
    moved = TREATY.replace("  - long keys [M]\n", "").replace(
        "| a |", "new words\n\n- long keys [M]\n\n| a |"
    )
    found = against(tmp_path, line(2, annex()[1].words), text=moved)
    assert [each.paragraph.text for each in found.of(Standing.COVERED)] == ["- long keys [M]"]
    assert not found.of(Standing.CHANGED)


def test_words_that_stand_twice_are_read_by_their_section_first(tmp_path: Path) -> None:
    text = "# T\n## A\nthe same\n## Annex 1\nthe same\n"
    one, other = cut(text)
    lines = HEAD
    for section, id in ((one.section, "ZZ.IMPLANTS"), (other.section, "ZZ.IMPLANTS.NOTE")):
        lines += SECTION.format(section=section) + line(1, one.words, f"to: [{id}]")
    roots = [write(tmp_path, {**TINY, "coverage/t.yaml": lines})]
    found = covered([one, other], load_mapping(roots, load(roots)))
    assert [each.entry.to for each in found.found if each.entry] == [("ZZ.IMPLANTS",), ("ZZ.IMPLANTS.NOTE",)]


def test_what_is_gone_from_a_section_is_told_and_other_sections_are_counted(tmp_path: Path) -> None:
    found = against(tmp_path, line(9, "00000000"))
    assert [(each.at, each.words) for each in found.gone] == [(9, "00000000")]
    elsewhere = covered(cut(TREATY), mapping(tmp_path, line(1, "00000000"), section="ffffffff"))
    assert (elsewhere.gone, elsewhere.elsewhere) == ((), 1)


def test_all_read_is_complete(tmp_path: Path) -> None:
    lines = [line(each.at, each.words) for each in annex()]
    paragraphs_of_annex = [each for each in cut(TREATY) if each.heading == "Annex 1"]
    assert covered(paragraphs_of_annex, mapping(tmp_path, *lines)).complete()


def test_the_weakest_mark_in_the_words_counts_else_that_of_the_heading(tmp_path: Path) -> None:
    marks = [each.mark for each in against(tmp_path, line(1, annex()[0].words)).found]
    assert marks[:5] == [Mark.VERIFIED, Mark.PARTIAL, Mark.UNVERIFIED, Mark.UNVERIFIED, Mark.VERIFIED]


def test_without_a_mark_anywhere_there_is_none(tmp_path: Path) -> None:
    found = covered(cut("# T\nwords\n"), mapping(tmp_path, line(1, annex()[0].words)))
    assert [each.mark for each in found.found] == [None]


@pytest.mark.parametrize(
    ("became", "said"),
    [
        ("to: [ZZ.IMPLANT]", "The nearest valid name is ZZ.IMPLANTS"),
        ("to: [cited.Treatise]", "there is no such thing"),
        ("to: [program.service.nowhere]", "there is no such thing"),
        ("to: [program.]", "there is no such thing"),
        ("reason: too_hard, because: It is hard.", "reason is 'too_hard'"),
        ("reason: other_law", "Write to, or reason and because"),
        ("to: [ZZ.IMPLANTS], reason: other_law, because: It is customs law.", "Write to, or reason"),
        ("because: It is customs law.", "Write to, or reason"),
    ],
)
def test_a_mapping_names_what_exists_or_gives_a_reason(tmp_path: Path, became: str, said: str) -> None:
    with pytest.raises(CorpusError) as refused:
        mapping(tmp_path, line(1, "00000000", became))
    assert said in "\n".join(str(each) for each in (refused.value, *refused.value.others))
    assert refused.value.file.endswith("treaty.yaml")


@pytest.mark.parametrize(
    "name",
    [
        "ZZ.IMPLANTS.NOTE",
        "item.key_bits",
        "judgement.required",
        "group.friends",
        "AX.DEBUGGER",
        "ZZ",
        "cited.Treaty",
        "program.law.coverage",
        "program.cli.check",
    ],
)
def test_rules_facts_groups_terms_citations_and_programs_can_be_named(tmp_path: Path, name: str) -> None:
    assert [entry.to for entry in mapping(tmp_path, line(1, "00000000", f"to: [{name}]")).entries] == [
        (name,)
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("is: coverage\nsections:\n  - {section: here}\n", "section is 'here'"),
        ("is: coverage\nmarks: {V: sure}\n", "V is 'sure'"),
        ("is: coverage\nmarks: [V]\n", "marks is not a mapping"),
        (HEAD + SECTION.format(section="00000000") + line(1, "xyz"), "1 is 'xyz'"),
        (
            HEAD + SECTION.format(section="00000000") + "      - {paragraphs: [1]}\n",
            "paragraphs is not a mapping",
        ),
        (
            HEAD + SECTION.format(section="00000000") + "      - {paragraphs: {one: 00000000}}\n",
            "paragraphs has 'one'",
        ),
        (
            HEAD + SECTION.format(section="00000000").replace("ZZ", "YY") + line(1, "00000000"),
            "regime is 'YY'",
        ),
    ],
)
def test_a_mapping_in_another_form_is_refused(tmp_path: Path, text: str, said: str) -> None:
    roots = [write(tmp_path, {**TINY, "coverage/t.yaml": text})]
    with pytest.raises(CorpusError) as refused:
        load_mapping(roots, load(roots))
    assert said in "\n".join(str(each) for each in (refused.value, *refused.value.others))


def test_an_overlay_reads_a_paragraph_anew(tmp_path: Path) -> None:
    words = annex()[0].words
    mapping(tmp_path / "law", line(1, words))
    anew = HEAD + SECTION.format(section=annex()[0].section) + line(1, words, "to: [AX.DEBUGGER]")
    roots = [tmp_path / "law", write(tmp_path / "ours", {"coverage/t.yaml": anew})]
    assert [entry.to for entry in load_mapping(roots, load(roots)).entries] == [("AX.DEBUGGER",)]


def test_a_mapping_is_no_law_and_leaves_its_digest(tmp_path: Path) -> None:
    before = load([write(tmp_path, TINY)]).digest
    mapping(tmp_path, line(1, "00000000"))
    assert load([tmp_path]).digest == before


def test_every_name_in_the_shipped_mapping_exists() -> None:
    assert load_mapping([shipped()], load([shipped()])).entries
