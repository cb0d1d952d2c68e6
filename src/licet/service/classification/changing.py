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
from licet.service.chains.services import act_fault

from .asking import ON_RECORD, Question
from .belonging import NOTHING_ELSE, BelongingForm, of, reached
from .describing import UNKNOWN, host_countries, types
from .drafts import Draft
from .naming import names
from .questions import PUBLIC, QuestionForm, shown

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


class ItemForm(BelongingForm):
    name = forms.CharField(label=gettext_lazy("What is it called?"), max_length=NAME, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of thing is it?"), choices=ItemKind.choices, widget=forms.RadioSelect
    )
    field_order = ("name", "kind", "relation", "target", "target_name", "target_kind")

    def __init__(self, *args: Any, draft: Draft, about: str, **kwargs: Any) -> None:
        super().__init__(*args, draft=draft, about=about, **kwargs)
        self.order_fields(self.field_order)
        if len((draft.thing(about) or {}).get("of") or ()) > 1:  # more than this form can say
            for name in ("relation", "target", "target_name", "target_kind"):
                self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "relation" in self.fields:
            self.check_belonging(given, given.get("kind", ""))
        for leg in self.draft.transfers:
            if leg["item"] == self.about and (fault := act_fault(given.get("kind", ""), leg.get("act", ""))):
                self.add_error("kind", fault)
                break
        return given


class LegChangeForm(PlainForm):
    act = forms.ChoiceField(
        label=gettext_lazy("What is done with it?"), choices=TransferAct.choices, widget=forms.RadioSelect
    )
    host_country = forms.ChoiceField(
        label=gettext_lazy("In which country is the server?"),
        help_text=gettext_lazy("Needed where access is given. Leave it if nothing runs on a server."),
        choices=host_countries,
        required=False,
    )

    def __init__(self, *args: Any, draft: Draft, about: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft, self.about = draft, about
        self.fields["host_country"].says_so_itself = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        leg = self.draft.thing(self.about) or {}
        kind = (self.draft.thing(leg.get("item", "")) or {}).get("kind", "")
        if fault := act_fault(kind, given.get("act", "")):
            self.add_error("act", fault)
        if given.get("act") == TransferAct.GRANT_ACCESS and not given.get("host_country"):
            self.add_error("host_country", _("Say in which country the server is, or that you do not know."))
        return given


PARTS = ("parties", "items", "transfers")


def part_of(draft: Draft, about: str) -> str:
    """`parties`, `items` or `transfers`; empty for what is none of these."""
    parts = ((part, row) for part in PARTS for row in draft.document[part])
    return next((part for part, row in parts if row["id"] == about), "")


def form_for(draft: Draft, key: str, data: Any = None) -> PlainForm | None:
    """The form that changes `key`: a thing by its id, or an answer by `id:fact`. None when there is no such thing."""
    about, _colon, fact = key.partition(":")
    if fact:
        question = question_of(draft, key)
        return _answer_form(draft, question, data) if question else None
    initial = _initial(draft, about)
    match part_of(draft, about):
        case "parties":
            return PartyForm(data, initial=initial)
        case "items":
            return ItemForm(data, initial=initial, draft=draft, about=about)
        case "transfers":
            return LegChangeForm(data, initial=initial, draft=draft, about=about)
    return None


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
    return QuestionForm(data, questions=[question], voice=PUBLIC, initial=initial)


def _initial(draft: Draft, about: str) -> dict[str, Any]:
    row = draft.thing(about) or {}
    said: dict[str, Any] = next(iter(row.get("of") or ()), {})
    return {
        **row,
        "type": row.get("facts", {}).get("party.type") or "",
        "relation": NOTHING_ELSE if row.get("of") == [] else said.get("relation", ""),
        "target": said.get("item", ""),
        "host_country": draft.country_of(row.get("host")),
    }


def changed(draft: Draft, key: str, form: PlainForm) -> Draft:
    """The draft after a valid form of `form_for`."""
    if isinstance(form, QuestionForm):
        return answered(draft, form)
    made = draft.changed()
    row = made.thing(key)
    assert row is not None, "there was a form for it"
    given = form.cleaned_data
    for name in ("name", "country", "kind", "act"):
        if name in given:
            _set(row, name, given[name])
    if "type" in given:
        _set(row["facts"], "party.type", given["type"])
    if "relation" in given:
        _belongs(made, row, of(made, given))
    if "host_country" in given:
        _hosted_in(made, row, given["host_country"])
    return made


def _belongs(made: Draft, row: dict[str, Any], to: list[dict[str, str]] | None) -> None:
    """In the place of what it was said to belong to; a thing that only served it goes."""
    before = row.pop("of", None) or ()
    if to is not None:
        row["of"] = to
    needed = {id for leg in made.transfers for id in reached(made, leg["item"])}
    gone = {part["item"] for part in before} - needed
    made.document["items"] = [item for item in made.items if item["id"] not in gone]


def _hosted_in(made: Draft, leg: dict[str, Any], country: str) -> None:
    """Another country is another host: what was said of the first does not hold for it."""
    if country == made.country_of(leg.get("host")) and country:
        return
    before = leg.pop("host", None)
    if before and before not in _named(made) and (made.thing(before) or {}).get("roles") == ["host"]:
        made.document["parties"] = [row for row in made.parties if row["id"] != before]
    if country not in ("", UNKNOWN):
        host = {"id": made.free_id("p", made.parties), "roles": ["host"], "country": country, "facts": {}}
        made.document["parties"].append(host)
        leg["host"] = host["id"]


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
    made.document["transfers"] = [row for row in made.transfers if row["id"] != leg]
    document = made.document
    needed = {id for row in document["transfers"] for id in reached(made, row["item"])}
    document["items"] = [row for row in document["items"] if row["id"] in needed]
    named = _named(made)
    document["parties"] = [
        row for row in document["parties"] if row["id"] in named or ("end_user" in row["roles"] and named)
    ]
    return made


def _named(draft: Draft) -> set[str]:
    """The parties that the transfers name; the end-user may be named by none."""
    ends = ("actor", "from", "to", "host", "accessor")
    return {id for row in draft.transfers for id in (*(row.get(end) for end in ends), *row["via"]) if id}
