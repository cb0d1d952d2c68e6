from __future__ import annotations

import pytest

from licet.service.registers.nl.cells import (
    CellFault,
    read_codes,
    read_number,
    read_temporary,
    read_value,
    refuse_garbled,
)
from licet.service.registers.nl.places import Place, Route, read_route


class TestCodes:
    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            ("9Z999a", ["9Z999a"]),
            ("6A002a2a  ", ["6A002a2a"]),
            ("1C350-16", ["1C350-16"]),
            ("1C350 - 16", ["1C350-16"]),
            ("5A002a1,5D002a,5E002", ["5A002a1", "5D002a", "5E002"]),
            ("5A002; 5D", ["5A002", "5D"]),
            ("5A002/5D002", ["5A002", "5D002"]),
            ("5A002 5D002", ["5A002", "5D002"]),
            ("5A002 en 5D002", ["5A002", "5D002"]),
            ("5A002\n5D002", ["5A002", "5D002"]),
            ("5A002 & 5A002", ["5A002"]),
            ("ML21b5", ["ML21b5"]),
        ],
    )
    def test_every_code_of_the_cell_in_its_order_and_once(self, text: str, codes: list[str]) -> None:
        assert read_codes(text) == codes

    @pytest.mark.parametrize("text", ["", "   "])
    def test_an_empty_cell_has_none(self, text: str) -> None:
        assert read_codes(text) == []

    def test_words_that_are_no_code_are_kept_as_one_text(self) -> None:
        assert read_codes("niet gelijst") == ["niet gelijst"]


class TestValue:
    @pytest.mark.parametrize(
        ("text", "euros"),
        [
            ("333", 333),
            ("25,740", 25_740),
            ("9,000,000,000", 9_000_000_000),
            ("1.234.567", 1_234_567),
            ("12 500", 12_500),
            ("12'500", 12_500),
            ("€ 1,250", 1_250),
            ("1,250.00", 1_250),
            ("1.234.567,00", 1_234_567),
            ("0", 0),
            (" 42 ", 42),
        ],
    )
    def test_whole_euros_whatever_parts_the_thousands(self, text: str, euros: int) -> None:
        assert read_value(text) == euros

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("", "missing"),
            ("25.740", "can mean 25740 or a fraction"),
            ("1,250.50", "has cents"),
            ("25,74", "not an amount"),
            ("1,2345", "not an amount"),
            ("1,234.567", "not an amount"),
            ("-5", "not an amount"),
            ("ca. 500", "not an amount"),
            ("5E3", "not an amount"),
        ],
    )
    def test_what_could_be_another_amount_is_rejected(self, text: str, reason: str) -> None:
        with pytest.raises(CellFault, match=reason):
            read_value(text)


class TestKindAndNumber:
    def test_d_is_definitive_and_t_temporary(self) -> None:
        assert (read_temporary("D"), read_temporary(" t ")) == (False, True)

    @pytest.mark.parametrize("text", ["", "X", "D/T"])
    def test_anything_else_is_rejected(self, text: str) -> None:
        with pytest.raises(CellFault, match="neither D"):
            read_temporary(text)

    def test_a_number_is_one_word(self) -> None:
        assert read_number(" 10000001 ") == "10000001"

    @pytest.mark.parametrize(
        ("text", "reason"), [(" ", "missing"), ("1 2", "not a licence number"), ("9" * 41, "not a")]
    )
    def test_no_number_no_line(self, text: str, reason: str) -> None:
        with pytest.raises(CellFault, match=reason):
            read_number(text)

    def test_text_damaged_before_it_came_is_rejected(self) -> None:
        for damaged in ("Isra\u00c3\u00abl", "Isra\ufffdl"):
            with pytest.raises(CellFault, match="damaged"):
                refuse_garbled(("Japan", damaged))

    def test_sound_accents_are_not_damage(self) -> None:
        refuse_garbled(("Israël", "São Tomé", "Ã", "tracé's"))


def route(*to: Place, via: tuple[Place, ...] = ()) -> Route:
    return Route(to, via)


JAPAN, FRANCE, BRITAIN = Place("Japan", "JP"), Place("Frankrijk", "FR"), Place("VK", "GB")


class TestPlaces:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Japan", route(JAPAN)),
            ("Japan                 ", route(JAPAN)),
            ("Japan via Frankrijk", route(JAPAN, via=(FRANCE,))),
            ("Japan  via VK en Frankrijk", route(JAPAN, via=(BRITAIN, FRANCE))),
            ("Frankrijk en VK", route(FRANCE, BRITAIN)),
            ("Frankrijk, VK, Japan", route(FRANCE, BRITAIN, JAPAN)),
            ("Frankrijk, Japan en VK", route(FRANCE, JAPAN, BRITAIN)),
            ("Frankrijk/VK via Japan", route(FRANCE, BRITAIN, via=(JAPAN,))),
            ("Trinidad en Tobago", route(Place("Trinidad en Tobago", "TT"))),
            ("Japan via Trinidad en Tobago", route(JAPAN, via=(Place("Trinidad en Tobago", "TT"),))),
            (
                "Trinidad en Tobago en Japan",
                route(Place("Trinidad en Tobago", "TT"), JAPAN),
            ),
            ("Servië en Montenegro", route(Place("Servië en Montenegro", "CS"))),
            ("Wit-Rusland (Belarus)", route(Place("Wit-Rusland (Belarus)", "BY"))),
            ("Congo (Democratische Republiek)", route(Place("Congo (Democratische Republiek)", "CD"))),
            ("Congo (Republiek)", route(Place("Congo (Republiek)", "CG"))),
            ("Nederlandse Antillen", route(Place("Nederlandse Antillen", "AN"))),
        ],
    )
    def test_lists_routes_and_names_that_hold_an_and(self, text: str, expected: Route) -> None:
        assert read_route(text) == expected

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("IJsland", "IS"),
            ("Ijsland", "IS"),
            ("Zuid Korea", "KR"),
            ("TURKIJE", "TR"),
            ("Turkjje", "TR"),
            ("Israel", "IL"),
            ("Hong Kong", "HK"),
            ("Vs", "US"),
            ("FYROM", "MK"),
            ("Mauretanië", "MR"),
            ("VAE", "AE"),
            ("Soedan", "SD"),
            ("Niger", "NE"),
            ("Nigeria", "NG"),
            ("Guinee", "GN"),
            ("Equatoriaal Guinea", "GQ"),
            ("Dominica", "DM"),
            ("Dominicaanse Republiek", "DO"),
        ],
    )
    def test_spellings_of_one_country_have_its_code(self, text: str, code: str) -> None:
        assert [place.country for place in read_route(text).to] == [code]

    @pytest.mark.parametrize(
        "text",
        [
            "Diverse landen",
            "Wereld muv gevoelige landen",
            "Wereld muv gevoelige landen en China",
            "EU",
            "Lidstaten EU",
            "Wereld m.u.v. China, Iran",
            "Azië behalve Japan",
        ],
    )
    def test_a_group_is_never_one_of_its_countries(self, text: str) -> None:
        assert read_route(text).to == (Place(text, is_group=True),)

    def test_a_group_can_have_a_way(self) -> None:
        assert read_route("Diverse landen via Japan") == route(
            Place("Diverse landen", is_group=True), via=(JAPAN,)
        )

    @pytest.mark.parametrize(
        "text", ["Congo", "Korea", "Continentaal plat", "Atlantis", "Atlantis en Avalon"]
    )
    def test_a_name_that_fits_no_state_or_two_is_kept_without_a_code(self, text: str) -> None:
        assert read_route(text).to == (Place(text),)

    @pytest.mark.parametrize("text", ["", "Onbekend"])
    def test_unknown_is_no_place(self, text: str) -> None:
        assert read_route(text) == route()
