"""Change what was described: a party, an item, a transfer, or one answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service import corpus
from licet.service.base.forms import PlainForm
from licet.service.chains.forms import country_choices
from licet.service.chains.models import ItemKind, TransferAct

from .asking import ON_RECORD, Question
from .describing import types
from .drafts import Draft
from .naming import names
from .questions import QuestionForm, shown

NAME = 200


def _countries() -> list[tuple[str, str]]:
    return country_choices(_("I don’t know"))


class PartyForm(PlainForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=NAME, required=False)
    country = forms.ChoiceField(
        label=gettext_lazy("Country where it is established"), choices=_countries, required=False
    )
    type = forms.ChoiceField(
        label=gettext_lazy("What kind of body is it?"),
        choices=types,
        required=False,
    )


class ItemForm(PlainForm):
    name = forms.CharField(label=gettext_lazy("What is it called?"), max_length=NAME, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of thing is it?"), choices=ItemKind.choices, widget=forms.RadioSelect
    )


class LegActForm(PlainForm):
    act = forms.ChoiceField(
        label=gettext_lazy("What is done with it?"), choices=TransferAct.choices, widget=forms.RadioSelect
    )


FORMS: dict[str, type[PlainForm]] = {"parties": PartyForm, "items": ItemForm, "transfers": LegActForm}


def part_of(draft: Draft, about: str) -> str:
    """`parties`, `items` or `transfers`; empty for what is none of these."""
    parts = ((part, row) for part in FORMS for row in draft.document[part])
    return next((part for part, row in parts if row["id"] == about), "")


def form_for(draft: Draft, key: str, data: Any = None) -> PlainForm | None:
    """The form that changes `key`: a thing by its id, or an answer by `id:fact`. None when there is no such thing."""
    about, _colon, fact = key.partition(":")
    if fact:
        question = question_of(draft, key)
        return _answer_form(draft, question, data) if question else None
    part = part_of(draft, about)
    return FORMS[part](data, initial=_initial(draft, about)) if part else None


def question_of(draft: Draft, key: str) -> Question | None:
    about, _colon, fact = key.partition(":")
    known = corpus.law().facts.get(fact)
    scope = {"parties": "party", "items": "item", "transfers": "transfer"}.get(part_of(draft, about), about)
    if known is None or known.scope != scope or fact in ON_RECORD:
        return None
    return Question(about, names(draft)[about], known)


def _answer_form(draft: Draft, question: Question, data: Any) -> QuestionForm:
    stated = draft.stated()
    place = (str(question.about), question.fact.id)
    initial = {question.key: shown(question, stated[place])} if place in stated else {}
    return QuestionForm(data, questions=[question], initial=initial)


def _initial(draft: Draft, about: str) -> dict[str, Any]:
    row = draft.thing(about) or {}
    return {**row, "type": row.get("facts", {}).get("party.type") or ""}


def changed(draft: Draft, key: str, form: PlainForm) -> Draft:
    """The draft after a valid form of `form_for`."""
    if isinstance(form, QuestionForm):
        return answered(draft, form)
    made = draft.changed()
    row = made.thing(key)
    assert row is not None, "there was a form for it"
    for name, value in form.cleaned_data.items():
        if name == "type":
            _set(row["facts"], "party.type", value)
        else:
            _set(row, name, value)
    return made


def _set(row: dict[str, Any], name: str, value: Any) -> None:
    if value:
        row[name] = value
    else:
        row.pop(name, None)


def answered(draft: Draft, form: QuestionForm) -> Draft:
    """The draft with the form's answers; “I don’t know” is one."""
    made = draft.changed()
    for question, value in form.answers():
        row = made.thing(str(question.about))
        assert row is not None, "only things of the draft are asked of"
        row["facts"][question.fact.id] = value
    return made


def without(draft: Draft, leg: str) -> Draft:
    """The draft without one transfer, and without what only that transfer needed."""
    made = draft.changed()
    document = made.document
    document["transfers"] = [row for row in document["transfers"] if row["id"] != leg]
    moved = {row["item"] for row in document["transfers"]}
    served = {part["item"] for row in document["items"] if row["id"] in moved for part in row.get("of", ())}
    document["items"] = [row for row in document["items"] if row["id"] in moved | served]
    ends = {
        row.get(end) for row in document["transfers"] for end in ("actor", "from", "to", "host", "accessor")
    }
    if not document["transfers"]:
        document["parties"] = []
    document["parties"] = [
        row for row in document["parties"] if row["id"] in ends or "end_user" in row["roles"]
    ]
    for row in document["items"]:
        if "of" in row:
            kept = {item["id"] for item in document["items"]}
            row["of"] = [part for part in row["of"] if part["item"] in kept]
    return made
