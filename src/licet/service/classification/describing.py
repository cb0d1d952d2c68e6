"""The form that describes one transfer, and the draft with it: one item, one act, from whom to whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service import corpus
from licet.service.chains.forms import country_choices
from licet.service.chains.models import ItemKind, TransferAct
from licet.service.chains.services import act_fault
from licet.service.chains.services.deal import reseller_is_no_end_user
from licet.service.chains.services.legs import nothing_moves
from licet.service.parties.models import PartyType

from .belonging import BelongingForm, known_before, new_item, of
from .drafts import Draft
from .naming import names

NAME = 200
RESELLER = PartyType.RESELLER_DISTRIBUTOR.value
OTHER = gettext_lazy("Somebody not described yet")
NEEDED_UNLESS_KNOWN = ("item_kind", "giver_country", "receiver_country", "user_country")
ITSELF, ANOTHER, UNKNOWN = "yes", "no", "unknown"


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that are read together; `folded` ones are for the case that needs them."""

    title: str
    fields: list[forms.BoundField]
    folded: bool = False

    @property
    def is_open(self) -> bool:
        return any(field.errors or field.value() for field in self.fields)


def _text(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=NAME, required=False)


def _select(label: Any, choices: Any, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, help_text=help_text, required=False)


def _countries() -> list[tuple[str, str]]:
    return country_choices(_("Choose a country"))


def host_countries() -> list[tuple[str, str]]:
    """Not to know where a server stands is an answer of its own."""
    choose_one, *every = _countries()
    return [choose_one, (UNKNOWN, _("I don’t know")), *every]


def types() -> list[tuple[str, Any]]:
    """The kinds of body that the law at hand can tell apart."""
    asked = corpus.law().facts.get("party.type")
    known = {option.value for option in asked.options} if asked else set()
    return [
        ("", _("I don’t know")),
        *((value, label) for value, label in PartyType.choices if value in known),
    ]


class LegForm(BelongingForm):
    """Names may stay empty: the rules need places and kinds, not names."""

    item_name = _text(
        gettext_lazy("What is it called?"), gettext_lazy("Any word by which you will recognise it.")
    )
    item_kind = forms.ChoiceField(
        label=gettext_lazy("What kind of thing is it?"),
        choices=ItemKind.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    act = forms.ChoiceField(
        label=gettext_lazy("What is done with it?"), choices=TransferAct.choices, widget=forms.RadioSelect
    )
    via = _select(gettext_lazy("Which country does it pass through, or take place in?"), _countries)
    host_country = _select(
        gettext_lazy("In which country is the server?"),
        host_countries,
        gettext_lazy("Needed where access is given. Leave it if nothing runs on a server."),
    )
    giver_name = _text(gettext_lazy("Name of the person or body that gives it"))
    giver_country = _select(gettext_lazy("In which country?"), _countries)
    actor_name = _text(gettext_lazy("Name of the person or body that arranges or does it"))
    actor_country = _select(gettext_lazy("In which country is that?"), _countries)
    receiver_name = _text(gettext_lazy("Name of the person or body that receives it"))
    receiver_country = _select(gettext_lazy("In which country is the recipient?"), _countries)
    receiver_type = _select(gettext_lazy("What kind of body is the recipient?"), types)
    receiver_uses = forms.ChoiceField(
        label=gettext_lazy("Will the recipient use it itself?"),
        choices=(
            (ITSELF, gettext_lazy("Yes")),
            (ANOTHER, gettext_lazy("No, somebody else will")),
            (UNKNOWN, gettext_lazy("I don’t know")),
        ),
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
    )
    user_name = _text(gettext_lazy("Name of the person or body that will use it"))
    user_country = _select(gettext_lazy("In which country is the end-user?"), _countries)
    user_type = _select(gettext_lazy("What kind of body is the end-user?"), types)

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        super().__init__(*args, draft=draft, **kwargs)
        called = names(draft)
        items = [(row["id"], called[row["id"]]) for row in draft.items]
        parties = [(row["id"], called[row["id"]]) for row in draft.parties]
        known_before(self, "item", _("Which thing?"), _("A thing not described yet"), items)
        for who, label in self._people():
            known_before(self, who, label, str(OTHER), parties)
        for name in NEEDED_UNLESS_KNOWN:  # "(optional)" would mislead
            self.fields[name].says_so_itself = True  # type: ignore[attr-defined]

    def _people(self) -> Iterator[tuple[str, str]]:
        yield "giver", _("Who gives it?")
        yield "actor", _("Who arranges it or does it?")
        yield "receiver", _("Who receives it?")
        yield "user", _("Who will use it?")

    # --- as the page shows it ------------------------------------------------------------------------

    def groups(self) -> list[Group]:
        return [
            self._group(_("What is it?"), "item", "item_name", "item_kind", "relation"),
            self._group(
                _("The other thing it belongs to"),
                *("target", "target_name", "target_kind"),
                folded="relation" not in self.errors,
            ),
            self._group(_("What happens?"), "act"),
            self._group(
                _("It passes through another country, or runs on a server"),
                "via",
                "host_country",
                folded=True,
            ),
            self._group(_("Who gives it?"), "giver", "giver_name", "giver_country"),
            self._group(
                _("Somebody else arranges it or does it"), "actor", "actor_name", "actor_country", folded=True
            ),
            self._group(
                _("Who receives it?"),
                *("receiver", "receiver_name", "receiver_country", "receiver_type", "receiver_uses"),
            ),
            self._group(
                _("Somebody else will use it"), "user", "user_name", "user_country", "user_type", folded=True
            ),
        ]

    def _group(self, title: str, *fields: str, folded: bool = False) -> Group:
        return Group(title, [self[name] for name in fields if name in self.fields], folded)

    # --- what has to be said -------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("item"):
            self._need("item_kind", _("Select what kind of thing it is."))
            self.check_belonging(given, given.get("item_kind", ""))
        if not given.get("giver"):
            self._need("giver_country", _("Choose the country of the person or body that gives it."))
        if not given.get("receiver"):
            self._need("receiver_country", _("Choose the country of the recipient."))
        if given.get("receiver_uses") == ANOTHER and not given.get("user"):
            self._need("user_country", _("Choose the country of the person or body that will use it."))
        self._refuse_impossible(given)
        self._refuse_twin(given)
        self._refuse_resellers(given)
        return given

    def _refuse_impossible(self, given: dict[str, Any]) -> None:
        known = self.draft.thing(given.get("item") or "")
        kind = known.get("kind", "") if known else given.get("item_kind", "")
        if fault := act_fault(kind, given.get("act", "")):
            self.add_error("act", fault)
        if given.get("act") == TransferAct.GRANT_ACCESS:
            self._need("host_country", _("Say in which country the server is, or that you do not know."))
        itself = given.get("giver") and given["giver"] == given.get("receiver")
        if itself and not given.get("via") and not given.get("host_country"):
            self.add_error("receiver", nothing_moves())

    def _refuse_twin(self, given: dict[str, Any]) -> None:
        """The same transfer described twice would be asked and answered twice."""
        if self.errors or given["receiver_uses"] == ANOTHER:  # another end-user makes it another deal
            return
        said = _Description(self.draft.changed(), given)
        leg = said.leg()
        if said.draft.is_told(leg):
            self.add_error(
                "act", _("This transfer is described already. Change that one, or say what differs here.")
            )

    def _need(self, name: str, message: str) -> None:
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, message)

    def _refuse_resellers(self, given: dict[str, Any]) -> None:
        who = {ITSELF: "receiver", ANOTHER: "user"}.get(given.get("receiver_uses", ""))
        if who is None:
            return
        known = self.draft.thing(given.get(who) or "")
        type = known["facts"].get("party.type") if known else given.get(f"{who}_type")
        if type == RESELLER:
            field = "receiver_uses" if who == "receiver" else "user_type"
            self.add_error(field, reseller_is_no_end_user(given.get(f"{who}_name", "")))

    def described(self) -> Draft:
        """The draft with this transfer."""
        return _Description(self.draft.changed(), self.cleaned_data).added()


@dataclass(slots=True)
class _Description:
    """Writes one cleaned form into a draft."""

    draft: Draft
    given: dict[str, Any]

    def added(self) -> Draft:
        self.draft.document["transfers"].append(self.leg())
        if self.given["receiver_uses"] == ANOTHER:
            self._party("user", ["end_user"])
        return self.draft

    def leg(self) -> dict[str, Any]:
        """The transfer; what it names joins the draft."""
        uses = self.given["receiver_uses"]
        leg = {
            "id": self.draft.free_id("t", self.draft.transfers),
            "item": self._item(),
            "act": self.given["act"],
            "from": (giver := self._party("giver", ["exporter"])),
            "actor": self._party("actor", ["broker" if self.given["act"] == "broker" else "other"], giver),
            "to": self._party("receiver", ["consignee", "end_user"] if uses == ITSELF else ["consignee"]),
            "via": [self.given["via"]] if self.given["via"] else [],
            "facts": {},
        }
        if self.given["host_country"] not in ("", UNKNOWN):
            leg["host"] = self._new_party("", self.given["host_country"], "", ["host"])
        return leg

    def _item(self) -> str:
        given = self.given
        if given.get("item"):
            return str(given["item"])
        return new_item(self.draft, given["item_name"], given["item_kind"], of(self.draft, given))

    def _party(self, who: str, roles: list[str], otherwise: str = "") -> str:
        """The party chosen or described, with `roles` too; `otherwise` when neither."""
        given = self.given
        known = self.draft.thing(given.get(who) or "")
        if known is not None:
            known["roles"] = list(dict.fromkeys([*known["roles"], *roles]))
            return str(known["id"])
        name, country = given[f"{who}_name"], given[f"{who}_country"]
        if otherwise and not (name or country):
            return otherwise
        return self._new_party(name, country, given.get(f"{who}_type", ""), roles)

    def _new_party(self, name: str, country: str, type: str, roles: list[str]) -> str:
        row: dict[str, Any] = {"id": self.draft.free_id("p", self.draft.parties), "roles": roles}
        row |= {"country": country} if country else {}
        row |= {"name": name} if name else {}
        self.draft.document["parties"].append(row | {"facts": {"party.type": type} if type else {}})
        return str(row["id"])
