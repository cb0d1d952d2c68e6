"""The day of decision: what changed since it was last looked at is acknowledged in words."""

from __future__ import annotations

import officer_law
import officer_walk as walk
import pytest
from django.core.exceptions import ValidationError

from licet.reasoning import Law
from licet.service.casework import services as casework
from licet.service.corpus.models import Indication
from licet.service.decisions.lettered import editions
from licet.service.decisions.models import Kind
from licet.service.decisions.services import decide
from licet.service.decisions.today import changes_since
from licet.service.people.models import User

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture(scope="module")
def new_edition(tmp_path_factory: pytest.TempPathFactory) -> Law:
    """The same law, except that the embargo now reaches state X."""
    documents = dict(officer_law.DOCUMENTS)
    documents["zz/embargo.yaml"] = officer_law.EMBARGO.replace("[XZ]", "[XZ, XY]")
    root = officer_law.write(tmp_path_factory.mktemp("new-edition"), documents)
    return Law.load([root], tmp_path_factory.mktemp("new-compiled"))


def test_nothing_changed_asks_for_nothing(elena: User, olga: User, paul: User) -> None:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case)
    proposal = walk.proposed(olga, case, walk.grant())
    assert changes_since(proposal.indication, case) == []
    assert decide(actor=paul, proposal=proposal).acknowledged == ""


def test_a_finding_since_the_application_is_acknowledged_before_proposal(
    elena: User, olga: User, tomas: User
) -> None:
    case = walk.taken(elena, olga)
    finding = walk.claim(case.application.chain, False)
    casework.record_finding(
        actor=tomas, case=case, claim=finding, reason="It reads its own logs.", source=walk.known()
    )
    draft = walk.grant(kind=Kind.NO_LICENCE)
    with pytest.raises(ValidationError, match=r"ZZ ZZ\.ART3: was “true”, is “false”"):
        walk.proposed(olga, case, draft)
    told = walk.grant(kind=Kind.NO_LICENCE, acknowledged="The assessor’s finding changes the answer.")
    assert walk.proposed(olga, case, told).acknowledged.startswith("The assessor")


def test_a_new_edition_between_proposal_and_signature_is_acknowledged(
    elena: User, olga: User, paul: User, new_edition: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case)
    proposal = walk.proposed(olga, case, walk.grant())
    walk.answer_from(new_edition, monkeypatch)
    with pytest.raises(ValidationError, match="The law has changed"):
        decide(actor=paul, proposal=proposal)
    outcome = decide(
        actor=paul, proposal=proposal, acknowledged="The embargo on XY does not concern this unit."
    )
    assert outcome.law_digest == new_edition.digest != proposal.law_digest


def test_the_outcome_names_all_it_rests_on(elena: User, olga: User, paul: User) -> None:
    case = walk.taken(elena, olga)
    assessment = walk.assessed(olga, case)
    outcome = walk.decided(paul, walk.proposed(olga, case, walk.grant()))
    kept = Indication.objects.get(pk=outcome.indication_id)
    assert (kept.basis, kept.subject_id) == ("findings", case.pk)
    assert (outcome.assessment, outcome.facts_digest) == (assessment, kept.input_digest)
    assert outcome.law_editions == {
        "Treaty": "as in force since 2020",
        "Common Position 2008/944/CFSP": "as amended in 2025",
    }
    assert outcome.software.startswith("licet ")


def test_the_outcome_names_no_law_of_another_regime(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    kept = walk.proposed(olga, case, walk.refusal(grounds=("sanctions",))).indication
    foreign = {"instrument": "Law of state Q", "edition": "of 1999", "pinpoint": "1"}
    elsewhere = {**kept.result["regimes"]["ZZ"], "measures": [{"citations": [foreign]}], "transfers": {}}
    kept.result = {**kept.result, "regimes": {**kept.result["regimes"], "QQ": elsewhere}}
    assert editions(kept, None) == {"Treaty": "as in force since 2020"}
