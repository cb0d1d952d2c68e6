"""Checks of background work: what failed, what waits too long, what never ended."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from licet.service.base.health import Finding, check, fault, fine, warning

from .models import Delivery, Job

LONGEST_WAIT = timedelta(minutes=10)  # longer than all pauses between the attempts of one delivery together
LONGEST_JOB = timedelta(hours=2)
RECENT = timedelta(days=7)


@check("deliveries", gettext_lazy("Reactions to events"))
def deliveries() -> Finding:
    failed = Delivery.objects.filter(state=Delivery.State.FAILED).count()
    if failed:
        return fault(
            _counted(
                ngettext(
                    "%(count)d reaction was given up after several attempts.",
                    "%(count)d reactions were given up after several attempts.",
                    failed,
                ),
                failed,
            ),
            _("An officer finds the reasons on the page “Reactions to events” and tries again there."),
        )
    late = Delivery.objects.filter(
        state=Delivery.State.WAITING, created_at__lt=timezone.now() - LONGEST_WAIT
    ).count()
    if late:
        return fault(
            _counted(
                ngettext(
                    "%(count)d reaction has waited for more than ten minutes.",
                    "%(count)d reactions have waited for more than ten minutes.",
                    late,
                ),
                late,
            ),
            _("Start the job worker: `licet worker`."),
        )
    return fine(_("None failed, none waits too long."))


@check("jobs", gettext_lazy("Imports and other long jobs"))
def jobs() -> Finding:
    now = timezone.now()
    stuck = Job.objects.filter(state=Job.State.RUNNING, created_at__lt=now - LONGEST_JOB).count()
    if stuck:
        return warning(
            _counted(
                ngettext(
                    "%(count)d job has run for more than two hours; its worker was probably stopped.",
                    "%(count)d jobs have run for more than two hours; their worker was probably stopped.",
                    stuck,
                ),
                stuck,
            ),
            _("Restart the job worker and begin the import again: it adds only what is missing."),
        )
    failed = Job.objects.filter(state=Job.State.FAILED, finished_at__gt=now - RECENT).count()
    if failed:
        return warning(
            _counted(
                ngettext(
                    "%(count)d job failed within the last seven days.",
                    "%(count)d jobs failed within the last seven days.",
                    failed,
                ),
                failed,
            ),
            _("The page of each job gives its reason."),
        )
    return fine(_("None failed, none is stuck."))


def _counted(says: str, count: int) -> str:
    return says % {"count": count}
