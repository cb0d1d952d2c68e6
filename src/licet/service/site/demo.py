"""What the demonstration holds from its first start. Loading it again changes nothing."""

from __future__ import annotations

from importlib.resources import files

from licet.service.applications import demo as applications
from licet.service.lists.models import Profile
from licet.service.lists.services import import_list
from licet.service.people.demo import create_people
from licet.service.people.models import User

LIST = "invented-list.xml"


def load() -> None:
    """The people, an invented sanctions list, and the deals of an invented exporter.

    The list comes first, so that the parties of the application handed in are compared with it.
    """
    people = create_people()
    load_list(people["olga"])
    applications.load(people)


def load_list(officer: User) -> None:
    content = files(__package__).joinpath("demo_data", LIST).read_bytes()
    import_list(actor=officer, content=content, filename=LIST, profile=Profile.UN_CONSOLIDATED)
