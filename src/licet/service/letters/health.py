"""Checks of what letters are drawn and signed with."""

from __future__ import annotations

from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from licet.service.base.config import SettingError
from licet.service.base.health import Finding, check, fault, fine, warning

from .models import LatePdf, Letter
from .pdf import PdfUnavailable, library
from .services import without_pdf
from .signing import Identity, identity, key_path

SOON = timedelta(days=60)  # time to ask for a new certificate


@check("pdf", gettext_lazy("Letters as PDF"))
def pdf() -> Finding:
    missing = without_pdf().count()
    try:
        library()
    except PdfUnavailable as unavailable:
        says = _("Letters can be read on screen, but not made as PDF.")
        return warning(f"{says} {_waiting(missing)}" if missing else says, str(unavailable))
    if missing:
        return warning(_waiting(missing), _("The job worker draws them within the hour: `licet worker`."))
    return fine(_("The library that draws letters is installed."))


def _waiting(count: int) -> str:
    says = ngettext("%(count)d letter has no PDF yet.", "%(count)d letters have no PDF yet.", count)
    return says % {"count": count}


@check("letter-key", gettext_lazy("Signature on letters"))
def letter_key() -> Finding:
    """Looks without making a key: the first letter does that."""
    if not settings.LETTER_KEY and not settings.LETTER_CERTIFICATE and not key_path().exists():
        return _without_key()
    try:
        held = identity()
        certificate = held.certificate
        belong = _belong_together(held)
    except SettingError as wrong:
        return fault(str(wrong), _("Letters cannot be signed until then."))
    except (ValueError, IndexError, TypeError):
        return fault(_("The key or the certificate that signs letters cannot be read."), _replace())
    if not belong:
        return fault(_("The certificate that signs letters belongs to another key."), _replace())
    return _dated(certificate)


def _without_key() -> Finding:
    signed = Letter.objects.exclude(pdf_sha256="").exists() or LatePdf.objects.exists()
    if not signed:
        return fine(_("The key is made with the first letter."))
    return fault(
        _("Letters were signed, but their key is no longer there."),
        _(
            "Put letter-key.pem back from your backup; otherwise the next letter is signed by a new, unknown key."
        ),
    )


def _replace() -> str:
    return _(
        "Put the right ones in LICET_LETTER_KEY and LICET_LETTER_CERTIFICATE, or letter-key.pem back from your backup."
    )


def _belong_together(held: Identity) -> bool:
    key = serialization.load_pem_private_key(held.pem, password=None)
    as_bytes = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    public = key.public_key().public_bytes(*as_bytes)
    return public == held.certificate.public_key().public_bytes(*as_bytes)


def _dated(certificate: x509.Certificate) -> Finding:
    now, ends = timezone.now(), certificate.not_valid_after_utc
    day = {"day": f"{ends:%Y-%m-%d}"}
    remedy = _(
        "Ask its issuer for a new one, or remove letter-key.pem to have one made; tell those who check letters."
    )
    if certificate.not_valid_before_utc > now:
        return fault(_("The certificate that signs letters is not valid yet."), remedy)
    if ends <= now:
        return fault(_("The certificate that signs letters ended on %(day)s.") % day, remedy)
    if ends - now < SOON:
        return warning(_("The certificate that signs letters ends on %(day)s.") % day, remedy)
    return fine(_("The certificate that signs letters is valid until %(day)s.") % day)
