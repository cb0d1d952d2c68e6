"""The sections of the application data, in the order they are asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licet.service.base.forms import PlainForm

from .forms.contract import ContractForm, FormalForm
from .forms.sections import EndUseForm, OperationForm, SafeguardsForm
from .models import Application


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    title: str | Promise
    form: type[PlainForm]


SECTIONS = (
    Section("end_use", _("End-use"), EndUseForm),
    Section("operation", _("Operation"), OperationForm),
    Section("safeguards", _("Safeguards and due diligence"), SafeguardsForm),
    Section("contract", _("Contract, quantity and value"), ContractForm),
    Section("formal", _("Licence form details"), FormalForm),
)
BY_CODE = {section.code: section for section in SECTIONS}


def answers(application: Application, code: str) -> dict[str, Any]:
    """What was answered in a section so far."""
    stored: dict[str, Any] = application.data.get(code, {})
    return {name: value for name, value in stored.items() if name != "complete"}


def is_complete(application: Application, code: str) -> bool:
    return bool(application.data.get(code, {}).get("complete"))


def is_begun(application: Application, code: str) -> bool:
    return code in application.data
