"""What is attached to a draft can be taken out again; what was submitted stays."""

from __future__ import annotations

import pytest
from exporter_pages import Walker
from exporter_walk import DECLARED, attach, begin, filled

from licet.service.applications import services
from licet.service.applications.models import Application
from licet.service.applications.selectors import documents_of
from licet.service.files.models import Document
from licet.service.files.services import take_out
from licet.service.people.models import User
from licet.service.people.policy import Refused
from licet.service.records.selectors import events_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def walker(elena: User) -> Walker:
    walker = Walker(elena)
    walker.application = begin(elena)
    return walker


def draft(walker: Walker) -> Application:
    assert walker.application
    return walker.application


def test_a_wrong_document_is_taken_out_after_a_question(walker: Walker, elena: User) -> None:
    wrong = attach(elena, draft(walker))
    confirm = walker.path("remove-document", wrong.pk)
    assert "Take this document out?" in walker.get(confirm)
    assert documents_of(draft(walker)) == [wrong], "asking takes nothing out"
    walker.does(confirm, {})
    assert documents_of(draft(walker)) == []
    assert (
        "Contract"
        not in walker.get(walker.path("documents")).split("Add a document")[0].split("Each gets")[1]
    )


def test_the_record_keeps_that_it_was_there(walker: Walker, elena: User) -> None:
    wrong = attach(elena, draft(walker))
    for _press in range(2):
        take_out(actor=elena, document=wrong)
    assert [event.type for event in events_of(wrong)] == ["document.uploaded", "document.removed"]
    assert wrong.path.exists(), "the ledger names its hash"


def test_nothing_taken_out_is_handed_in(elena: User) -> None:
    application = filled(elena)
    kept, wrong = attach(elena, application, "The contract."), attach(elena, application, "The wrong one.")
    services.remove_document(actor=elena, application=application, document=wrong)
    handed_in = services.submit(actor=elena, application=application, declared=DECLARED)
    assert documents_of(handed_in) == [kept]


def test_what_was_submitted_stays(elena: User) -> None:
    application = filled(elena)
    contract = attach(elena, application)
    services.submit(actor=elena, application=application, declared=DECLARED)
    with pytest.raises(Refused, match="no longer changes"):
        services.remove_document(actor=elena, application=application, document=contract)
    assert documents_of(application) == [contract]


def test_a_document_of_another_application_is_not_found(walker: Walker, elena: User) -> None:
    elsewhere = attach(elena, begin(elena, "Another deal"))
    assert walker.client.get(walker.path("remove-document", elsewhere.pk)).status_code == 404
    with pytest.raises(Document.DoesNotExist):
        services.remove_document(actor=elena, application=draft(walker), document=elsewhere)


def test_a_rival_takes_nothing_out(walker: Walker, elena: User, rival: User) -> None:
    contract = attach(elena, draft(walker))
    with pytest.raises(Refused):
        services.remove_document(actor=rival, application=draft(walker), document=contract)
    assert documents_of(draft(walker)) == [contract]
