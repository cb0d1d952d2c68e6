"""Every page of the site, from the URL resolver: what opens each, and for whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from cast import client_for
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from licet.service.people.models import User

# What an address may be about, by the name of its parameter; `pk` depends on the app and, in a few, on the page.
ABOUT = {
    "party": "parties.Party",
    "item": "chains.Item",
    "transfer": "chains.Transfer",
    "relation": "chains.ItemRelation",
    "case": "casework.Case",
    "document": "files.Document",
}
PK = {
    "applications": "applications.Application",
    "casework": "casework.Case",
    "casework:answer": "casework.Question",
    "casework:close-question": "casework.Question",
    "casework:advise": "casework.Consultation",
    "casework:silence": "casework.Consultation",
    "assessment": "assessment.Assessment",
    "assessment:drop-evidence": "assessment.Evidence",
    "assessment:disclose": "assessment.Evidence",
    "decisions": "decisions.Proposal",
    "decisions:respond": "decisions.RefusalNotice",
    "decisions:close-notice": "decisions.RefusalNotice",
    "bench": "bench.Calculation",
    "bench:gap": "bench.GapRecord",
    "guidance": "guidance.Version",
    "law_changes": "law_changes.ChangedAnswer",
    "rulings": "rulings.Ruling",
    "rulings:inquiry": "rulings.Inquiry",
    "rulings:take-back": "rulings.Inquiry",
    "rulings:question": "rulings.Inquiry",
    "rulings:find": "rulings.Inquiry",
    "rulings:start": "rulings.Inquiry",
    "rulings:answer": "rulings.InquiryQuestion",
    "own_law": "own_law.Draft",
    "retention": "retention.Destruction",
    "retention:lift": "retention.Hold",
    "letters": "letters.Letter",
    "letters:retraction": "letters.Retraction",
    "letters:confirm-withdrawal": "letters.Retraction",
    "letters:leave": "letters.Retraction",
    "letters:preview-correction": "letters.Retraction",
    "letters:wording": "letters.Wording",
    "letters:adopt": "letters.Wording",
    "letters:preview": "letters.Wording",
    "letters:preview-pdf": "letters.Wording",
    "lists:generation": "lists.ListGeneration",
    "lists:entry": "lists.ListEntry",
    "lists:hit": "lists.Hit",
    "lists:party": "parties.Party",
    "lists:screen": "parties.Party",
    "corpus": "corpus.TableRun",
    "lists:job": "jobs.Job",
    "registers:job": "jobs.Job",
    "registers:line": "registers.RegisterLine",
    "records": "records.Event",
    "jobs": "jobs.Delivery",
    "files": "files.Document",
    "feedback": "feedback.Feedback",
    "people:end-session": "usersessions.UserSession",
    "people:withdraw-invitation": "people.Invitation",
    "people:end-role": "people.Membership",
    "people:confirm-organisation": "people.Organisation",
    "people:ask-reset": "people.User",
    "people:settle-reset": "people.FactorReset",
    "mfa_edit_webauthn": "mfa.Authenticator",
    "mfa_remove_webauthn": "mfa.Authenticator",
}
WORDS: dict[str, list[Any]] = {
    "fact": ["item.spies"],
    "criterion": ["CP.2"],
    "flag": ["misused_before"],
    "limb": ["human_rights"],
    "topic": ["spyware", "sanctions"],
    "what": ["document"],
    "standard": ["clear_risk"],
    "provider_id": ["oidc"],
    "secret": ["an-invitation-for-the-tests"],
    "uidb36": ["0"],
    "key": ["0-0"],
    "kind": ["refusal"],
    "name": ["gap-0123456789ab", "gap-ba9876543210"],
    "number": [0, 1],
    "side": ["one"],
    "language": ["fr"],
}
FEW = 6  # objects of one kind that are tried

# Who is asked first: the person the app is made for.
FIRST = {
    "applications": "elena",
    "files": "elena",
    "decisions": "paul",
    "records": "audra",
    "people": "ines",
    "people:explain": "audra",
}
# Pages that show each reader something else.
SEEN_BY_MANY = {"work", "casework:case", "applications:show", "rulings:inquiry", "rulings:ruling"}


@dataclass(frozen=True, slots=True)
class Route:
    name: str
    parameters: tuple[str, ...]

    @property
    def app(self) -> str:
        return self.name.partition(":")[0] if ":" in self.name else "site"


@dataclass(frozen=True, slots=True)
class Opened:
    path: str
    user: User | None
    is_page: bool


def routes() -> list[Route]:
    return list(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, prefix: str) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield Route(f"{prefix}{pattern.name}", tuple(pattern.pattern.converters))
        else:
            yield from _walk(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)


def opened(route: Route, people: Mapping[str, User]) -> tuple[list[Opened], set[int]]:
    """Where and for whom the page opens, one person being enough for most; and every answer met on the way there."""
    found: list[Opened] = []
    met: set[int] = set()
    for user in in_turn(route, people):
        page, answers = opened_for(user, route)
        met |= answers
        if 405 in answers:
            return [], met
        if page:
            found.append(page)
            if route.name not in SEEN_BY_MANY:
                break
    return found, met


def in_turn(route: Route, people: Mapping[str, User]) -> list[User | None]:
    first = people[FIRST.get(route.app, "olga")]
    return [*dict.fromkeys((first, *people.values())), None]


def opened_for(user: User | None, route: Route) -> tuple[Opened | None, set[int]]:
    client, met = client_for(user) if user else Client(), set()
    for path in addresses(route):
        response = client.get(path)
        response.close()
        met.add(response.status_code)
        if response.status_code in (200, 405):
            is_page = response.headers["Content-Type"].startswith("text/html")
            return Opened(path, user, is_page) if response.status_code == 200 else None, met
    return None, met


def addresses(route: Route) -> Iterator[str]:
    values = [candidates(route, parameter) for parameter in route.parameters]
    for chosen in product(*values):
        yield reverse(route.name, kwargs=dict(zip(route.parameters, chosen, strict=True)))


def candidates(route: Route, parameter: str) -> list[Any]:
    if parameter in WORDS:
        return WORDS[parameter]
    if parameter == "token":
        return [_saved_self_assessment()]
    if parameter in ("rule", "regime", "group"):
        return _of_the_law(parameter)
    if parameter == "code":
        from licet.service.applications.sections import SECTIONS

        return [section.code for section in SECTIONS]
    if parameter == "about":
        return [*_keys("chains.Item"), *_keys("chains.Transfer"), *_keys("parties.Party")]
    return _keys(ABOUT.get(parameter) or PK.get(route.name) or PK[route.app])


def _saved_self_assessment() -> str:
    from licet.service.classification.drafts import empty
    from licet.service.classification.services import save

    return save(actor=None, draft=empty(), outcomes={}, today=timezone.localdate())


def _of_the_law(part: str) -> list[str]:
    from licet.service.corpus import law

    corpus = law().corpus
    entries = [entry for regime in corpus.regimes.values() for entry in regime.entries]
    return {"rule": entries, "regime": list(corpus.regimes), "group": list(corpus.groups)}[part][:1]


def _keys(model: str) -> list[Any]:
    return list(apps.get_model(model)._default_manager.order_by("-pk").values_list("pk", flat=True)[:FEW])
