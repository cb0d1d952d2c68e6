"""The questions of a deal: those of the law, and once answered for one item, the same for others like it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from licet.service.base.forms import speak_plainly
from licet.service.chains.models import Item
from licet.service.chains.services import Claim
from licet.service.classification.asking import Question
from licet.service.classification.questions import EXPORTER, QuestionForm


class DealQuestionForm(QuestionForm):
    """A platform is many items, and much is the same of each: it is asked once and said of all that are ticked."""

    def __init__(
        self,
        *args: Any,
        questions: Sequence[Question],
        alike: Mapping[UUID, Sequence[Item]],
        stated: Collection[tuple[UUID, str]] = (),
        **kwargs: Any,
    ) -> None:
        """`alike`: for an item, the others of its kind. `stated`: (item, fact) that is answered and stays as it is."""
        super().__init__(*args, questions=questions, voice=EXPORTER, **kwargs)
        self._stated = stated
        for about in dict.fromkeys(question.thing for question in questions):
            if alike.get(about):
                self._offer(about, alike[about])

    def _offer(self, about: UUID, others: Sequence[Item]) -> None:
        field = forms.MultipleChoiceField(
            label=_("The same answers hold for"),
            help_text=_("What you have stated of them already stays as it is."),
            choices=[(str(item.pk), item.name) for item in others],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        field.says_so_itself = True  # type: ignore[attr-defined]
        speak_plainly(_also(about), field)
        self.fields[_also(about)] = field

    def groups_of_things(self) -> list[tuple[str, list[forms.BoundField], forms.BoundField | None]]:
        """The questions of each thing under its name, and whom else the answers may be said of."""
        first = {question.name: question.thing for question in reversed(self.questions.values())}
        return [
            (name, fields, self[_also(first[name])] if _also(first[name]) in self.fields else None)
            for name, fields in self.groups()
        ]

    def claims(self) -> list[Claim]:
        """What was answered, of the thing asked of and of the ticked ones."""
        own = super().claims()
        said = {*self._stated, *((claim.object_id, claim.fact) for claim in own)}
        return own + [
            Claim(claim.scope, UUID(other), claim.fact, claim.value)
            for claim in own
            for other in self.cleaned_data.get(_also(claim.object_id), [])
            if (UUID(other), claim.fact) not in said
        ]


def _also(about: UUID) -> str:
    return f"also:{about}"


def alike(items: Sequence[Item]) -> dict[UUID, list[Item]]:
    """For each item the others of its kind: what is asked of software is asked of other software."""
    return {
        item.pk: [other for other in items if other.kind == item.kind and other.pk != item.pk]
        for item in items
    }
