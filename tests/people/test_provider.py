"""Sign-in through an OpenID Connect provider: here one on this machine, which says of anybody whatever it is told to say."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cast import client_for, post
from signing import WORK, browser, set_up_app, signed_in, text

from licet.service.base import sign_in_settings
from licet.service.base.config import SettingError
from licet.service.people.models import User

START, BACK = "/account/provider/oidc/", "/account/provider/oidc/back/"
CLIENT = "licet"


@dataclass
class Provider:
    """What the provider says of whoever comes, and what it was asked."""

    url: str
    claims: dict[str, Any] = field(default_factory=dict)
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    def token(self) -> dict[str, Any]:
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60, **self.claims}
        signed = jwt.encode(claims, "a secret of the provider, long enough", algorithm="HS256")
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": signed}


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            names = {
                "issuer": "",
                "authorization_endpoint": "/go",
                "token_endpoint": "/token",
                "jwks_uri": "/keys",
            }
            self.say({name: known.url + path for name, path in names.items()})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            known.asked.append(parse_qs(body))
            self.say(known.token())

        def say(self, answer: dict[str, Any]) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, format: str, *args: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    known = Provider(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.OIDC_URL = known.url
    app = {
        "provider_id": "oidc",
        "name": "Northmark ID",
        "client_id": CLIENT,
        "secret": "hush",
        "settings": {"server_url": known.url, "oauth_pkce_enabled": True, "fetch_userinfo": False},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    yield known
    server.shutdown()
    server.server_close()


def through(client: Any, provider: Provider, claims: dict[str, Any], *, process: str = "login") -> Any:
    """Go to the provider and come back as it says."""
    provider.claims = claims
    there = urlsplit(post(client, f"{START}?process={process}").headers["Location"])
    assert f"{there.scheme}://{there.netloc}" == provider.url
    state = parse_qs(there.query)["state"][0]
    return client.get(BACK, {"code": "once", "state": state})


def linked(user: User, uid: str = "sub-1") -> None:
    SocialAccount.objects.create(user=user, provider="oidc", uid=uid)


def test_a_linked_identity_signs_in_its_owner(provider: Provider, nina: User) -> None:
    linked(nina)
    client = browser()
    assert through(client, provider, {"sub": "sub-1"}).headers["Location"] == WORK
    assert "Nina Nord" in text(client.get(WORK))


@pytest.mark.parametrize("verified", [True, False, None])
def test_an_e_mail_address_links_nothing_however_the_provider_vouches_for_it(
    provider: Provider, nina: User, verified: bool | None
) -> None:
    claims: dict[str, Any] = {"sub": "stranger", "email": nina.email, "name": nina.name}
    if verified is not None:
        claims["email_verified"] = verified
    client = browser()
    assert "No account here" in text(through(client, provider, claims))
    assert client.get(WORK).status_code == 302
    assert not SocialAccount.objects.exists()


def test_an_identity_nobody_linked_makes_no_account(provider: Provider, nina: User) -> None:
    before = User.objects.count()
    through(browser(), provider, {"sub": "new", "email": "new@example.org", "email_verified": True})
    assert User.objects.count() == before


def test_who_is_signed_in_links_her_own(provider: Provider, nina: User) -> None:
    client = signed_in(nina)
    assert through(client, provider, {"sub": "sub-9"}, process="connect").status_code == 302
    found = SocialAccount.objects.get()
    assert (found.user_id, found.uid) == (nina.pk, "sub-9")


def test_an_identity_of_somebody_else_is_not_linked_twice(
    provider: Provider, nina: User, rival: User
) -> None:
    linked(rival)
    through(signed_in(nina), provider, {"sub": "sub-1"}, process="connect")
    assert SocialAccount.objects.get().user_id == rival.pk


def test_an_official_is_still_asked_for_the_second_factor_here(provider: Provider, otto: User) -> None:
    set_up_app(signed_in(otto))
    linked(otto)
    client = browser()
    answer = through(client, provider, {"sub": "sub-1"})
    assert answer.headers["Location"] == "/account/second-factor/ask/"
    assert client.get(WORK).status_code == 302


def test_one_that_has_none_yet_sets_it_up_first(provider: Provider, otto: User) -> None:
    linked(otto)
    client = browser()
    through(client, provider, {"sub": "sub-1"})
    assert client.get(WORK).headers["Location"] == "/account/second-factor/"


@pytest.mark.parametrize("wrong", [{"iss": "https://elsewhere.example"}, {"aud": "another"}, {"exp": 1}])
def test_a_token_for_somebody_else_or_of_yesterday_opens_nothing(
    provider: Provider, nina: User, wrong: dict[str, Any]
) -> None:
    linked(nina)
    client = browser()
    assert "did not sign you in" in text(through(client, provider, {"sub": "sub-1", **wrong}))
    assert client.get(WORK).status_code == 302


def test_an_answer_nobody_asked_for_opens_nothing(provider: Provider, nina: User) -> None:
    linked(nina)
    provider.claims = {"sub": "sub-1"}
    client = browser()
    assert client.get(BACK, {"code": "once", "state": "invented"}).status_code != 302
    assert client.get(WORK).status_code == 302


def test_the_code_is_bound_to_the_browser_that_asked(provider: Provider, nina: User) -> None:
    linked(nina)
    through(browser(), provider, {"sub": "sub-1"})
    assert provider.asked[0]["code_verifier"]


def test_only_a_form_of_this_site_goes_there_and_only_that_page_may_lead_out(
    provider: Provider, db: None
) -> None:
    client = browser()
    page = client.get(START)
    assert page.status_code == 200
    assert f"form-action 'self' {provider.url};" in page.headers["Content-Security-Policy"]
    assert client.post(START).status_code == 403


def test_the_sign_in_page_offers_it_by_name(provider: Provider, db: None) -> None:
    assert "Sign in with Northmark ID" in text(browser().get("/sign-in/"))


def test_without_a_provider_nothing_is_offered(db: None, rival: User) -> None:
    assert "/account/provider/" not in text(browser().get("/sign-in/"))
    assert browser().get(START).status_code == 404
    assert "Linked identities" not in text(client_for(rival).get("/account/"))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"URL": "http://id.example"}, "https://"),
        ({"URL": "https://id.example"}, "LICET_OIDC_CLIENT_ID"),
        ({"URL": "https://id.example", "CLIENT_ID": "licet"}, "LICET_OIDC_SECRET"),
    ],
)
def test_a_provider_half_named_stops_the_start(
    values: dict[str, str], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"LICET_OIDC_{name}", value)
    with pytest.raises(SettingError, match=words):
        sign_in_settings.provider()
