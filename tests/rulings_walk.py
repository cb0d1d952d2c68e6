"""A ruling from the request to the signature, as the tests walk it."""

from __future__ import annotations

import officer_walk as walk

from licet.service.applications.models import Application
from licet.service.casework.models import Case
from licet.service.chains.models import Scope
from licet.service.chains.services import Claim
from licet.service.people.models import User
from licet.service.rulings import services
from licet.service.rulings.models import Inquiry, InquiryFinding, InquiryQuestion, Ruling

ENTRY = "ZZ.4D004"
WHY = "It extracts data in secret, as the test of 3 March showed."
ASKED = "Is the Lantern agent listed? We intend to bid in October."


def draft_of(elena: User, *, spies: bool | None = True) -> Application:
    """A deal she describes and does not hand in."""
    application = walk.deal(elena)
    if spies is not None:
        walk.say(elena, application.chain, spies)
    return application


def asked(elena: User, *, spies: bool | None = True) -> Inquiry:
    application = draft_of(elena, spies=spies)
    item = application.chain.items.get()
    return services.ask(actor=elena, application=application, item=item, text=ASKED)


def questioned(elena: User, olga: User) -> InquiryQuestion:
    return services.question(actor=olga, inquiry=asked(elena), text="Who holds the keys of the agent?")


def found(olga: User, inquiry: Inquiry, value: bool | None, *, disputed: bool = False) -> InquiryFinding:
    claim = Claim(scope=Scope.ITEM, object_id=inquiry.item, fact="item.spies", value=value)
    return services.find(
        actor=olga,
        inquiry=inquiry,
        claim=claim,
        reason="The agent was run in the laboratory.",
        source=walk.known(),
        disputed=disputed,
    )


def written(olga: User, ruling: Ruling, *, applies: bool = True) -> Ruling:
    services.rule_on(actor=olga, ruling=ruling, entry=ENTRY, applies=applies, reasons=WHY)
    return services.reason(
        actor=olga, ruling=ruling, reasons="The agent was examined on request.", valid_until=None
    )


def drafted(elena: User, olga: User, *, applies: bool = True, spies: bool | None = True) -> Ruling:
    started = services.start(actor=olga, inquiry=asked(elena, spies=spies))
    return written(olga, started, applies=applies)


def handed_over(elena: User, olga: User, **more: bool) -> Ruling:
    return services.hand_over(actor=olga, ruling=drafted(elena, olga, **more))


def signed(elena: User, olga: User, paul: User, **more: bool) -> Ruling:
    ruling = handed_over(elena, olga, **more)
    return fresh(services.sign(actor=paul, ruling=ruling))


def in_case(olga: User, paul: User, case: Case, *, applies: bool = True) -> Ruling:
    item = case.application.chain.items.get()
    started = services.start_in_case(actor=olga, case=walk.fresh(case), item=item)
    ruling = services.hand_over(actor=olga, ruling=written(olga, started, applies=applies))
    return fresh(services.sign(actor=paul, ruling=ruling))


def withdrawn(paul: User, ruling: Ruling) -> Ruling:
    services.withdraw(actor=paul, ruling=ruling, reason="The test of March was flawed.")
    return fresh(ruling)


def fresh(ruling: Ruling) -> Ruling:
    again: Ruling = Ruling.objects.select_related(
        "inquiry__application", "case__application__chain", "indication", "replaces"
    ).get(pk=ruling.pk)
    return again
