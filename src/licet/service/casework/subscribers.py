"""The case follows the application: opened when it is submitted, ended when it is taken back."""

from __future__ import annotations

from licet.service.applications.models import Application
from licet.service.records.models import Event
from licet.service.records.subscribers import subscribe

from .services import open_case, withdraw


@subscribe("application.submitted", name="casework.open_case")
def on_submitted(event: Event) -> None:
    open_case(application=Application.objects.get(pk=event.subject_id))


@subscribe("application.withdrawn", name="casework.withdraw")
def on_withdrawn(event: Event) -> None:
    application = Application.objects.get(pk=event.subject_id)
    withdraw(application=application, reason=application.withdrawal_reason)
