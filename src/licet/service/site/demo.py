"""What the demonstration holds from its first start. Loading it again changes nothing."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

from django.utils import timezone

from licet.service.applications import demo as applications
from licet.service.assessment.selectors import APPLY_CRITERION_2, policy_in_force
from licet.service.assessment.services import declare
from licet.service.guidance.models import Version
from licet.service.guidance.services import adopt, put_forward
from licet.service.guidance.topics import guidance
from licet.service.lists.models import Profile
from licet.service.lists.services import import_list
from licet.service.people.demo import AUTHORITY, create_people
from licet.service.people.models import Office, User
from licet.service.people.services.describing import describe_office
from licet.service.registers.models import Profile as RegisterProfile
from licet.service.registers.services import import_register

LIST = "invented-list.xml"
REGISTER = "invented-register.csv"
OFFICE = {
    "name": AUTHORITY,
    "address": "4 Harbour Square\n1000 Northmark City\nNorthmark",
    "email": "export-control@northmark.invalid",
    "phone": "",
    "appeal_body": "the Administrative Court of Northmark",
    "appeal_body_fr": "le tribunal administratif de Northmark",
}
WAITING = "encryption"  # no other page leads there
DECLARED_FROM = date(2026, 1, 1)


def load() -> None:
    """The people, the office's particulars, the authority's declared policy, an invented sanctions list, an invented register of another
    authority, and the deals of an invented exporter.

    The list comes before the deals, so that the parties of the application handed in are compared with it.
    """
    people = create_people()
    describe(people["ines"])
    declare_policy(people["paul"])
    load_list(people["olga"])
    load_register(people["olga"])
    adopt_guidance(people["olga"], people["paul"])
    applications.load(people)


def describe(administrator: User) -> None:
    """Once: what somebody changed while trying it out stays."""
    if not Office.objects.exists():
        describe_office(actor=administrator, said=OFFICE)


def declare_policy(approver: User) -> None:
    if policy_in_force(DECLARED_FROM):
        return
    declare(
        actor=approver,
        code=APPLY_CRITERION_2,
        text=(
            "Criterion 2 of Common Position 2008/944/CFSP is applied as binding to every export of a commercial cyber "
            "intrusion capability, listed or not, whoever the end-user is."
        ),
        reason="Article 15(1)(c) of Regulation (EU) 2021/821 makes it a consideration; this office makes it a bar.",
        in_force_from=DECLARED_FROM,
    )


def load_list(officer: User) -> None:
    import_list(actor=officer, content=_file(LIST), filename=LIST, profile=Profile.UN_CONSOLIDATED)


def load_register(officer: User) -> None:
    import_register(
        actor=officer, content=_file(REGISTER), filename=REGISTER, profile=RegisterProfile.INVENTED
    )


def adopt_guidance(officer: User, approver: User) -> None:
    """Once. One topic waits to be adopted, so that there is something to try."""
    if Version.objects.exists():
        return
    for topic in guidance().topics.values():
        version = put_forward(actor=officer, topic=topic, day=timezone.localdate())
        if topic.id != WAITING:
            adopt(actor=approver, version=version)


def _file(name: str) -> bytes:
    return files(__package__).joinpath("demo_data", name).read_bytes()
