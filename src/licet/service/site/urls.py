"""Every page's address. An app adds its own `urls.py`; it appears here under its prefix once it exists."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from . import state, views

PREFIXES = {
    "people": "",
    "applications": "applications/",
    "casework": "cases/",
    "rulings": "rulings/",
    "assessment": "cases/",
    "decisions": "decisions/",
    "letters": "letters/",
    "chains": "chains/",
    "classification": "self-assessment/",
    "bench": "law/bench/",
    "corpus": "law/",
    "guidance": "guidance/",
    "law_changes": "law-changes/",
    "own_law": "own-law/",
    "retention": "retention/",
    "parties": "parties/",
    "lists": "lists/",
    "registers": "registers/",
    "records": "ledger/",
    "files": "files/",
    "jobs": "jobs/",
    "feedback": "feedback/",
}


def _app_urls() -> list[URLResolver]:
    modules = {app: f"licet.service.{app}.urls" for app in PREFIXES}
    return [path(PREFIXES[app], include(module)) for app, module in modules.items() if find_spec(module)]


urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.start, name="start"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("cookies/", views.cookies, name="cookies"),
    path("work/", views.work, name="work"),
    path("language/", views.set_language, name="language"),
    path("healthz", state.health, name="health"),
    path("readyz", state.ready, name="ready"),
    path("service/", state.state, name="service-state"),
    path("account/", include("licet.service.people.account_urls")),
    *_app_urls(),
]

handler400 = views.bad_request
handler403 = views.refused
handler404 = views.not_found
handler500 = views.broken
