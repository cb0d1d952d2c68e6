"""Ways in with a password: what opens, what does not, and what an attacker learns from trying."""

from __future__ import annotations

from typing import Any

import pytest
from cast import client_for, post
from django.core import mail
from signing import PASSWORD, WORK, browser, counted_hashes, sign_in, text

from licet.service.people.models import User


def test_e_mail_and_password_sign_in(nina: User) -> None:
    client = browser()
    assert sign_in(client, nina).headers["Location"] == WORK
    assert "Nina Nord" in text(client.get(WORK))


def test_capital_letters_in_the_address_do_not_matter(nina: User) -> None:
    assert sign_in(browser(), nina.email.upper()).headers["Location"] == WORK


def test_a_wrong_password_and_an_unknown_address_look_the_same(nina: User) -> None:
    known = sign_in(browser(), nina, "wrong")
    unknown = sign_in(browser(), "nobody@example.org", "wrong")
    assert known.status_code == unknown.status_code == 200
    assert words(known).replace(nina.email, "") == words(unknown).replace("nobody@example.org", "")
    assert "Check both." in text(known)


def words(response: Any) -> str:
    """The page without its tokens, which differ each time."""
    return "\n".join(line for line in text(response).splitlines() if "csrfmiddlewaretoken" not in line)


@pytest.mark.parametrize("who", ["known", "without a password", "closed", "unknown"])
def test_a_failed_sign_in_costs_one_hash_whoever_it_was(
    who: str, nina: User, olga: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    if who == "closed":
        User.objects.filter(pk=nina.pk).update(is_active=False)
    emails = {"known": nina.email, "closed": nina.email, "without a password": olga.email}
    with counted_hashes(monkeypatch) as made:
        assert sign_in(browser(), emails.get(who, "nobody@example.org"), "wrong").status_code == 200
    assert len(made) == 1


@pytest.mark.parametrize("password", ["wrong", PASSWORD])
@pytest.mark.parametrize("known", [True, False])
def test_a_locked_account_costs_no_hash_whether_or_not_it_is_there(
    known: bool, password: str, nina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does the right password take longer than a wrong one: it is not looked at."""
    email = nina.email if known else "nobody@example.org"
    for _ in range(5):
        sign_in(browser(), email, "wrong")
    with counted_hashes(monkeypatch) as made:
        assert "too many attempts" in text(sign_in(browser(), email, password))
    assert made == []


def test_the_page_says_what_is_missing_by_name(nina: User) -> None:
    page = text(post(browser(), "/sign-in/", {}))
    assert "<title>Error: " in page
    assert "Enter your e-mail address" in page
    assert "Enter your password" in page
    assert "This field is required" not in page


def test_a_closed_account_does_not_open(nina: User) -> None:
    User.objects.filter(pk=nina.pk).update(is_active=False)
    client = browser()
    assert sign_in(client, nina).headers["Location"] == "/account/closed/"
    assert client.get(WORK).status_code == 302


def test_a_demo_account_has_no_password_to_guess(olga: User) -> None:
    assert "Check both." in text(sign_in(browser(), olga, "x"))


def test_after_sign_in_one_is_back_where_one_was_going(nina: User) -> None:
    assert sign_in(browser(), nina, next="/access/").headers["Location"] == "/access/"


@pytest.mark.parametrize(
    "target",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "javascript:alert(1)",
        "/\\elsewhere.example/",
        "http:///elsewhere.example",
        "https://localhost/",  # a host this site answers to, and another server than this one
    ],
)
def test_nobody_is_sent_to_another_site(nina: User, target: str) -> None:
    assert sign_in(browser(), nina, next=target).headers["Location"] == WORK


def test_a_session_set_by_somebody_else_is_not_the_one_signed_in(nina: User) -> None:
    client = browser()
    session = client.session
    session["planted"] = "yes"
    session.save()
    planted = client.cookies["sessionid"].value
    sign_in(client, nina)
    assert client.cookies["sessionid"].value != planted
    stranger = browser()
    stranger.cookies["sessionid"] = planted
    assert stranger.get(WORK).status_code == 302


def test_the_session_of_another_person_is_not_kept(nina: User, rival: User) -> None:
    client = client_for(rival)
    session = client.session
    session["of_rival"] = "secret"
    session.save()
    client.get("/")
    post(client, "/sign-out/")
    sign_in(client, nina)
    assert "of_rival" not in client.session


@pytest.mark.parametrize("path", ["/sign-in/", "/account/sign-in/", "/account/register/"])
def test_only_a_form_of_this_site_signs_in(nina: User, path: str) -> None:
    assert browser().post(path, {"login": nina.email, "password": PASSWORD}).status_code == 403


def test_signing_out_is_a_post_and_ends_the_session(olga: User) -> None:
    client = client_for(olga)
    assert client.get("/sign-out/").status_code == 405
    response = post(client, "/sign-out/")
    assert response.headers["Location"] == "/"
    assert client.get(WORK).status_code == 302


# --- passwords -----------------------------------------------------------------------------------------


def test_a_forgotten_password_answers_the_same_for_everybody(nina: User) -> None:
    answers = []
    for email in (nina.email, "nobody@example.org"):
        client = browser()
        response = post(client, "/account/password/forgotten/", {"email": email})
        answers.append(
            (
                response.status_code,
                response.headers["Location"],
                words(client.get(response.headers["Location"])),
            )
        )
    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [[nina.email], ["nobody@example.org"]]
    assert "/account/password/new/" in str(mail.outbox[0].body)
    assert "/account/password/new/" not in str(mail.outbox[1].body)


def test_a_new_password_is_set_once_and_ends_every_session(nina: User) -> None:
    signed = browser()
    sign_in(signed, nina)
    client = browser()
    post(client, "/account/password/forgotten/", {"email": nina.email})
    body = str(mail.outbox[0].body)
    path = "/account/" + body.split("/account/", 1)[1].split()[0]
    form = client.get(path).headers["Location"]
    new = {"password1": "five brown owls sleep", "password2": "five brown owls sleep"}
    assert post(client, form, new).headers["Location"] == "/account/password/new/done/"
    assert signed.get(WORK).status_code == 302
    assert "Check both." in text(sign_in(browser(), nina))
    assert sign_in(browser(), nina, "five brown owls sleep").status_code == 302
    assert "used already" in text(browser().get(path))


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(nina: User) -> None:
    here, there = browser(), browser()
    sign_in(here, nina)
    sign_in(there, nina)
    form = {
        "oldpassword": PASSWORD,
        "password1": "five brown owls sleep",
        "password2": "five brown owls sleep",
    }
    assert post(here, "/account/password/", form).status_code == 302
    assert here.get(WORK).status_code == 200
    assert there.get(WORK).status_code == 302


@pytest.mark.parametrize(
    ("password", "words"),
    [("herons", "12 characters"), ("password1234", "too common"), ("nina.nord@example.invalid", "similar")],
)
def test_a_weak_password_is_refused_with_the_reason(nina: User, password: str, words: str) -> None:
    client = browser()
    sign_in(client, nina)
    form = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert words in text(post(client, "/account/password/", form))


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_no_header_opens_anything(nina: User, header: str) -> None:
    assert browser().get(WORK, headers={header: "127.0.0.1"}).status_code == 302
