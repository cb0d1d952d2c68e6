"""A mark is signed up by who read the text and by a second person; from then on the rule decides, and their names stand beside it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from cast import client_for, post
from own_law_walk import FREED, examined, signed, text, today

from licet.service import corpus
from licet.service.corpus import in_force
from licet.service.corpus.services import ask
from licet.service.own_law import services
from licet.service.own_law.marks import CannotMark, marked_up
from licet.service.own_law.models import Draft
from licet.service.people.models import User
from licet.service.records.verify import differences

READ = {
    "mark": "verified",
    "source": "Treaty, Article 9, in the gazette of 2020",
    "read_on_day": "20",
    "read_on_month": "11",
    "read_on_year": "2026",
    "starts_on_day": str(today().day),
    "starts_on_month": str(today().month),
    "starts_on_year": str(today().year),
}
PAGE = "/own-law/marks/ZZ.EMBARGO/"


@pytest.fixture
def doubtful(answering: Path) -> Path:
    """Nobody has read the article on the embargo."""
    path = next(each for each in answering.rglob("*.yaml") if "id: ZZ.EMBARGO\n" in each.read_text())
    path.write_text(path.read_text().replace("mark: verified", "mark: unverified"))
    corpus.in_force._as_it_came.cache_clear()
    return path


def embargo() -> str:
    in_force.ask_again()
    found = ask({"facts": {"item.spies": False, "to.country": "XZ"}}, as_of=today())["regimes"]["ZZ"]
    return " ".join(found["outcome"]["possible"])


def test_the_rule_decides_once_two_people_have_signed(olga: User, paul: User, doubtful: Path) -> None:
    assert embargo() == "prohibited nothing_found_in_scope"
    client = client_for(olga)
    assert "Embargo" in text(client.get("/own-law/marks/"))
    post(client, PAGE, READ)
    draft = Draft.objects.get()
    services.sign(actor=paul, draft=draft, digest=examined(draft).digest, today=today())
    assert embargo() == "prohibited"
    assert "Embargo" not in text(client.get("/own-law/marks/"))
    beside = text(client.get("/law/rules/ZZ.EMBARGO/"))
    assert (
        "signed by Olga Lindqvist of this office, who read Treaty, Article 9, in the gazette of 2020"
        in beside
    )
    assert "20 November 2026, and by Paul Okoye" in beside
    assert differences() == []


def test_nothing_but_mark_and_day_changes(doubtful: Path) -> None:
    made = marked_up([doubtful.parent], "ZZ.EMBARGO", "partial", date(2026, 11, 20), today())
    [(name, content)] = made.items()
    assert name == f"marks/{doubtful.name}"
    before = doubtful.read_text().splitlines()
    after = content.decode().splitlines()
    moved = [(old.strip(), new.strip()) for old, new in zip(before, after, strict=True) if old != new]
    assert moved == [
        ("recorded: 2026-11-21", "recorded: 2026-11-20"),
        ("mark: unverified", "mark: partial"),
    ]


def test_of_several_editions_the_one_in_force_is_marked(doubtful: Path) -> None:
    """The old wording stays as well or badly checked as it was, and so does one that is still to come."""
    old = doubtful.read_text()
    start, edition = old.split("editions:\n")
    past = edition.replace("from: 2020-01-01\n", "from: 2019-01-01\n    until: 2019-12-31\n")
    coming = edition.replace("2020-01-01", (today() + timedelta(days=9)).isoformat())
    doubtful.write_text(f"{start}editions:\n{past}{edition}{coming}")
    [content] = marked_up([doubtful.parent], "ZZ.EMBARGO", "verified", today(), today()).values()
    marks = [line.strip() for line in content.decode().splitlines() if "mark:" in line]
    assert marks == ["mark: unverified", "mark: verified", "mark: unverified"]


def test_a_mark_written_in_one_line_with_others_is_left_to_the_lawyer(doubtful: Path) -> None:
    text = doubtful.read_text().replace("mark: unverified", "mark:\n      unverified")
    doubtful.write_text(text)
    with pytest.raises(CannotMark, match="line of its own"):
        marked_up([doubtful.parent], "ZZ.EMBARGO", "verified", today(), today())


def test_the_own_law_in_force_stays_beside_it(olga: User, paul: User, doubtful: Path) -> None:
    signed(olga, paul)
    post(client_for(olga), PAGE, READ)
    assert sorted(Draft.objects.latest("at").files) == sorted(["licence.yaml", f"marks/{doubtful.name}"])


def test_the_day_of_reading_has_come(olga: User, doubtful: Path) -> None:
    answer = post(client_for(olga), PAGE, {**READ, "read_on_year": "2099"})
    assert "This day has not come yet." in text(answer)
    assert not Draft.objects.exists()


def test_a_mark_that_changes_later_takes_the_names_away(olga: User, paul: User, doubtful: Path) -> None:
    """Who signed “verified” does not answer for what somebody else wrote afterwards."""
    post(client_for(olga), PAGE, READ)
    draft = Draft.objects.get()
    services.sign(actor=paul, draft=draft, digest=examined(draft).digest, today=today())
    signed(olga, paul, {"licence.yaml": FREED})
    assert "The mark is signed by" not in text(client_for(olga).get("/law/rules/ZZ.EMBARGO/"))


def test_what_is_no_rule_has_no_page(olga: User, doubtful: Path) -> None:
    assert client_for(olga).get("/own-law/marks/ZZ.NOTHING/").status_code == 404


def test_who_only_reads_sees_the_list_and_no_form(audra: User, doubtful: Path) -> None:
    client = client_for(audra)
    assert "Embargo" in text(client.get("/own-law/marks/"))
    assert client.get(PAGE).status_code == 403
