"""The chart and the map count lines, say how, and draw what their tables say."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from register_file import register, row

from licet.service.registers import charts, worldmap
from licet.service.registers.counting import Year, counted
from licet.service.registers.selectors import Filters
from licet.service.registers.services import import_register_at_console

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"
LINES = [
    row(issued="14-01-2030", destination="Japan", kind="D"),
    row(issued="15-01-2030", destination="Japan en Frankrijk", kind="D"),
    row(issued="16-01-2032", destination="Diverse landen", kind="T", expires="31-01-2033"),
    row(issued="17-01-2032", destination="Malta via Japan", kind="D", expires="31-01-2033"),
]


@pytest.fixture(autouse=True)
def imported() -> None:
    cache.clear()
    import_register_at_console(content=register(LINES), filename="knikkers.csv", profile="nl-dual-use")


def test_a_line_with_two_destinations_counts_under_each_and_it_is_said() -> None:
    found = counted(Filters())
    assert found.total == 4
    assert found.destinations == (("JP", 2), ("FR", 1), ("MT", 1))
    assert (found.several, found.elsewhere) == (1, 1)
    assert found.years == (Year(2030, 2, 0), Year(2032, 1, 1))


@pytest.mark.parametrize(
    ("filters", "total", "destinations"),
    [
        (Filters(destination="FR"), 1, (("FR", 1), ("JP", 1))),
        (Filters(year="2032"), 2, (("MT", 1),)),
        (Filters(kind="temporary"), 1, ()),
        (Filters(destination="groups"), 1, ()),
        (Filters(text="nothing of the kind"), 0, ()),
    ],
)
def test_what_is_counted_is_what_the_page_shows(filters: Filters, total: int, destinations: Any) -> None:
    found = counted(filters)
    assert (found.total, found.destinations) == (total, destinations)


def test_the_page_says_how_lines_are_counted_and_links_its_pictures_to_the_same_filters(
    client: Client,
) -> None:
    page = client.get("/registers/?kind=definitive&page=1").content.decode()
    assert "counts once under each of them" in page
    assert "1 line names several." in page
    assert 'src="/registers/chart.svg?kind=definitive"' in page
    assert 'src="/registers/map.svg?kind=definitive"' in page
    assert 'href="/registers/lines.csv?kind=definitive"' in page


def test_a_new_import_is_counted_at_once() -> None:
    assert counted(Filters()).total == 4
    import_register_at_console(content=register([row()]), filename="more.csv", profile="nl-dual-use")
    assert counted(Filters()).total == 5


def picture(client: Client, path: str) -> ElementTree.Element:
    answer = client.get(path)
    assert answer["Content-Type"] == "image/svg+xml"
    text = answer.content.decode()
    assert "style=" not in text, "the content security policy would drop it"
    assert "<script" not in text
    assert not re.search(r"https?://(?!www\.w3\.org)", text)
    return ElementTree.fromstring(text)


def test_the_chart_has_a_bar_for_every_part_of_every_year(client: Client) -> None:
    specification = charts.by_year(counted(Filters()).years)
    bars = {(v["year"], v["kind"]): v["lines"] for v in specification["data"]["values"]}
    assert bars[("2030", "Definitive")] == 2
    assert bars[("2031", "Definitive")] == 0, "a year without lines is no gap in time"
    assert bars[("2032", "Temporary")] == 1
    words = "".join(picture(client, "/registers/chart.svg").itertext())
    assert "2031" in words
    assert "Register lines" in words


@pytest.mark.parametrize("lines", [1, 2, 3, 40])
def test_the_chart_has_no_grid_line_between_two_numbers_of_lines(lines: int) -> None:
    drawn = charts.svg(charts.by_year([Year(2030, lines, 0)]))
    steps = [
        text for text in re.findall(r"<text[^>]*>([^<]*)</text>", drawn) if re.fullmatch(r"[\d.]+", text)
    ]
    assert "2030" in steps
    assert {"0", str(lines)} <= set(steps)
    assert not [text for text in steps if "." in text]


def test_the_map_shades_countries_and_dots_small_states(client: Client) -> None:
    drawn = worldmap.draw({"JP": 20, "MT": 1})
    assert worldmap.shade(0) != worldmap.shade(1) != worldmap.shade(20)
    assert [dot.fill for dot in drawn.dots] == [worldmap.shade(1)]
    assert sum(shape.fill == worldmap.shade(20) for shape in drawn.shapes) == 1
    assert len(picture(client, "/registers/map.svg").findall(f".//{SVG}circle")) == 1


def test_a_code_that_is_not_on_the_map_is_named() -> None:
    assert worldmap.off_the_map({"YU": 3, "JP": 1, "MT": 1}) == ["YU"]


def test_a_picture_that_did_not_change_is_not_sent_again(client: Client) -> None:
    for path in ("/registers/chart.svg", "/registers/map.svg"):
        first = client.get(path)
        assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 304


def test_a_page_read_again_counts_nothing_again(client: Client) -> None:
    client.get("/registers/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/registers/")
    assert not [query for query in queries if "COUNT(" in query["sql"]]
