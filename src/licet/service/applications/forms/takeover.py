"""What a self-assessment did not have to say and an application does: names, countries, kinds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from licet.service.base.forms import speak_plainly
from licet.service.chains.forms import country_choices
from licet.service.chains.models import ItemKind, TransferAct
from licet.service.classification.drafts import Draft
from licet.service.classification.naming import names
from licet.service.parties.models import PartyType
from licet.service.people.models import User

from .acts import BeginForm

LONGEST = 200


class TakeOverForm(BeginForm):
    """The name of the deal, and a field for everything still unsaid. `completed` is the draft with it."""

    def __init__(self, *args: Any, actor: User, draft: Draft, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.draft = draft
        for key, field in self._lacking():
            self.fields[key] = field
            speak_plainly(key, field)

    def _lacking(self) -> Iterator[tuple[str, forms.Field]]:
        called = names(self.draft)
        for row in [*self.draft.parties, *self.draft.items]:
            said = {"name": called[row["id"]]}
            if not row.get("name"):
                yield (
                    f"name:{row['id']}",
                    forms.CharField(label=_("Name: %(name)s") % said, max_length=LONGEST),
                )
        for row in self.draft.parties:
            said = {"name": called[row["id"]]}
            if not row.get("country"):
                countries = country_choices(_("Choose a country"))
                yield f"country:{row['id']}", _choice(_("In which country is %(name)s?") % said, countries)
            if not isinstance(row["facts"].get("party.type"), str):
                types = [("", _("Choose one")), *PartyType.choices]
                yield f"type:{row['id']}", _choice(_("What kind of body is it: %(name)s?") % said, types)
        for row in self.draft.items:
            if not row.get("kind"):
                kinds = [("", _("Choose one")), *ItemKind.choices]
                yield (
                    f"kind:{row['id']}",
                    _choice(_("What kind of thing is it: %(name)s?") % {"name": called[row["id"]]}, kinds),
                )
        yield from self._lacking_servers(called)

    def _lacking_servers(self, called: dict[str, str]) -> Iterator[tuple[str, forms.Field]]:
        """Access is given on somebody's servers."""
        for row in self.draft.transfers:
            if row.get("act") == TransferAct.GRANT_ACCESS and not row.get("host"):
                said = {"name": called[row["item"]]}
                types = [("", _("Choose one")), *PartyType.choices]
                yield (
                    f"host.name:{row['id']}",
                    forms.CharField(
                        label=_("On whose servers does it run: %(name)s?") % said, max_length=LONGEST
                    ),
                )
                countries = country_choices(_("Choose a country"))
                yield (
                    f"host.country:{row['id']}",
                    _choice(_("In which country are those servers?"), countries),
                )
                yield f"host.type:{row['id']}", _choice(_("What kind of body runs them?"), types)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number, row in enumerate(self.draft.transfers, 1):
            if not all(row.get(end) for end in ("act", "actor", "from", "to")):
                said = {"number": number}
                text = _(
                    "Transfer %(number)s does not say what is done, by whom, from whom or to whom. Describe it anew first."
                )
                self.add_error(None, text % said)
        return cleaned

    def completed(self) -> Draft:
        made = self.draft.changed()
        for leg in made.transfers:
            self._name_host(made, leg)
        for key, value in self.cleaned_data.items():
            what, _colon, id = key.partition(":")
            row = made.thing(id) if id else None
            if row is not None and what == "type":
                row["facts"]["party.type"] = value
            elif row is not None and not what.startswith("host."):
                row[what] = value
        return made

    def _name_host(self, made: Draft, leg: dict[str, Any]) -> None:
        given = self.cleaned_data
        if f"host.name:{leg['id']}" not in given:
            return
        name, country, type = (given[f"host.{what}:{leg['id']}"] for what in ("name", "country", "type"))
        host = {"id": made.free_id("p", made.parties), "roles": ["host"], "name": name, "country": country}
        made.document["parties"].append({**host, "facts": {"party.type": type}})
        leg["host"] = host["id"]


def _choice(label: str, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices)
