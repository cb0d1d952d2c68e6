"""Pages and a job that break with personal data in their hands; they exist in the tests alone."""

from __future__ import annotations

from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django_tasks import task

from licet.service.people.models import User
from licet.service.site.urls import handler400, handler403, handler404, handler500
from licet.service.site.urls import urlpatterns as site_urls

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

CANARY = "Quetzalina"
TOKEN = "tok3n-8841-Quetzal"
MAIL = "quetzalina@feathers.example"


def explode(request: HttpRequest, token: str) -> HttpResponse:
    answer = request.POST.get("answer", "")
    if token == "database":
        with transaction.atomic():
            User.objects.create_user(MAIL, CANARY)
            User.objects.create_user(MAIL, CANARY)
    if token == "suspicious":
        raise SuspiciousOperation(f"{CANARY} tampered")
    raise ValueError(f"{CANARY} answered {answer}")


@task()
def fail(name: str) -> None:
    raise ValueError(f"{name} cannot be read")


urlpatterns = [path("explode/<str:token>/", explode, name="explode"), *site_urls]
