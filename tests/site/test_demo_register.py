"""The register a demonstration begins with: read by the ordinary reader, invented, and said to be."""

from __future__ import annotations

import pytest
from django.test import Client
from register_file import register, row

from licet.service.base.imports import FileRefused
from licet.service.people.models import User
from licet.service.people.policy import Refused
from licet.service.records.models import Event, Installation
from licet.service.registers.counting import counted
from licet.service.registers.forms import ImportForm
from licet.service.registers.models import Profile, RegisterImport, RegisterLine
from licet.service.registers.selectors import Filters
from licet.service.registers.services import import_register_at_console
from licet.service.registers.worldmap import off_the_map
from licet.service.site.demo import load_register


@pytest.fixture
def demo(olga: User) -> User:
    Installation.objects.create(demo=True)
    load_register(olga)
    return olga


def test_every_row_is_read_by_the_ordinary_reader_and_recorded(demo: User) -> None:
    source = RegisterImport.objects.get()
    assert source.rejected == []
    assert source.rows == source.imported == RegisterLine.objects.count() > 100
    assert Event.objects.get(type="register.imported").actor == demo.pseudonym


def test_loading_it_again_changes_nothing(demo: User) -> None:
    before = list(RegisterLine.objects.values_list("pk", flat=True))
    load_register(demo)
    assert list(RegisterLine.objects.values_list("pk", flat=True)) == before
    assert RegisterImport.objects.count() == 1


def test_there_is_something_to_see_on_the_chart_the_map_and_in_every_filter(demo: User) -> None:
    found = counted(Filters())
    assert len(found.years) >= 8
    assert all(year.definitive for year in found.years)
    assert sum(year.temporary for year in found.years) > 5
    assert len(found.destinations) >= 20
    assert (found.several > 0, found.elsewhere > 0) == (True, True)
    assert off_the_map(dict(found.destinations)) == []
    for code in ("4A005", "4D004", "4E001c", "5A001f", "5A001j"):
        assert counted(Filters(code=code)).total > 0


def test_no_line_can_be_taken_for_a_real_licence(demo: User, client: Client) -> None:
    assert not RegisterLine.objects.exclude(number__startswith="INVENTED-").exists()
    assert "made up for the demonstration" in client.get("/registers/").content.decode()
    page = client.get(f"/registers/{RegisterLine.objects.all()[0].pk}/").content.decode()
    assert "No authority granted such a licence." in page
    assert "Published by the authority of another state" not in page
    assert "published by the authorities" not in client.get("/registers/").content.decode()
    file = b"".join(client.get("/registers/lines.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert file.count("INVENTED-") == RegisterLine.objects.count()


def test_a_register_that_somebody_published_is_not_called_invented(
    client: Client, db: None, olga: User
) -> None:
    import_register_at_console(content=register([row()]), filename="x.csv", profile=Profile.NL_DUAL_USE)
    assert "made up for the demonstration" not in client.get("/registers/").content.decode()
    page = client.get(f"/registers/{RegisterLine.objects.get().pk}/").content.decode()
    assert "Published by the authority of another state" in page


def test_outside_a_demonstration_an_invented_register_is_refused(olga: User) -> None:
    with pytest.raises(FileRefused, match="belongs in a demonstration"):
        load_register(olga)
    assert not RegisterImport.objects.exists()


def test_only_an_official_who_may_import_loads_it(elena: User) -> None:
    Installation.objects.create(demo=True)
    with pytest.raises(Refused):
        load_register(elena)


def test_nobody_is_offered_to_import_one(olga: User) -> None:
    assert Profile.INVENTED not in dict(ImportForm().fields["profile"].choices)  # type: ignore[attr-defined]
    assert Profile.NL_DUAL_USE in dict(ImportForm().fields["profile"].choices)  # type: ignore[attr-defined]
