"""Official wording on file: cut along the rules, shown on their pages, taken away again. The text here is invented."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from licet.cli.main import main
from licet.law.official import bind
from licet.service.corpus import law
from licet.service.corpus.attaching import attach, detach, passages_of
from licet.service.corpus.models import AttachedText, Passage
from licet.service.records.models import Event

pytestmark = pytest.mark.django_db
EU = "Regulation (EU) 2021/821"
GERMAN = "Außenwirtschaftsverordnung"
LIST = """\
CATEGORY 4 - INVENTED
4A      Things
4A005   Invented wording of the platform entry,
        over two lines.
4A101   Something that nobody asks about.
                         142
4D      Programs
4D001   Programs as follows:
        a.      Invented wording of the first limb;
        b.      Another limb.
4E001     a.     Invented knowledge.
          b.     More knowledge.
          c.     Knowledge for building.
                 Note: it leaves out:
                       a.    reports;
5A001.a.       continued
        f.    Invented equipment:
              1.     one;
              2.     two;
        g.    Other equipment.
5D002   Programs:
        a.    Made for any of these:
              1.     one;
              3.     Things as follows:
                     a.     first thing;
                     b.     second thing.
        b.    Something else.
"""
SECTIONS = """\
# § 8 – Ausfuhr
Erfundener Satz.
# § 52a – Hilfe
(1) Erfundener Wortlaut.
(2) Mehr.
# § 53 – Anderes
Nicht gefragt.
"""


def passages(text: str, instrument: str) -> dict[str, str]:
    return dict(bind(law().corpus, text, instrument).passages)


def test_an_entry_gets_its_own_lines_and_no_others() -> None:
    found = passages(LIST, EU)
    assert found["EU.4A005"] == "Invented wording of the platform entry,\nover two lines."
    assert found["EU.4D001.A"] == "a.      Invented wording of the first limb;"
    assert found["EU.5A001.F"].splitlines()[-1].strip() == "2.     two;"
    assert "EU.5A001.J" not in found


def test_a_limb_keeps_its_notes_and_the_list_inside_a_note_divides_nothing() -> None:
    limb = passages(LIST, EU)["EU.4E001.C"]
    assert "Knowledge for building." in limb
    assert "reports;" in limb
    assert "More knowledge" not in limb


def test_a_limb_three_deep_is_found() -> None:
    found = passages(LIST, EU)
    assert found["EU.5D002.A.3.A"] == "a.     first thing;"
    assert found["EU.5D002.A.3.B"] == "b.     second thing."


def test_a_section_is_bound_to_the_rules_that_cite_it() -> None:
    found = passages(SECTIONS, GERMAN)
    assert found["DE.AWV.52A.KNOWN"].startswith("§ 52a – Hilfe\n(1) Erfundener Wortlaut.")
    assert "Nicht gefragt" not in found["DE.AWV.52A.KNOWN"]
    assert found["DE.AWV.8.1.2"].endswith("Erfundener Satz.")


def test_where_the_text_is_built_otherwise_is_listed() -> None:
    told = bind(law().corpus, LIST, EU).differences
    assert "EU.5A001.J: no such passage in the text" in told
    assert "4D001: limbs of the text that no rule names: b" in told
    assert [line for line in told if line.startswith("EU.ART")] == []  # a list has no articles


def test_the_page_of_a_rule_shows_it_beside_the_paraphrase_and_a_state_that_takes_it_over_too() -> None:
    attach(content=LIST, filename="list.txt", instrument=EU, edition="invented", language="en")
    page = Client().get("/law/rules/EU.4A005/").content.decode()
    assert law().corpus.rules["EU.4A005"].editions[-1].text["en"] in unescape(page)
    assert re.search(r'<pre[^>]* lang="en">Invented wording of the platform entry', page)
    assert "Invented wording" not in Client().get("/law/rules/EU.4D004/").content.decode()
    attach(content="Article 3\nInvented duty.\n", filename="a", instrument=EU, edition="", language="en")
    assert "Invented duty." in Client().get("/law/rules/DE.EU.ART3/").content.decode()


def test_nothing_is_markup_in_it() -> None:
    text = LIST.replace("Invented wording", "<script>alert(1)</script>")
    attach(content=text, filename="list.txt", instrument=EU, edition="", language="en")
    assert "<script>alert" not in Client().get("/law/rules/EU.4A005/").content.decode()


def test_a_later_text_takes_the_place_of_the_earlier_one() -> None:
    for edition in ("2024", "2025"):
        attach(content=LIST, filename="list.txt", instrument=EU, edition=edition, language="en")
    assert AttachedText.objects.get().edition == "2025"
    assert passages_of("EU.4A005").count() == 1


def test_taken_away_nothing_of_it_is_left_and_the_ledger_never_held_its_words() -> None:
    attach(content=LIST, filename="list.txt", instrument=EU, edition="", language="en")
    assert detach(instrument=EU, language="en")
    assert not Passage.objects.exists()
    assert not detach(instrument=EU, language="en")
    told = [event.payload for event in Event.objects.filter(type__startswith="law_text.")]
    assert len(told) == 2
    assert "Invented" not in str(told)


def test_the_law_stays_what_it_is() -> None:
    before = law().digest
    attach(content=LIST, filename="list.txt", instrument=EU, edition="", language="en")
    assert law().digest == before


def test_the_command_says_what_it_bound_and_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "list.txt"
    file.write_text(LIST, encoding="utf-8")
    asked = ["law", "attach-text", str(file), "--instrument", EU, "--language", "EN", "--edition", "invented"]
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert f"rules now show the wording of {EU} (invented)." in said
    assert "EU.5A001.J: no such passage in the text" in said
    assert AttachedText.objects.get().language == "en"
    assert main([*asked, "--detach"]) == 0
    assert not AttachedText.objects.exists()


def test_a_text_that_is_behind_no_rule_is_refused_with_what_would_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "list.txt"
    file.write_text(LIST, encoding="utf-8")
    assert main(["law", "attach-text", str(file), "--instrument", "Treaty of X", "--language", "en"]) == 2
    assert EU in capsys.readouterr().err
    file.write_bytes(b"\xff\xfe\x00")
    assert main(["law", "attach-text", str(file), "--instrument", EU, "--language", "en"]) == 2
    assert "not UTF-8" in capsys.readouterr().err
