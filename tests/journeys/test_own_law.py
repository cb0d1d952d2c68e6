"""The lawyer puts own law forward in a browser, another person reads what it moves and signs it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import officer_walk
import pytest
from officer_walk import small_law
from own_law_walk import FREED, answering, examined, lawmaking
from walker import Walker

from licet.service.own_law.models import Draft
from licet.service.people.models import User

__all__ = ["answering", "lawmaking", "small_law"]
pytestmark = pytest.mark.journey


def test_from_a_pasted_rule_to_the_law_of_this_office(
    walk: Callable[..., Walker], people: dict[str, User], lawmaking: Path
) -> None:
    case = officer_walk.taken(people["elena"], people["olga"])
    olga, paul = walk(people["olga"]), walk(people["paul"])
    olga.go("/own-law/", name="own law empty")
    olga.press("Put own law forward", role="link")
    olga.fill(
        note="Nothing to XA needs a licence.",
        text=FREED.replace("ZZ.4D004, {", "ZZ.4D0O4, {"),
        name="licence.yaml",
    )
    olga.press("Check it and put it forward", picture="own law faults")
    assert olga.reads("The nearest valid name is ZZ.4D004")
    olga.fill(text=FREED)
    olga.press("Check it and put it forward", picture="own law examining")
    draft = Draft.objects.get()
    examined(draft)
    paul.go(f"/own-law/{draft.pk}/", name="own law report")
    assert paul.reads(case.reference)
    paul.press("Sign this law", picture="own law unticked")
    paul.page.get_by_label("I have read what it says and what it moves, and I sign it").check()
    paul.press("Sign this law", picture="own law signed")
    assert paul.reads("is the law of this office from now on")
    olga.speak("fr")
    olga.go("/own-law/", name="own law in force")
    olga.go(f"/own-law/{draft.pk}/", name="own law report French")
    olga.go(f"/own-law/{draft.pk}/files/1/", name="own law file")
    olga.go("/own-law/marks/", name="own law marks")
    olga.go("/own-law/marks/ZZ.ART3/", name="own law mark")
