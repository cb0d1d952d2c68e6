"""The first page: what is asked and what is kept; begin, or go on with a file."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from licet.service.base.forms import PlainForm
from licet.service.people.policy import require

from ..drafts import CLASSIFY, LICENCE, MAX_BYTES, read
from ..reading import DraftRefused
from .flow import Carried, private
from .steps import answers_page


class BeginForm(PlainForm):
    goal = forms.ChoiceField(
        label=gettext_lazy("What do you want to know?"),
        choices=(
            (LICENCE, gettext_lazy("Do I need a licence?")),
            (CLASSIFY, gettext_lazy("Which control-list entries does it fall under?")),
        ),
        initial=LICENCE,
        widget=forms.RadioSelect,
    )


class FileForm(PlainForm):
    upload = forms.FileField(
        label=gettext_lazy("A file you downloaded here, or wrote for “licet check”"),
        help_text=gettext_lazy("JSON, at most 64 kB. It is read and not kept."),
    )


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    return _start(request, FileForm())


def _start(request: HttpRequest, file_form: FileForm) -> HttpResponse:
    context = {"begin": BeginForm(), "form": file_form, "days": settings.SELF_ASSESSMENT_DAYS}
    return render(request, "classification/start.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def open_file(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("classification:start")
    require(request.user, "self_assessment.ask")
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return private(_start(request, form))
    try:
        content = form.cleaned_data["upload"].read(MAX_BYTES + 1)
        draft = read(content, request.POST.get("goal", ""), timezone.localdate())
    except DraftRefused as refusal:
        form.add_error("upload", str(refusal))
        return private(_start(request, form))
    return private(answers_page(request, Carried(draft)))
