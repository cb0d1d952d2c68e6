from __future__ import annotations

from datetime import UTC, date, datetime
from xml.etree.ElementTree import fromstring

import pytest
from real_data import real_file
from un_list import entity, person, un_list

from licet.service.base.imports import FileRefused
from licet.service.lists.un.profile import Entry, Reading, read


def only(*entries: str) -> Entry:
    return read(un_list(*entries)).entries[0]


def refused(content: bytes) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read(content)
    assert caught.value.remedy
    return caught.value


class TestAnEntry:
    def test_its_name_is_all_parts_in_order(self) -> None:
        assert only(person("1", " ANA ", "Maria", "BERG", "Dal")).name == "ANA Maria BERG Dal"

    def test_every_alias_is_kept_with_its_quality(self) -> None:
        entry = only(
            person(
                "1",
                "Ana",
                "Berg",
                aliases=(("Good", "A. Berg"), ("Low", "Annie"), ("", "Ana B")),
                extra="<NAME_ORIGINAL_SCRIPT>Ана Берг</NAME_ORIGINAL_SCRIPT>",
            )
        )
        assert [(name.name, name.quality) for name in entry.names] == [
            ("Ana Berg", "primary"),
            ("Ана Берг", "original script"),
            ("A. Berg", "good"),
            ("Annie", "low"),
            ("Ana B", "unspecified"),
        ]

    def test_an_empty_alias_is_none(self) -> None:
        assert len(only(person("1", "Ana", aliases=(("", " "),))).names) == 1

    @pytest.mark.parametrize(
        ("xml", "text"),
        [
            ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1970-05-01</DATE>", "1970-05-01"),
            ("<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1970</YEAR>", "c. 1970"),
            (
                "<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1970</FROM_YEAR><TO_YEAR>1975</TO_YEAR>",
                "1970–1975",
            ),
            ("<NOTE>in the seventies</NOTE>", "in the seventies"),
        ],
    )
    def test_a_birth_is_as_exact_as_it_was_published(self, xml: str, text: str) -> None:
        extra = f"<INDIVIDUAL_DATE_OF_BIRTH>{xml}</INDIVIDUAL_DATE_OF_BIRTH>"
        assert only(person("1", "Ana", extra=extra)).born == (text,)

    def test_nationalities_addresses_documents_and_comments_are_kept(self) -> None:
        extra = (
            "<NATIONALITY><VALUE>Utopia</VALUE><VALUE> Erewhon </VALUE></NATIONALITY>"
            "<INDIVIDUAL_ADDRESS><CITY>Amaurot</CITY><COUNTRY>Utopia</COUNTRY></INDIVIDUAL_ADDRESS>"
            "<INDIVIDUAL_ADDRESS/>"
            "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER> 7 </NUMBER></INDIVIDUAL_DOCUMENT>"
            "<COMMENTS1>Nobody.</COMMENTS1>"
        )
        entry = only(person("1", "Ana", extra=extra))
        assert entry.nationalities == ("Utopia", "Erewhon")
        assert entry.addresses == ("Amaurot, Utopia",)
        assert entry.documents == ("Passport, 7",)
        assert entry.comments == "Nobody."

    def test_reference_number_and_day_of_listing(self) -> None:
        entry = only(entity("7", "Marble Works", reference="XXe.007"))
        assert (entry.kind, entry.number, entry.reference) == ("organisation", "7", "XXe.007")
        assert entry.listed_on == date(2030, 2, 1)  # published with a time zone

    def test_a_damaged_day_of_listing_does_not_keep_anybody_off_the_screen(self) -> None:
        entry = only(entity("7", "Marble Works").replace("2030-02-01-05:00", "yesterday"))
        assert (entry.name, entry.listed_on) == ("Marble Works", None)

    def test_the_raw_text_is_the_files_own(self) -> None:
        text = person("1", "Ana & Berg", "Бёрг", aliases=(("Good", "<A>"),))
        entry = read(un_list(person("0", "Someone"), text)).entries[1]
        assert entry.raw == text
        assert entry.line == 5


class TestTheFile:
    def test_its_generation_is_the_publishers_moment(self) -> None:
        reading = read(un_list(person("1", "Ana"), generated="2030-03-01T09:00:00-04:00"))
        assert reading.generated_at == datetime(2030, 3, 1, 13, tzinfo=UTC)

    def test_an_entry_without_name_or_number_or_twice_is_rejected_with_its_line(self) -> None:
        twin = person("3", "Cleo")
        reading = read(un_list(person("1", " "), person("", "Ben"), twin, twin))
        assert [(fault["line"], fault["reason"]) for fault in reading.rejected] == [
            (4, "The entry has no name."),
            (5, "The entry has no number (DATAID)."),
            (7, "The same entry stands on line 6 already."),
        ]
        assert reading.rows == 4 == len(reading.entries) + len(reading.rejected)

    def test_two_texts_under_one_number_are_both_screened_against(self) -> None:
        assert len(read(un_list(person("3", "Cleo"), person("3", "Clio"))).entries) == 2

    @pytest.mark.parametrize("share", [0.2, 0.5, 0.95])
    def test_a_file_cut_off_is_refused_with_the_line(self, share: float) -> None:
        content = un_list(*(person(str(number), "Ana", "Berg") for number in range(20)))
        cut = content[: int(len(content) * share)]
        assert refused(cut).line == cut.count(b"\n") + 1

    def test_a_tag_that_is_not_closed_is_refused_with_its_line(self) -> None:
        content = un_list(person("1", "Ana"), person("2", "Ben"), person("3", "Cleo"))
        broken = content.replace(b"<DATAID>2</DATAID>", b"<DATAID>2")
        assert refused(broken).line == 5

    def test_an_entity_bomb_is_refused(self) -> None:
        bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        content = un_list(person("1", "Ana")).decode().replace("?>\n", f"?>\n{bomb}\n", 1)
        assert "document type or entities" in refused(content.replace("Ana", "&b;").encode()).fault

    def test_an_entity_that_reads_a_file_is_refused(self) -> None:
        bomb = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        content = un_list(person("1", "Ana")).decode().replace("?>\n", f"?>\n{bomb}\n", 1)
        assert "document type or entities" in refused(content.replace("Ana", "&a;").encode()).fault

    def test_another_encoding_is_refused(self) -> None:
        assert "ISO-8859-1" in refused(un_list(person("1", "Ana")).replace(b"UTF-8", b"ISO-8859-1")).fault
        assert refused(un_list(person("1", "Aná")).replace("á".encode(), b"\xe1")).line == 4

    def test_another_document_is_refused(self) -> None:
        assert "<html>" in refused(b"<html><body/></html>").fault

    def test_a_list_without_its_moment_is_refused(self) -> None:
        assert "dateGenerated" in refused(un_list(person("1", "Ana"), generated="")).fault

    @pytest.mark.parametrize("content", [b"", b"  \n", b"just text", b"PK\x03\x04\x00"])
    def test_what_is_no_xml_is_refused(self, content: bytes) -> None:
        refused(content)

    def test_a_list_without_entries_is_refused_because_everybody_would_pass(self) -> None:
        assert "every party would pass" in refused(un_list()).fault
        assert "every party would pass" in refused(un_list(person("1", " "))).fault


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(real_file("lists/un-consolidated-2018-10.xml").read_bytes())


class TestTheListOfOctober2018:
    """What is expected here was read off the file itself."""

    def test_703_persons_and_390_bodies(self, reading: Reading) -> None:
        kinds = [entry.kind for entry in reading.entries]
        assert (kinds.count("person"), kinds.count("organisation")) == (703, 390)
        assert (reading.rows, reading.rejected) == (1093, [])
        assert reading.generated_at.isoformat() == "2018-10-29T19:09:49.856000-04:00"

    def test_the_first_person(self, reading: Reading) -> None:
        first = reading.entries[0]
        assert (first.name, first.reference, first.line) == ("RI WON HO", "KPi.033", 3)
        assert (first.listed_on, first.born) == (date(2016, 11, 30), ("1964-07-17",))
        assert first.nationalities == ("Democratic People's Republic of Korea",)
        assert first.documents == ("Passport, 381310014",)

    def test_the_first_body(self, reading: Reading) -> None:
        body = next(entry for entry in reading.entries if entry.kind == "organisation")
        assert (body.name, body.line) == ("PROPAGANDA AND AGITATION DEPARTMENT (PAD)", 1783)

    def test_every_raw_text_is_the_entry_it_belongs_to(self, reading: Reading) -> None:
        for entry in reading.entries:
            assert (fromstring(entry.raw).findtext("DATAID") or "").strip() == entry.number
