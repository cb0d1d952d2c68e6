"""The red flags, one by one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from licet.service.base.forms import PlainForm, speak_plainly
from licet.service.corpus.red_flags import red_flags
from licet.service.corpus.words import words
from licet.service.people.http import SignedInRequest, signed_in

from ..red_flags import ANSWERS, look, looked_into, said
from .common import draft_of, form_page, to
from .parties import refuse


class RedFlagsForm(PlainForm):
    looked_into = forms.CharField(
        label=gettext_lazy("What you looked into"),
        help_text=gettext_lazy(
            "Of each that shows, or that you could not find out: what you did, and what came of it."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for id, flag in red_flags().items():
            field = forms.ChoiceField(
                label=words(flag.title),
                help_text=words(flag.text),
                choices=list(ANSWERS.items()),
                widget=forms.RadioSelect,
            )
            speak_plainly(id, field)
            self.fields[id] = field
        self.order_fields([*red_flags(), "looked_into"])


@require_http_methods(["GET", "POST"])
@signed_in
def check(request: SignedInRequest, pk: UUID) -> HttpResponse:
    application = draft_of(request, pk)
    given = request.POST if request.method == "POST" else None
    form = RedFlagsForm(given, initial={**said(application), "looked_into": looked_into(application)})
    back = to(application, "documents")
    if request.method == "POST" and form.is_valid():
        flags = {id: form.cleaned_data[id] for id in red_flags()}
        try:
            look(
                actor=request.user,
                application=application,
                flags=flags,
                looked_into=form.cleaned_data["looked_into"],
            )
            messages.success(request, _("Kept. The authority sees what you answered."))
            return redirect(back)
        except ValidationError as fault:
            refuse(form, fault)
    return form_page(
        request,
        application,
        form,
        title=_("Red flags"),
        back=back,
        submit=_("Save"),
        intro=_(
            "Whether you are aware of a use is not one question: it is what such signs let you see. None of them decides anything."
            " One that shows is a reason to look again, and to ask the authority."
        ),
    )
