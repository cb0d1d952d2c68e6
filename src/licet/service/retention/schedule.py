"""The schedule: for each kind of file how long its content is kept, counted from what, and on what basis. An authority adopts its
own; until it has, the one here holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.records.retention import YEARS

LONGEST = 100
"""Years; more is a slip of the keyboard."""


class Kind(models.TextChoices):
    """What a file ended in. The order is that of the page."""

    LICENCE = "licence", gettext_lazy("A licence was granted")
    REFUSAL = "refusal", gettext_lazy("A licence was refused")
    OTHER = "other", gettext_lazy("No licence required, or returned as incomplete")
    WITHDRAWN = "withdrawn", gettext_lazy("The application was taken back")


class Since(models.TextChoices):
    """From which event the years are counted; they begin with the end of its calendar year."""

    ENDED = "ended", gettext_lazy("The day it was decided or taken back")
    LICENCE_END = "licence_end", gettext_lazy("The last day of the licence, where there is one")
    LAST_ACT = "last_act", gettext_lazy("The last act recorded in the file")


@dataclass(frozen=True, slots=True)
class Rule:
    years: int
    since: Since
    basis: str
    """The law or the decision it rests on, in words."""


Rules = Mapping[Kind, Rule]


def built_in() -> dict[Kind, Rule]:
    """As long as exporters keep their records, from the end of what the file led to."""
    basis = _(
        "As long as exporters must keep their records (Regulation (EU) 2021/821, Article 27(3)). The authority has not"
        " adopted a schedule of its own."
    )
    since = dict.fromkeys(Kind, Since.ENDED) | {Kind.LICENCE: Since.LICENCE_END}
    return {kind: Rule(YEARS, since[kind], basis) for kind in Kind}


def in_force() -> dict[Kind, Rule]:
    from .models import Schedule

    adopted = Schedule.objects.order_by("at", "id").last()
    return read(adopted.rules) if adopted else built_in()


def read(stored: Mapping[str, Mapping[str, str | int]]) -> dict[Kind, Rule]:
    return {
        kind: Rule(int(row["years"]), Since(str(row["since"])), str(row["basis"]))
        for kind, row in ((kind, stored[kind]) for kind in Kind)
    }


def written(rules: Rules) -> dict[str, dict[str, str | int]]:
    return {kind.value: {**asdict(rule), "since": rule.since.value} for kind, rule in rules.items()}
