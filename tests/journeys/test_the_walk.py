"""The way, in a browser, on the real law: from a deal that an exporter describes to a decision that an auditor checks."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from walker import Walker

from licet.service.applications.demo import PLATFORM_TITLE
from licet.service.casework.models import Case
from licet.service.decisions.models import Licence, Outcome, Proposal
from licet.service.jobs.services import deliver_all
from licet.service.people.models import User
from licet.service.records.models import Installation
from licet.service.site.demo import load

pytestmark = [pytest.mark.journey, pytest.mark.timeout(900)]

Walk = Callable[..., Walker]


@pytest.fixture
def demo(people: dict[str, User]) -> dict[str, User]:
    """The demonstration as a newcomer finds it."""
    Installation.objects.create(demo=True)
    load()
    deliver_all()
    return people


def tick(walker: Walker, field: str, value: str) -> None:
    walker.page.locator(f"input[name='{field}'][value='{value}']").check()


def choose(walker: Walker, **values: str) -> None:
    for field, value in values.items():
        walker.page.locator(f"select[name='{field}']").select_option(value)


def hand_in(elena: Walker) -> None:
    """The last boxes of the platform deal, a mistake on the way, the declaration."""
    elena.go("/applications/", name="applications")
    elena.press(PLATFORM_TITLE, role="link", picture="task list")
    elena.press("Licence form details", role="link")
    elena.fill(identification="XB-4711", contact_name="Elena Marsh", contact_email="elena at perceptor")
    choose(elena, consignment_country="XB", location_country="XB", final_country="XD", origin_country="XB")
    elena.press("Save and go on", picture="form details with an error")
    assert elena.reads("Enter an e-mail address like name@example.org.")
    assert elena.page.locator("[name='identification']").input_value() == "XB-4711", "nothing typed is lost"
    elena.fill(contact_email="elena@perceptor.example")
    elena.press("Save and go on")
    elena.go(
        elena.page.url.removeprefix(elena.base).split("data/")[0].split("documents/")[0] + "indication/",
        name="indication",
    )
    assert elena.reads("EU member state")
    elena.press("Back", role="link")
    elena.press("Check and submit", role="link", picture="check your answers")
    elena.press("Continue to the declaration", role="link")
    elena.fill(name="Elena Marsh", position="Head of compliance")
    elena.press("Declare and submit", picture="declaration with errors")
    assert elena.page.title().startswith("Error: ")
    for box in ("knowingly", "true_and_complete", "will_report"):
        elena.page.locator(f"[name='{box}']").check()
    elena.press("Declare and submit", picture="submitted")
    assert elena.page.url.endswith("/submitted/")


def platform_case() -> Case:
    deliver_all()
    return Case.objects.get(application__chain__title=PLATFORM_TITLE)


def take(olga: Walker, case: Case) -> None:
    olga.go("/cases/", name="queue")
    olga.press(case.reference, role="link", picture="case received")
    olga.press("Take the case", picture="case taken")
    assert olga.page.locator("dt:has-text('Officer') + dd").inner_text() == "Olga Lindqvist"


def ask_and_answer(olga: Walker, elena: Walker, case: Case) -> None:
    olga.go(f"/cases/{case.pk}/ask/")
    olga.fill(text="Who can lift the cap on targets, and is that logged?", working_days="10")
    olga.press("Preview the question")
    assert olga.reads("This is what the exporter will read")
    olga.press("Send the question")
    elena.go("/cases/mine/", name="your cases")
    elena.press(case.reference, role="link", picture="case seen by the exporter")
    elena.page.locator("a[href*='/answer/']").first.click()
    elena.look("answer a question")
    elena.fill(text="Two named engineers together; each lifting is in the signed log.")
    elena.press("Send the answer")
    olga.go(f"/cases/{case.pk}/")
    assert olga.reads("Two named engineers together")


def consult(olga: Walker, amina: Walker, case: Case) -> None:
    assert amina.page.context is not None
    amina.go(f"/cases/{case.pk}/", expect=404)
    olga.go(f"/cases/{case.pk}/consult/", name="consult")
    olga.page.locator("select[name='body'], input[name='body']").first.evaluate(
        "e => { if (e.tagName === 'SELECT') { e.selectedIndex = e.options.length - 1 } else { e.checked = true } }"
    )
    olga.fill(
        text="Does the police law of State D still stand, and who oversees Department 9?", working_days="15"
    )
    olga.page.locator("[name='power']").first.evaluate("e => { if (e.type === 'radio') e.checked = true }")
    olga.press("Consult")
    amina.go("/cases/consulted/", name="consulted cases")
    amina.press(case.reference, role="link", picture="case seen by the adviser")
    amina.page.locator("a[href*='/advise/']").first.click()
    amina.look("advise")
    tick(amina, "position", "against")
    amina.fill(reasons="The police law was suspended in October; no judge signs orders now.")
    amina.press("Send the advice")
    olga.go(f"/cases/{case.pk}/")
    assert olga.reads("The police law was suspended in October")


def settle_hits(olga: Walker, case: Case) -> None:
    olga.go(f"/cases/{case.pk}/", name="case with a hit")
    olga.page.locator("a[href*='/lists/hits/']").first.click()
    olga.look("hit")
    tick(olga, "status", "cleared")
    olga.fill(
        reason="The listed supplier is in Port Sable; the reseller’s register extract names other owners."
    )
    olga.press("Record the answer")


def assess(olga: Walker, case: Case, *, found: str = "") -> None:
    """Set aside what can be, answer every question of the other criteria: yes for the limb found, no for the others."""
    olga.go(f"/cases/{case.pk}/")
    olga.page.locator(f"form[action*='{case.pk}/assess'] button").click()
    olga.look("assessment begun")
    here = olga.page.url.removeprefix(olga.base)
    olga.go(f"{here}evidence/", name="add evidence")
    olga.fill(source="UN Human Rights Committee", title="Concluding observations", reference="CCPR/C/XD/CO/3")
    for part, value in zip(("day", "month", "year"), ("2", "10", "2026"), strict=True):
        olga.page.locator(f"[name='dated_on_{part}']").fill(value)
    tick(olga, "about", "end_user")
    olga.press("Keep the source")
    for box in olga.page.locator("form[action*='/not-relevant/'] textarea").all():
        box.fill("Nothing of the kind is known of this deal.")
    olga.press("Set them aside", picture="criteria set aside")
    while (open_one := olga.page.get_by_role("link", name=re.compile("^Assess "))).count():
        open_one.first.click()
        olga.look("criterion")
        while (left := olga.page.locator("main a[href*='/answer/']", has_text="Answer")).count():
            left.first.click()
            answer(olga, found)
        olga.press("Back to all criteria", role="link")
    olga.go(f"{here}sign/")
    olga.fill(summary="Read against criterion 2 on the committee’s observations.")
    olga.page.locator("main form button[type='submit']").first.click()
    olga.look("assessment signed")


def answer(olga: Walker, found: str) -> None:
    yes = bool(found) and f"/{found}/" in olga.page.url
    tick(olga, "answer", "yes" if yes else "no")
    harms = olga.page.locator("input[name='harms']")
    if yes and harms.count():
        harms.first.check()
    olga.page.locator("input[name='evidence']").first.check()
    olga.fill(reasons="The committee’s observations of October speak to it.")
    olga.press("Save the answer")


def propose(olga: Walker, case: Case, kind: str, **given: str) -> None:
    olga.go(f"/decisions/propose/{case.pk}/", name="propose")
    tick(olga, "kind", kind)
    olga.press("Continue", picture=f"propose {kind}")
    for ground in given.pop("grounds", "").split():
        tick(olga, "grounds", ground)
    olga.fill(**given)
    olga.page.locator("main form button[type='submit']").first.click()
    olga.look(f"proposed {kind}")


def sign(paul: Walker, picture: str) -> None:
    paul.go("/decisions/", name="waiting for a decision")
    paul.page.locator("main a[href*='/decisions/proposals/']").first.click()
    paul.look("proposal")
    reason = paul.page.locator("[name='written_reason']")
    if reason.count():
        reason.fill("Each matter named was weighed; the file shows why.")
    paul.page.locator("main form button[type='submit']").first.click()
    paul.look(picture)


def test_a_platform_for_a_police_unit_is_refused_with_reasons_a_court_can_read(
    walk: Walk, demo: dict[str, User]
) -> None:
    elena, olga = walk(demo["elena"]), walk(demo["olga"])
    hand_in(elena)
    case = platform_case()
    take(olga, case)
    ask_and_answer(olga, elena, case)
    consult(olga, walk(demo["amina"]), case)
    settle_hits(olga, case)
    assess(olga, case, found="human_rights")
    propose(
        olga,
        case,
        "refuse",
        grounds="c2a",
        reasons="There is a clear risk of use for internal repression.",
        written_reason="The exporter was heard in the meeting of 3 November.",
    )
    paul = walk(demo["paul"])
    sign(paul, "refused")
    assert Outcome.objects.get(case=case).kind == "refuse"
    assert not Licence.objects.exists()
    deliver_all()
    elena.go(f"/cases/{case.pk}/", name="refusal seen by the exporter")
    elena.page.locator("a[href*='/letters/']", has_text="Refusal of a licence").click()
    elena.look("refusal letter")
    assert elena.reads("appeal")
    assert not elena.reads("police law was suspended"), (
        "a consulted body’s advice is not the exporter’s to read"
    )
    auditor = walk(demo["audra"])
    auditor.go("/ledger/", name="ledger")
    assert auditor.reads("Outcome")


def test_a_test_toolkit_for_a_security_firm_is_licensed_to_one_named_user(
    walk: Walk, demo: dict[str, User], tmp_path: Path
) -> None:
    case = Case.objects.get(application__chain__title__startswith="Test toolkit")
    olga = walk(demo["olga"])
    take(olga, case)
    assess(olga, case)
    last = timezone.localdate() + timedelta(days=300)
    propose(
        olga,
        case,
        "grant",
        reasons="Tests ordered by the owners of the networks; no clear risk was found.",
        purpose="Penetration tests on written order of the owners",
        conditions="No retransfer.\nReport misuse within five days.",
        written_reason="The makers state a civil design; the defence ministry was heard and sees none other.",
        valid_until_day=str(last.day),
        valid_until_month=str(last.month),
        valid_until_year=str(last.year),
    )
    proposal = Proposal.objects.get(case=case)
    olga.go(f"/decisions/proposals/{proposal.pk}/")
    assert olga.page.get_by_role("button", name="Sign:", exact=False).count() == 0, (
        "nobody signs her own proposal"
    )
    sign(walk(demo["paul"]), "licensed")
    licence = Licence.objects.get()
    assert licence.end_user.name.startswith("Tern Security")
    deliver_all()
    elena = walk(demo["elena"])
    elena.go(f"/cases/{case.pk}/")
    elena.page.locator("a[href*='/letters/']", has_text=licence.number).click()
    elena.look("licence letter")
    assert elena.reads(licence.number)
