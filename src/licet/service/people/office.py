"""What the authority is called and where it is reached, as letters and statements say it from this moment on."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from .models import Office


@dataclass(frozen=True, slots=True)
class Particulars:
    name: str
    address: tuple[str, ...]
    email: str
    phone: str
    appeal_body_en: str
    appeal_body_fr: str

    @property
    def appeal_body(self) -> str:
        """By its name in the language of the moment where it has one."""
        french = (get_language() or "").startswith("fr")
        return self.appeal_body_fr if french and self.appeal_body_fr else self.appeal_body_en

    @property
    def letterhead(self) -> tuple[str, ...]:
        """What stands under the name on a letter."""
        return (*self.address, *(line for line in (self.phone, self.email) if line))


def particulars() -> Particulars:
    """As an administrator last wrote them; until somebody did, as the settings say."""
    row = Office.objects.order_by("at", "id").last()
    return _of(row) if row else _from_settings()


def _of(row: Office) -> Particulars:
    return Particulars(
        name=row.name,
        address=tuple(row.address.splitlines()),
        email=row.email,
        phone=row.phone,
        appeal_body_en=row.appeal_body,
        appeal_body_fr=row.appeal_body_fr,
    )


def _from_settings() -> Particulars:
    return Particulars(
        name=settings.AUTHORITY_NAME,
        address=tuple(settings.AUTHORITY_ADDRESS),
        email=settings.CONTACT,
        phone="",
        appeal_body_en=settings.APPEAL_BODY,
        appeal_body_fr=settings.APPEAL_BODY_FR,
    )
