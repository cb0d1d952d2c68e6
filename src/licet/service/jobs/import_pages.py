"""The two pages on which officials import a file: choose it, and see how far the worker is."""

from __future__ import annotations

from typing import Any, Protocol
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from licet.service.base.forms import PlainForm
from licet.service.people.http import SignedInRequest
from licet.service.people.models import User
from licet.service.people.policy import require

from .importing import Importing
from .models import Job

SECONDS_TO_REFRESH = "2"


class ImportForm(PlainForm):
    """Which sort of file, and the file. A subclass names both fields."""

    profile = forms.ChoiceField()
    upload = forms.FileField()

    def clean_upload(self) -> UploadedFile[Any]:
        upload: UploadedFile[Any] = self.cleaned_data["upload"]
        if (upload.size or 0) > settings.MAX_UPLOAD_BYTES:
            limit = filesizeformat(settings.MAX_UPLOAD_BYTES)
            raise ValidationError(
                _("The file is larger than %(limit)s. Import it at the console.") % {"limit": limit}
            )
        return upload


class StartsImport(Protocol):
    """The service that starts the import of an uploaded file."""

    def __call__(self, *, actor: User, content: bytes, filename: str, profile: str) -> Job: ...


def choose_file(
    request: SignedInRequest,
    importing: Importing,
    form_class: type[ImportForm],
    start: StartsImport,
    template: str,
) -> HttpResponse:
    require(request.user, importing.act)
    form = form_class(request.POST, request.FILES) if request.method == "POST" else form_class()
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["upload"]
        job = start(
            actor=request.user,
            content=upload.read(),
            filename=upload.name,
            profile=form.cleaned_data["profile"],
        )
        return redirect(f"{importing.pages}:job", pk=job.pk)
    return render(request, template, {"form": form})


def show_job(request: SignedInRequest, importing: Importing, pk: UUID) -> HttpResponse:
    require(request.user, importing.act)
    found = get_object_or_404(Job, pk=pk, kind=importing.job_kind)
    context = {
        "job": found,
        "back": reverse(f"{importing.pages}:import"),
        "browse": reverse(f"{importing.pages}:index"),
    }
    response = render(request, "jobs/import_job.html", context)
    if found.running:
        response["Refresh"] = SECONDS_TO_REFRESH
    return response
