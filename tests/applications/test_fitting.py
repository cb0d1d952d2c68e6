"""What an application says in two places must fit together: what cannot be true stops it, what may be true is explained,
and what is missing is sent knowingly."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from exporter_pages import Walker
from exporter_walk import ANSWERS, DECLARED, attach, claim, filled

from licet.service.applications import services
from licet.service.applications.advice import advice
from licet.service.applications.certificate import lacking
from licet.service.applications.comparing import compare
from licet.service.applications.fitting import Misfit, misfits
from licet.service.applications.models import Application, State
from licet.service.applications.services import NotKnowingly, TwiceTheSame, Unclear
from licet.service.chains import services as chains
from licet.service.corpus.clauses import for_certificates
from licet.service.files.models import Document
from licet.service.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(elena: User) -> Application:
    return filled(elena)


def save(actor: User, application: Application, section: str, **more: Any) -> Application:
    """One section with other answers."""
    services.save_section(
        actor=actor,
        application=application,
        section=section,
        answers={**ANSWERS[section], **more},
        complete=True,
    )
    application.refresh_from_db()
    return application


def only(application: Application) -> Misfit:
    (found,) = misfits(application)
    return found


def submit(actor: User, application: Application, **more: Any) -> Application:
    return services.submit(actor=actor, application=application, declared=DECLARED, **more)


def test_an_application_that_fits_has_none(application: Application) -> None:
    assert misfits(application) == []


# --- what cannot be true -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "answers", "code", "words"),
    [
        ("operation", {"hosting_country": "XQ"}, "host_country", "the servers are in"),
        ("operation", {"hosted_by": "not_hosted"}, "not_hosted", "does not run on a server"),
        ("contract", {"status": "signed", "signed_on": "2999-01-01"}, "signed_on", "still to come"),
    ],
)
def test_what_cannot_be_true_stops_the_application(
    elena: User, application: Application, section: str, answers: dict[str, Any], code: str, words: str
) -> None:
    found = only(save(elena, application, section, **answers))
    assert (found.code, found.blocking) == (code, True)
    assert words in found.text
    with pytest.raises(Unclear):
        submit(elena, application, explanations={code: "It is so."})
    application.refresh_from_db()
    assert application.state == State.DRAFT


def test_each_place_is_linked(elena: User, application: Application) -> None:
    found = only(save(elena, application, "operation", hosting_country="XQ"))
    access = application.chain.transfers.get(act="grant_access")
    assert [place.href.split("/", 3)[3] for place in found.places] == [
        "data/operation/#id_hosting_country",
        f"transfers/{access.pk}/",
    ]


def test_an_exploit_item_and_no_exploits_cannot_both_be(elena: User, application: Application) -> None:
    chains.split_platform(actor=elena, chain=application.chain, sold_as="Lynx", parts=["exploit_feed"])
    assert (only(application).code, only(application).blocking) == ("no_exploits", True)


# --- what may be true --------------------------------------------------------------------------------


def test_another_destination_than_the_end_users_country_is_explained(
    elena: User, application: Application
) -> None:
    found = only(save(elena, application, "formal", final_country="XQ"))
    assert (found.code, found.blocking) == ("final_country", False)
    for said in ("", "  "):
        with pytest.raises(Unclear):
            submit(elena, application, explanations={"final_country": said})
    handed_in = submit(elena, application, explanations={"final_country": " The unit trains in Q. "})
    assert handed_in.data["explanations"]["final_country"]["why"] == "The unit trains in Q."


def test_supplied_exploits_without_an_item_are_explained(elena: User, application: Application) -> None:
    found = only(save(elena, application, "operation", exploits="feed"))
    assert (found.code, found.blocking) == ("exploits_item", False)
    chains.add_item(actor=elena, chain=application.chain, name="Exploit feed", kind="software")
    assert misfits(application) == []


def test_a_deal_that_never_reaches_the_end_user_is_explained(elena: User, application: Application) -> None:
    application.chain.transfers.filter(act="grant_access").delete()
    assert only(application).code == "end_user_not_reached"


def test_an_explanation_of_what_fits_is_not_kept(elena: User, application: Application) -> None:
    handed_in = submit(elena, application, explanations={"final_country": "x"})
    assert handed_in.data["explanations"] == {}


# --- what is missing ---------------------------------------------------------------------------------


def told(application: Application) -> list[str]:
    return [each.text for each in advice(application)]


def test_no_answer_and_no_certificate_are_told_with_what_that_means(application: Application) -> None:
    assert told(application) == [
        "You have answered none of the questions.",
        "No end-user certificate or statement is attached.",
    ]
    assert all("your case waits" in each.meaning for each in advice(application))


def test_what_is_there_is_not_missed(elena: User, application: Application) -> None:
    claim(elena, application.chain, application.chain.items.get(part="agent"), "item.spies", None)
    Document.objects.filter(pk=attach(elena, application).pk).update(kind="end_user_certificate")
    assert told(application) == ["The end-user certificate was not compared with what has to stand in it."]
    compare(actor=elena, application=application, elements=[each.id for each in for_certificates()])
    application.refresh_from_db()
    assert told(application) == []


def test_what_is_essential_and_missing_in_the_certificate_is_told(
    elena: User, application: Application
) -> None:
    with pytest.raises(ValidationError, match="Attach the certificate"):
        compare(actor=elena, application=application, elements=[])
    Document.objects.filter(pk=attach(elena, application).pk).update(kind="end_user_certificate")
    with pytest.raises(ValidationError, match="no element"):
        compare(actor=elena, application=application, elements=["weather"])
    there = [each.id for each in for_certificates() if each.essential and each.id != "no_retransfer"]
    compare(actor=elena, application=application, elements=there)
    application.refresh_from_db()
    assert [each.id for each in lacking(application)] == ["no_retransfer"]
    assert "Not found in the end-user certificate: No re-export or retransfer." in told(application)


def test_a_signed_contract_is_attached(elena: User, application: Application) -> None:
    save(elena, application, "contract", status="signed", signed_on="2026-07-14")
    assert "The contract is signed, and it is not attached." in told(application)


def test_she_goes_on_only_knowingly(elena: User, application: Application) -> None:
    blindly = {name: value for name, value in DECLARED.items() if name != "knowingly"}
    with pytest.raises(NotKnowingly):
        services.submit(actor=elena, application=application, declared=blindly)
    assert submit(elena, application).state == State.SUBMITTED


# --- on the pages ------------------------------------------------------------------------------------


@pytest.fixture
def walker(elena: User, application: Application) -> Walker:
    found = Walker(elena)
    found.application = application
    return found


def test_check_your_answers_shows_both_and_leads_on(
    elena: User, walker: Walker, application: Application
) -> None:
    save(elena, application, "formal", final_country="XQ")
    page = walker.get(walker.path("check"))
    assert "These do not fit together" in page
    assert "explain in the declaration" in page
    assert "No end-user certificate or statement is attached." in page
    assert "Continue to the declaration" in page
    assert "gives access to Agent of Lynx" in page
    assert "stands on its own" in page
    save(elena, application, "operation", hosting_country="XQ")
    page = walker.get(walker.path("check"))
    assert "Both cannot be true" in page
    assert "Continue to the declaration" not in page


def test_the_declaration_asks_for_the_explanation_and_for_knowing(
    elena: User, walker: Walker, application: Application
) -> None:
    save(elena, application, "formal", final_country="XQ")
    declared = {
        "name": "E",
        "position": "C",
        "true_and_complete": "on",
        "will_report": "on",
        "language": "en",
    }
    page = walker.post(walker.path("submit"), declared).content.decode()
    assert "Explain how both can be true" in page
    assert "confirm that you submit without it" in page
    more = {"knowingly": "on", "why:final_country": "The unit trains in Q."}
    walker.does(walker.path("submit"), {**declared, **more})
    assert "The unit trains in Q." in walker.get(walker.path("show"))
    assert "acknowledges that your application was received" in walker.get(walker.path("submitted"))


def test_a_day_to_come_is_no_day_of_signature(walker: Walker) -> None:
    later = timezone.localdate().year + 1
    given = {name: value for name, value in ANSWERS["contract"].items() if value is not None}
    given |= {"signed_on_day": "1", "signed_on_month": "2", "signed_on_year": later}
    path = walker.path("data", "contract")
    assert "still to come" in walker.post(path, {**given, "status": "signed"}).content.decode()
    given["signed_on_year"] = 2026
    assert (
        "You say that it is not signed" in walker.post(path, {**given, "status": "tender"}).content.decode()
    )


# --- the same file twice -----------------------------------------------------------------------------


def test_the_same_file_is_attached_once_and_the_earlier_one_is_named(
    elena: User, walker: Walker, application: Application
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    def upload(title: str, text: bytes = b"The contract.") -> dict[str, Any]:
        return {"upload": SimpleUploadedFile("c.txt", text, "text/plain"), "title": title, "kind": "contract"}

    first = services.attach(actor=elena, application=application, **upload("Contract"))
    with pytest.raises(TwiceTheSame) as refusal:
        services.attach(actor=elena, application=application, **upload("Once more"))
    assert refusal.value.earlier == first
    page = walker.post(walker.path("documents"), upload("Once more")).content.decode()
    assert "This very file is attached already, as “Contract”" in page
    assert Document.objects.count() == 1
    services.remove_document(actor=elena, application=application, document=first)
    services.attach(actor=elena, application=application, **upload("Once more"))
    services.attach(actor=elena, application=application, **upload("Another", b"Another text."))
