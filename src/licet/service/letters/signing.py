"""The authority's signature on its letters (PAdES, by pyHanko).

Key and certificate come from the settings, or are made at first use: a P-256 key and a self-signed certificate in
`letter-key.pem` in the data directory, mode 0600. A self-signed certificate proves that letters come from one hand; a
certificate from a recognised issuer also proves whose.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils import timezone

from licet.service.base.config import SettingError
from licet.service.base.keys import key_from_file
from licet.service.people.office import particulars

FIELD = "Authority"
YEARS = 10


@dataclass(frozen=True, slots=True)
class Identity:
    """The signing key and its certificates, the authority's own first, as PEM."""

    pem: bytes

    @property
    def certificate(self) -> x509.Certificate:
        return x509.load_pem_x509_certificates(self.pem)[0]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, as people compare it: two by two."""
        return self.certificate.fingerprint(hashes.SHA256()).hex(" ").upper()

    @property
    def public_pem(self) -> bytes:
        """The certificates without the key."""
        return b"".join(
            each.public_bytes(serialization.Encoding.PEM)
            for each in x509.load_pem_x509_certificates(self.pem)
        )


def identity() -> Identity:
    """From the settings, else from the file beside the database, which the first use makes."""
    key, certificate = settings.LETTER_KEY, settings.LETTER_CERTIFICATE
    if bool(key) != bool(certificate):
        raise SettingError(
            "LICET_LETTER_KEY and LICET_LETTER_CERTIFICATE belong together. Set both, or neither."
        )
    if key:
        return Identity(f"{key}\n{certificate}\n".encode())
    path = key_path()
    return Identity(key_from_file(path, b"" if path.exists() else make()))


def key_path() -> Path:
    return Path(settings.DATA_DIR) / "letter-key.pem"


def make() -> bytes:
    """A new key with a self-signed certificate in the authority's name, as one PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return pem + _self_signed(key).public_bytes(serialization.Encoding.PEM)


def _self_signed(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, particulars().name[:64])])
    now = timezone.now()
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )


def sign(content: bytes, number: str) -> bytes:
    """The PDF with one certifying signature: whoever changes it afterwards, breaks it."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        name=particulars().name,
        reason=number,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    signed = signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(content)), metadata, signer=_signer())
    return bytes(signed.getvalue())


def _signer() -> Any:
    from asn1crypto import keys
    from asn1crypto import x509 as asn1_x509
    from pyhanko.sign import signers
    from pyhanko_certvalidator import registry

    held = identity()
    private = serialization.load_pem_private_key(held.pem, password=None)
    key = private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    chain = [
        asn1_x509.Certificate.load(each.public_bytes(serialization.Encoding.DER))
        for each in x509.load_pem_x509_certificates(held.pem)
    ]
    store: Any = registry.SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple(chain)
    return signers.SimpleSigner(
        signing_cert=chain[0], signing_key=keys.PrivateKeyInfo.load(key), cert_registry=store
    )
