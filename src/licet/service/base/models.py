"""The one table of the base: when a process of this installation was last seen alive."""

from __future__ import annotations

from django.db import models


class Heartbeat(models.Model):
    """One row per process that has to run beside the web server; it writes here while it lives."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
    started_at = models.DateTimeField()
    software = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M:%S}"
