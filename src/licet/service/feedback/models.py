"""Feedback on the site: no part of any file, never shown publicly, deleted when it is dealt with."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from licet.service.base.ids import new_id


class Feedback(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    doing = models.TextField(_("What were you doing?"))
    wrong = models.TextField(_("What went wrong?"))
    email = models.EmailField(_("E-mail"), blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.wrong[:60]
