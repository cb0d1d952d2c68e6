"""What a thing of a self-assessment belongs to: another thing, nothing else, or not known. Not known is never nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.base.forms import PlainForm, speak_plainly
from licet.service.chains.models import ItemKind, Relation
from licet.service.chains.services import relation_fault

from .drafts import Document, Draft
from .naming import names

NAME = 200
NOTHING_ELSE = "none"


class BelongingForm(PlainForm):
    """The part of a form that asks it. `of` says it as the contract does."""

    relation = forms.ChoiceField(
        label=gettext_lazy("Does it belong to another thing?"),
        help_text=gettext_lazy(
            "For example the implant that a server controls, the equipment that software runs, the product that an update"
            " changes."
        ),
        required=False,
    )
    target_name = forms.CharField(
        label=gettext_lazy("What is the other thing called?"), max_length=NAME, required=False
    )
    target_kind = forms.ChoiceField(
        label=gettext_lazy("What kind of thing is the other?"), choices=(), required=False
    )

    def __init__(self, *args: Any, draft: Draft, about: str = "", **kwargs: Any) -> None:
        """`about`: the thing itself, where it is described already."""
        super().__init__(*args, **kwargs)
        self.draft, self.about = draft, about
        choose(
            self,
            "relation",
            [
                ("", _("I don’t know")),
                (NOTHING_ELSE, _("No, it stands on its own")),
                *(
                    (value, _("Yes: it %(relation)s …") % {"relation": label})
                    for value, label in Relation.choices
                ),
            ],
        )
        choose(self, "target_kind", [("", _("Choose one")), *ItemKind.choices])
        called = names(draft)
        others = [(row["id"], called[row["id"]]) for row in draft.items if row["id"] != about]
        known_before(self, "target", _("Which other thing?"), _("A thing not described yet"), others)
        for name in ("relation", "target_kind"):  # "(optional)" would mislead
            self.fields[name].says_so_itself = True  # type: ignore[attr-defined]

    def check_belonging(self, given: dict[str, Any], kind: str) -> None:
        """Add what is wrong with what was said of the other thing; `kind` is that of the thing itself."""
        relation = given.get("relation", "")
        if fault := relation_fault(kind, relation):
            self.add_error("relation", fault)
        elif relation in ("", NOTHING_ELSE):
            self._refuse_idle_target(given)
        elif not given.get("target"):
            if not given.get("target_kind") and "target_kind" not in self.errors:
                self.add_error("target_kind", _("Select what kind of thing the other one is."))
        elif self.about and self.about in reached(self.draft, given["target"]):
            text = _(
                "That thing belongs to this one already: two things cannot belong to each other in a circle."
            )
            self.add_error("target", text)

    def _refuse_idle_target(self, given: dict[str, Any]) -> None:
        if any(given.get(name) for name in ("target", "target_name", "target_kind")):
            text = _(
                "You named another thing. Say how it belongs to that thing, or leave the other thing empty."
            )
            self.add_error("relation", text)


def of(made: Draft, given: dict[str, Any]) -> list[dict[str, str]] | None:
    """What the cleaned answers say, as the contract writes it; None where it is not known. A new other thing joins `made`."""
    relation = given["relation"]
    if not relation:
        return None
    if relation == NOTHING_ELSE:
        return []
    target = given.get("target") or new_item(made, given["target_name"], given["target_kind"], None)
    return [{"relation": relation, "item": target}]


def new_item(made: Draft, name: str, kind: str, of: list[dict[str, str]] | None) -> str:
    """The id of an item that joins the draft. `of` None: what it belongs to is not known."""
    row: Document = {"id": made.free_id("i", made.items), "kind": kind, "facts": {}}
    row |= {"name": name} if name else {}
    made.document["items"].append(row if of is None else row | {"of": of})
    return str(row["id"])


def reached(draft: Draft, item: str) -> set[str]:
    """An item, what it belongs to, what that belongs to, and so on."""
    found: set[str] = set()
    frontier = {item}
    while frontier:
        found |= frontier
        rows = [draft.thing(id) or {} for id in frontier]
        frontier = {part["item"] for row in rows for part in row.get("of") or ()} - found
    return found


def unsaid(draft: Draft) -> list[tuple[str, str]]:
    """Id and name of each moved or served thing of which it is not said what it belongs to."""
    called = names(draft)
    return [
        (row["id"], called[row["id"]])
        for row in draft.items
        if row.get("of") is None or (row.get("kind") == ItemKind.ACCESS and not _opens(row))
    ]


def _opens(row: Document) -> bool:
    return any(part["relation"] == Relation.ACCESS_TO for part in row["of"])


def choose(form: PlainForm, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def known_before(form: PlainForm, name: str, label: str, other: str, choices: list[tuple[str, str]]) -> None:
    """What was described before can be taken again."""
    if choices:
        form.fields[name] = forms.ChoiceField(label=label, choices=[("", other), *choices], required=False)
        speak_plainly(name, form.fields[name])
