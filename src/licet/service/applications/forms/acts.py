"""The short forms: begin, declare, withdraw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from licet.service.base.forms import PlainForm, speak_plainly
from licet.service.chains.forms import offer
from licet.service.people.models import Organisation, Role, User

from ..advice import Advice
from ..fitting import Misfit

WHY = "why:"


class BeginForm(PlainForm):
    title = forms.CharField(
        label=_("What do you call this deal?"),
        help_text=_("For you and the authority to recognise it, for example “Police platform, State D”."),
        max_length=200,
    )
    organisation = forms.ChoiceField(label=_("For which organisation?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [post.organisation for post in actor.posts if post.role == Role.EXPORTER]
        self._own: dict[str, Organisation] = {str(organisation.pk): organisation for organisation in own}
        if len(self._own) == 1:
            del self.fields["organisation"]
        else:
            offer(self, "organisation", [(key, o.name) for key, o in self._own.items()])

    def chosen(self) -> Organisation:
        return self._own[self.cleaned_data.get("organisation") or next(iter(self._own))]


class DeclareForm(PlainForm):
    name = forms.CharField(label=_("Your name"), max_length=200)
    position = forms.CharField(label=_("Your position in the company"), max_length=200)
    language = forms.ChoiceField(
        label=_("In which language shall we write to you?"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        required=False,  # left out, it stays the language the application was begun in
    )
    true_and_complete = forms.BooleanField(
        label=_("What this application says is true and complete to my knowledge."),
        error_messages={"required": _("Confirm that the application is true and complete.")},
    )
    will_report = forms.BooleanField(
        label=_(
            "If anything of it changes, or I learn of diversion or misuse, we will tell the authority at once."
        ),
        error_messages={"required": _("Confirm that you will report changes, diversion and misuse.")},
    )

    knowingly = forms.BooleanField(
        label=_("I know what is missing, and submit it nevertheless."),
        error_messages={"required": _("Add what is missing, or confirm that you submit without it.")},
    )

    def __init__(
        self, *args: Any, misfits: Sequence[Misfit] = (), lacking: Sequence[Advice] = (), **kwargs: Any
    ) -> None:
        """`misfits` that may be true each ask for an explanation; `lacking` asks her to go on knowingly."""
        super().__init__(*args, **kwargs)
        if not lacking:
            del self.fields["knowingly"]
        for misfit in misfits:
            field = forms.CharField(
                label=misfit.text,
                help_text=_("Explain how both can be true, or go back and put one of them right."),
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=2000,
            )
            self.fields[WHY + misfit.code] = field
            speak_plainly(misfit.code, field)
            field.error_messages["required"] = _("Explain how both can be true: %(text)s") % {
                "text": misfit.text
            }
        self.order_fields([*(name for name in self.fields if name.startswith(WHY)), *self.fields])
        self.fields["language"].says_so_itself = True  # type: ignore[attr-defined]  # one is chosen already

    def declared(self) -> dict[str, Any]:
        """What is declared, without the language and the explanations."""
        return {k: v for k, v in self.cleaned_data.items() if k != "language" and not k.startswith(WHY)}

    def explanations(self) -> dict[str, str]:
        return {k.removeprefix(WHY): v for k, v in self.cleaned_data.items() if k.startswith(WHY)}


class WithdrawForm(PlainForm):
    reason = forms.CharField(
        label=_("Why do you withdraw it?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )
