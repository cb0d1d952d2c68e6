"""How a page of an indication writes what an answer rests on."""

from __future__ import annotations

from django.utils.translation import override

from licet.service.classification.indication_views import Cited
from licet.service.classification.templatetags.cited import citation_line, cited

LINKED = Cited("Article 3 <of it>", "/law/rules/EU.ART3/")
SOURCE = {
    "instrument": "Act & Order",
    "pinpoint": "Article 3",
    "edition": "2021",
    "url": "https://law.invalid/",
}


def test_a_rule_is_linked_and_its_title_is_text() -> None:
    assert cited(LINKED).startswith('<a class="govuk-link" href="/law/rules/EU.ART3/" target="_blank"')
    assert "Article 3 &lt;of it&gt;" in cited(LINKED)


def test_a_rule_without_a_page_is_its_title() -> None:
    assert cited(Cited("Article 3 <of it>", "")) == "Article 3 &lt;of it&gt;"


def test_a_source_leaves_out_what_it_does_not_have() -> None:
    assert citation_line(SOURCE) == "Act &amp; Order, Article 3 (2021): https://law.invalid/"
    assert citation_line({**SOURCE, "edition": "", "url": ""}) == "Act &amp; Order, Article 3"


def test_each_language_has_its_own() -> None:
    with override("en"):
        english = cited(LINKED), citation_line(SOURCE)
    with override("fr"):
        french = cited(LINKED), citation_line(SOURCE)
    assert "(opens in a new tab)" in english[0] and "(opens in a new tab)" not in french[0]
    assert french[1] == "Act &amp; Order, Article 3 (2021)\N{NO-BREAK SPACE}: https://law.invalid/"
