"""The site as a server loads it: in each of its processes, before that process takes requests."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "licet.service.base.settings")
application = get_wsgi_application()

from .warming import warm  # noqa: E402  needs the settings

warm()
