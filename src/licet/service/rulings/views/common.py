"""What the pages of inquiries and rulings share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from licet.service.base.db import get_visible
from licet.service.casework.views.common import attempt
from licet.service.people.http import SignedInRequest

from ..models import Inquiry, Ruling
from ..selectors import INQUIRIES, RULINGS


def inquiry_of(request: SignedInRequest, pk: UUID) -> Inquiry:
    rows = Inquiry.objects.select_related(*INQUIRIES).prefetch_related("rulings", "questions__reply")
    found: Inquiry = get_visible(rows, request.user, pk)
    return found


def ruling_of(request: SignedInRequest, pk: UUID) -> Ruling:
    rows = Ruling.objects.select_related(*RULINGS).prefetch_related("lines")
    found: Ruling = get_visible(rows, request.user, pk)
    return found


def to(about: Inquiry | Ruling) -> str:
    page = "inquiry" if isinstance(about, Inquiry) else "ruling"
    return reverse(f"rulings:{page}", args=[about.pk])


def act(
    request: SignedInRequest,
    about: Inquiry | Ruling,
    form: BaseForm,
    run: Callable[[], str],
    **page: Any,
) -> HttpResponse:
    """A page with one form. `run` calls the one service and returns what to tell; its refusals become the form's errors."""
    if request.method == "POST" and form.is_valid() and attempt(request, form, run):
        return redirect(to(about))
    context = {"caption": str(about), "form": form, "back": to(about), **page}
    return render(request, "rulings/act.html", context)
