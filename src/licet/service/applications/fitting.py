"""What an application says in two places and what cannot, or need not, both be true. What cannot be true must be put right;
what may be true is explained before it is submitted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service.base.countries import name_of
from licet.service.chains.models import Item, PartyRole, Transfer, TransferAct
from licet.service.chains.reading import items_in, parties_in, transfers_in
from licet.service.parties.models import Party

from .models import Application
from .sections import BY_CODE, answers

NOT_HOSTED = "not_hosted"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one of the two statements is changed."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Misfit:
    """Two statements that do not fit together. `blocking`: they cannot both be true."""

    code: str
    text: str
    places: tuple[Place, ...]
    blocking: bool


@dataclass(frozen=True)
class _Said:
    """The application, read once for all the checks."""

    application: Application

    @cached_property
    def legs(self) -> list[Transfer]:
        return transfers_in(self.application.chain)

    @cached_property
    def items(self) -> list[Item]:
        return items_in(self.application.chain)

    @cached_property
    def end_users(self) -> list[Party]:
        rows = parties_in(self.application.chain)
        return [row.party for row in rows if row.role == PartyRole.END_USER]

    @cached_property
    def hosted(self) -> list[Transfer]:
        return [leg for leg in self.legs if leg.host]

    def answer(self, section: str, name: str) -> Any:
        return answers(self.application, section).get(name)

    def page(self, name: str, title: str, *more: object) -> Place:
        return Place(title, reverse(f"applications:{name}", args=[self.application.pk, *more]))

    def section(self, code: str, field: str) -> Place:
        place = self.page("data", str(BY_CODE[code].title), code)
        return Place(place.title, f"{place.href}#id_{field}")

    def transfer(self, leg: Transfer) -> Place:
        return self.page("transfer", str(leg), leg.pk)


def misfits(application: Application) -> list[Misfit]:
    """Everything that does not fit together; first what cannot be true."""
    said = _Said(application)
    found = [misfit for check in _CHECKS for misfit in check(said)]
    return sorted(found, key=lambda misfit: not misfit.blocking)


def unexplained(application: Application, explanations: Mapping[str, str]) -> list[Misfit]:
    """What stands in the way of submitting: what cannot be true, and what may be and has no explanation."""
    return [m for m in misfits(application) if m.blocking or not explanations.get(m.code, "").strip()]


def _server_where_nothing_is_hosted(said: _Said) -> Iterator[Misfit]:
    if said.answer("operation", "hosted_by") != NOT_HOSTED or not said.hosted:
        return
    leg = said.hosted[0]
    assert leg.host is not None
    text = _(
        "Operation says that it does not run on a server. A transfer says that it runs on the servers of %(host)s."
    )
    yield Misfit(
        "not_hosted",
        text % {"host": leg.host.name},
        (said.section("operation", "hosted_by"), said.transfer(leg)),
        True,
    )


def _server_elsewhere(said: _Said) -> Iterator[Misfit]:
    country = said.answer("operation", "hosting_country")
    if not country or not said.hosted or said.answer("operation", "hosted_by") == NOT_HOSTED:
        return
    hosts = {leg.host.country: leg for leg in said.hosted if leg.host}
    if country in hosts:
        return
    text = _("Operation says that the servers are in %(said)s. By the transfers they are in %(hosts)s.")
    told = {"said": name_of(country), "hosts": ", ".join(map(name_of, hosts))}
    places = (said.section("operation", "hosting_country"), *map(said.transfer, hosts.values()))
    yield Misfit("host_country", text % told, places, True)


def _destination(said: _Said) -> Iterator[Misfit]:
    country = said.answer("formal", "final_country")
    if not country or not said.end_users or country in {user.country for user in said.end_users}:
        return
    user = said.end_users[0]
    text = _(
        "The country of final destination (box 12) is %(said)s. The end-user, %(name)s, is in %(country)s."
    )
    told = {"said": name_of(country), "name": user.name, "country": name_of(user.country)}
    places = (said.section("formal", "final_country"), said.page("party", user.name, user.pk))
    yield Misfit("final_country", text % told, places, False)


def _never_reaches_the_end_user(said: _Said) -> Iterator[Misfit]:
    users = {user.pk for user in said.end_users}
    reached = {id for leg in said.legs for id in (leg.destination_id, leg.accessor_id)}
    if not users or not said.legs or users & reached:
        return
    user = said.end_users[0]
    text = _("%(name)s is the end-user, and no transfer ends with it or gives it access.") % {
        "name": user.name
    }
    places = (said.page("transfers", _("Transfers")), said.page("party", user.name, user.pk))
    yield Misfit("end_user_not_reached", text, places, False)


def _signed_in_the_future(said: _Said) -> Iterator[Misfit]:
    day = said.answer("contract", "signed_on")
    if (
        said.answer("contract", "status") == "signed"
        and day
        and date.fromisoformat(day) > timezone.localdate()
    ):
        text = _("The contract is said to be signed, on a day that is still to come.")
        yield Misfit("signed_on", text, (said.section("contract", "signed_on"),), True)


def _exploits_without_item(said: _Said) -> Iterator[Misfit]:
    supplied = said.answer("operation", "exploits")
    if supplied not in ("initial", "feed") or any(_is_exploits(item) for item in said.items):
        return
    text = _(
        "Operation says that exploits are supplied. No item is exploits, so no transfer of them is asked about."
    )
    yield Misfit(
        "exploits_item",
        text,
        (said.section("operation", "exploits"), said.page("items", _("Items"))),
        False,
    )


def _item_without_exploits(said: _Said) -> Iterator[Misfit]:
    made = next((item for item in said.items if item.part == "exploit_feed"), None)
    if said.answer("operation", "exploits") != "none" or made is None:
        return
    text = _("Operation says that no exploits are supplied. “%(name)s” is one of the items.") % {
        "name": made.name
    }
    places = (said.section("operation", "exploits"), said.page("item", made.name, made.pk))
    yield Misfit("no_exploits", text, places, True)


def _access_at_a_host_that_is_the_user(said: _Said) -> Iterator[Misfit]:
    """Access to one's own server is no access given by anybody."""
    for leg in said.legs:
        if leg.act == TransferAct.GRANT_ACCESS and leg.host_id == leg.destination_id:
            text = _("%(name)s is said to get access to a system that runs on its own servers.")
            yield Misfit(
                f"own_access_{leg.pk}", text % {"name": leg.destination.name}, (said.transfer(leg),), False
            )


def _is_exploits(item: Item) -> bool:
    return item.part == "exploit_feed" or "exploit" in item.name.lower()


_CHECKS: tuple[Callable[[_Said], Iterator[Misfit]], ...] = (
    _server_where_nothing_is_hosted,
    _server_elsewhere,
    _signed_in_the_future,
    _item_without_exploits,
    _destination,
    _never_reaches_the_end_user,
    _exploits_without_item,
    _access_at_a_host_that_is_the_user,
)
