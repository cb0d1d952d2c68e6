"""What every act on a case shares: find the case, read the form, call the service, answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from licet.service.chains.facts import FactRefused
from licet.service.people.http import SignedInRequest

from ..models import Case
from ..services import Overtaken


def to(case: Case, page: str = "case", *more: object) -> str:
    return reverse(f"casework:{page}", args=[case.pk, *more])


def posted(request: SignedInRequest) -> Any:
    """What a form is bound to: the data of a POST, nothing otherwise. An empty POST is a submission too."""
    return request.POST if request.method == "POST" else None


def act(
    request: SignedInRequest, case: Case, form: BaseForm, done: Callable[[dict[str, Any]], str], **page: Any
) -> HttpResponse:
    """A page with one form. `done` calls the one service and returns what to tell; its refusals become the form's errors."""
    if request.method == "POST" and form.is_valid():
        told = attempt(request, form, lambda: done(form.cleaned_data))
        if told:
            return redirect(to(case))
    context = {"case": case, "form": form, "back": to(case), **page}
    return render(request, page.get("template", "casework/act.html"), context)


def attempt(request: SignedInRequest, form: BaseForm, run: Callable[[], str]) -> bool:
    """Whether it was done, or has been done by somebody faster; a refusal of what was typed stays on the form."""
    try:
        messages.success(request, run())
    except Overtaken as overtaken:
        messages.warning(request, str(overtaken))
    except ValidationError as refused:
        _show(form, refused)
        return False
    except FactRefused as refused:
        form.add_error(refused.form_field if refused.form_field in form.fields else None, refused.message)
        return False
    return True


def _show(form: BaseForm, refused: ValidationError) -> None:
    """Errors of fields the form does not have belong to the whole form."""
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused)
        return
    for name, errors in refused.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def at_once(request: SignedInRequest, run: Callable[[], str], back: str) -> HttpResponse:
    """An act that needs no form."""
    try:
        messages.success(request, run())
    except Overtaken as overtaken:
        messages.warning(request, str(overtaken))
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    return redirect(back)
