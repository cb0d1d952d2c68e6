"""“Compare with other states’ rules”: from the indication, in words, and nothing kept."""

from __future__ import annotations

from self_assessment import described

from licet.service.classification.models import SavedAssessment


def test_the_indication_leads_to_the_comparison_and_back(db: None) -> None:
    visitor = described()
    visitor.send("indication")
    assert "Compare with other states’ rules" in visitor.page
    visitor.send("compare")
    assert "The same under other states’ rules" in visitor.page
    visitor.send("indication")
    assert "In short" in visitor.page


def test_each_leg_is_shown_under_every_regime_of_the_law(db: None) -> None:
    visitor = described()
    visitor.send("compare")
    assert "State Z" in visitor.page
    assert "Lynx agent: the states agree" in visitor.page


def test_nothing_of_it_is_kept_and_the_description_travels_on(db: None) -> None:
    visitor = described()
    before = visitor.document
    visitor.send("compare", {"there": "yes"})
    assert visitor.document == before
    assert not SavedAssessment.objects.exists()


def test_the_reader_chooses_whether_the_exporter_is_moved(db: None) -> None:
    visitor = described()
    visitor.send("compare")
    assert "exactly what you described" in visitor.page
    visitor.send("compare", {"there": "yes"})
    assert "were established there" in visitor.page


def test_without_a_transfer_there_is_nothing_to_compare(db: None) -> None:
    visitor = described()
    draft = visitor.document
    visitor.send("answers", {"remove": draft["transfers"][0]["id"]})
    visitor.send("compare")
    assert "There is no transfer yet" in visitor.page


def test_an_opened_address_leads_to_the_start(db: None) -> None:
    visitor = described()
    assert visitor.client.get("/self-assessment/compare/").headers["Location"] == "/self-assessment/"
