"""Mails of this app: plain text from templates, in the language of the page that causes them."""

from __future__ import annotations

import logging
from pathlib import Path
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)


class MailNotSent(Exception):
    """The mail server took no mail. The text says so to whoever caused it."""


class PrivateFiles(EmailBackend):
    """Until a mail server is named, mails lie in files that only the service can read: they hold one-time addresses."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        (Path(settings.DATA_DIR) / "mail").mkdir(parents=True, exist_ok=True, mode=0o700)
        super().__init__(*args, **kwargs)


def goes_to_files() -> bool:
    return bool(settings.EMAIL_BACKEND == "licet.service.people.mail.PrivateFiles")


def send(template: str, to: str, context: dict[str, Any]) -> None:
    """Send `people/mail/<template>_subject.txt` and `_message.txt`; raises `MailNotSent`."""
    subject = render_to_string(f"people/mail/{template}_subject.txt", context).strip()
    body = render_to_string(f"people/mail/{template}_message.txt", context)
    deliver(EmailMessage(subject, body, to=[to]))


def deliver(message: EmailMessage) -> None:
    try:
        message.send()
    except (OSError, SMTPException) as error:
        log.error("A mail was not sent: %s", type(error).__name__)
        raise MailNotSent(
            _("The e-mail could not be sent. Try again later, or tell whoever runs this service.")
        ) from error
