"""Whose a thing is, said apart from the code under test: every object leads to one application, or to the office alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeAlias
from uuid import UUID, uuid4

from cast import organisation_of
from django.apps import apps
from django.db.models import UUIDField
from django.test import Client
from django.urls import resolve, reverse
from routes import ABOUT, FIRST, PK, WORDS, Route, addresses
from secrets_of import OFFICE

from licet.service.applications.models import Application
from licet.service.casework.models import Case, Consultation
from licet.service.people.models import User

# What else than its own kind a place in an address takes.
ALSO = {"about": ("chains.Item", "chains.Transfer", "parties.Party")}

# How each kind of thing leads to its application.
LEADS = {
    "applications.Application": "",
    "chains.Item": "chain.application",
    "chains.Transfer": "chain.application",
    "chains.ItemRelation": "item.chain.application",
    "casework.Case": "application",
    "casework.Question": "case.application",
    "casework.Consultation": "case.application",
    "assessment.Assessment": "case.application",
    "assessment.Evidence": "assessment.case.application",
    "decisions.Proposal": "case.application",
}
Known: TypeAlias = dict[tuple[str, str], tuple[Any, Application | None]]
KINDS = {"parties.Party", "files.Document", *LEADS}


def application_of(thing: Any) -> Application | None:
    label = thing._meta.label
    if label == "parties.Party":
        place = thing.in_chains.order_by("pk").first()
        return place.chain.application if place else None
    if label == "files.Document":
        found: Application | None = Application.objects.filter(pk=thing.subject_id).first()
        return found
    for step in filter(None, LEADS[label].split(".")):
        thing = getattr(thing, step)
    return thing  # type: ignore[no-any-return]


def outside(who: str, user: User | None, application: Application) -> bool:
    """Whether this application is nothing that `who` may know of (docs/access-matrix.csv, application.view)."""
    if user is None:
        return True
    if who in OFFICE:
        return application.submitted_at is None
    organisation = organisation_of(user)
    if who == "amina":
        return not Consultation.objects.filter(case__application=application, body=organisation).exists()
    return application.organisation_id != organisation.pk


def kind_of(route: Route, parameter: str) -> str | None:
    """The kind of thing an address is about, if it is one that somebody may not know of."""
    if parameter in WORDS or parameter in ("code", "token", "about"):
        return None
    kind = ABOUT.get(parameter) or PK.get(route.name) or PK.get(route.app, "")
    return kind if kind in KINDS else None


def foreign(kind: str, who: str, user: User | None) -> Iterator[tuple[Any, Application]]:
    """Things of this kind that `who` may not know of, with the application each is part of."""
    for thing in apps.get_model(kind)._default_manager.order_by("-pk")[:80]:
        application = application_of(thing)
        if application is not None and outside(who, user, application):
            yield thing, application


def first_foreign(kind: str, who: str, user: User | None, known: Known) -> tuple[Any, Application | None]:
    """One such thing, looked for once."""
    if (kind, who) not in known:
        known[kind, who] = next(foreign(kind, who, user), (None, None))
    return known[kind, who]


def guesses(route: Route, who: str, user: User | None, known: Known) -> Iterator[tuple[str, str]]:
    """Pairs of addresses: of something foreign, and of nothing at all. They must be answered alike."""
    kinds = {parameter: kind_of(route, parameter) for parameter in route.parameters}
    parameter = next((name for name in reversed(route.parameters) if kinds[name]), None)
    if parameter is None:
        return
    thing, application = first_foreign(str(kinds[parameter]), who, user, known)
    if thing is None or application is None:
        return
    for whole in wholes(kinds, parameter, application, user):
        fixed = {name: WORDS[name][0] for name in route.parameters if name in WORDS}
        fixed |= {"code": "end_use"} if "code" in kinds else {}
        fixed |= (
            {"about": str(application.chain.items.order_by("pk").values_list("pk", flat=True)[0])}
            if "about" in kinds
            else {}
        )
        yield (
            reverse(route.name, kwargs={**fixed, **whole, parameter: thing.pk}),
            reverse(route.name, kwargs={**fixed, **whole, parameter: uuid4()}),
        )


def real_kwargs(route: Route, clients: Mapping[str, Client]) -> dict[str, Any]:
    """What an address of this page names when it opens for somebody; for one that only takes forms, what might."""
    paths = list(islice(addresses(route), 36))
    for who in dict.fromkeys((FIRST.get(route.app, "olga"), "elena", "olga", "paul")):
        for path in paths:
            answer = clients[who].get(path)
            if answer.streaming:
                b"".join(answer)  # a file is closed once it was read to its end
            if answer.status_code in (200, 405):
                return dict(resolve(path).kwargs)
    return dict(resolve(paths[0]).kwargs) if paths else {}


def misplaced(
    route: Route,
    given: Mapping[str, Any],
    keys: Mapping[str, str],
    pick: Callable[[Sequence[str]], Sequence[str]],
) -> Iterator[tuple[str, str, str]]:
    """The kind of a thing, an address that has its number in the place of another kind's, and the same with nobody's."""
    for name in (name for name, value in given.items() if isinstance(value, UUID)):
        own = _label_of(route, name)
        nobodys = reverse(route.name, kwargs={**given, name: uuid4()})
        for kind in pick([kind for kind in keys if kind not in (own, *ALSO.get(name, ()))]):
            yield kind, reverse(route.name, kwargs={**given, name: keys[kind]}), nobodys


def _label_of(route: Route, parameter: str) -> str:
    return ABOUT.get(parameter) or PK.get(route.name) or PK.get(route.app, "")


def one_of_every_kind() -> dict[str, str]:
    """The number of the newest thing of each kind that has a number of its own."""
    models = [model for model in apps.get_models() if isinstance(model._meta.pk, UUIDField)]
    newest = {
        model._meta.label: model._default_manager.order_by("-pk").values_list("pk", flat=True).first()
        for model in models
    }
    return {label: str(key) for label, key in newest.items() if key}


def wholes(
    kinds: dict[str, str | None], parameter: str, application: Application, user: User | None
) -> list[dict[str, Any]]:
    """A part is tried under the application it is part of, and under one of the guesser's own; or under its case, and another."""
    if "case" in kinds and parameter != "case":
        cases = [Case.objects.filter(application=application).first(), Case.objects.order_by("pk").first()]
        return [{"case": each.pk} for each in cases if each is not None]
    if parameter == "pk" or "pk" not in kinds:
        return [{}]
    own = Application.objects.filter(organisation__memberships__user=user, submitted_at=None).first()
    return [{"pk": each.pk} for each in (application, own) if each is not None]
