"""The PDF: tagged, titled, in its language, signed, with a QR code; drawn from nothing but our own files."""

from __future__ import annotations

import re
import stat
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

import officer_walk as walk
import pytest
import segno
from cast import client_for
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings as configured
from django.urls import reverse
from django.utils import timezone
from letters_sent import content_of, granted, letter_of, reader_of, text_of

from licet.service.base import chores
from licet.service.base.config import SettingError
from licet.service.base.health import Finding, Result, declared
from licet.service.files.storage import path_of
from licet.service.letters import drawing, pdf, signing
from licet.service.letters.composing import check_address
from licet.service.letters.models import LatePdf, Letter, LetterKind
from licet.service.letters.samples import composed_sample
from licet.service.letters.selectors import check_file
from licet.service.letters.services.late import draw_late
from licet.service.letters.verify import late_pdfs
from licet.service.letters.wording import shipped
from licet.service.people.models import User
from licet.service.records.models import Event


@pytest.mark.usefixtures("office")
@pytest.mark.drawn
def test_the_issued_pdf_is_tagged_titled_and_signed(elena: User, olga: User, paul: User) -> None:
    letter = granted(elena, olga, paul)
    content = content_of(letter)
    root: Any = reader_of(content).trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert reader_of(content).metadata.title == letter.title  # type: ignore[union-attr]
    text = text_of(content)
    for said in ("Licence L-", "Police Directorate, Department 9", "No retransfer.", letter.number):
        assert said in text, said
    assert f"Code: {'-'.join(re.findall('....', letter.code))}" in text
    assert validity(content) == (True, True, True)


def validity(content: bytes) -> tuple[bool, bool, bool]:
    """Intact, valid, and by the authority's certificate, as pyHanko sees it."""
    from asn1crypto import pem, x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    _type, _headers, certificate = pem.unarmor(signing.identity().public_pem)
    trusted = ValidationContext(trust_roots=[x509.Certificate.load(certificate)])
    [signature] = PdfFileReader(BytesIO(content)).embedded_signatures
    status = validate_pdf_signature(signature, trusted)
    return status.intact, status.valid, status.trusted


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", LetterKind.values)
def test_every_kind_is_drawn_in_both_languages(db: None, kind: str, language: str) -> None:
    letter = composed_sample(kind, language)
    content = drawing.sheet(letter)
    reader, text = reader_of(content), text_of(content)
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == language
    assert reader.metadata.title == letter.title  # type: ignore[union-attr]
    assert "/StructTreeRoot" in root
    opening = shipped(kind, language)["opening"].partition("{")[0].split()
    assert " ".join(opening) in text
    assert "SAMPLE" in text
    assert f"1 / {len(reader.pages)}" in text
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)  # A4, in points


def test_a_changed_byte_breaks_the_signature(db: None) -> None:
    signed = signing.sign(drawing.sheet(composed_sample("question", "en")), "SAMPLE")
    assert validity(signed) == (True, True, True)
    at = signed.index(b"/Title")
    assert validity(signed[:at] + b"/Totle" + signed[at + 6 :])[0] is False


def test_the_qr_code_is_that_of_the_address_where_the_letter_is_checked() -> None:
    address = check_address("NM-2026-000001-L2", "ABCDEFGH12345678")
    assert address == (
        f"{configured.PUBLIC_URL}/letters/check/?number=NM-2026-000001-L2&code=ABCD-EFGH-1234-5678"
    )
    assert modules(drawing.qr(address)) == modules_of(segno.make(address, error="m"))


def modules(svg: bytes) -> set[tuple[int, int]]:
    """The dark modules, read back from the picture's one path of horizontal strokes."""
    path = re.search(rb' d="([^"]+)"', svg)
    assert path is not None
    dark, x, y = set(), 0.0, 0.0
    for verb, numbers in re.findall(r"([Mmh])([-\d. ]+)", path[1].decode()):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if verb == "h":
            dark |= {(int(x) + step, int(y)) for step in range(int(values[0]))}
            x += values[0]
        else:
            x, y = (values[0], values[1]) if verb == "M" else (x + values[0], y + values[1])
    return dark


def modules_of(code: segno.QRCode) -> set[tuple[int, int]]:
    rows = list(code.matrix_iter(border=2))
    return {(x, y) for y, row in enumerate(rows) for x, module in enumerate(row) if module}


def test_the_key_is_made_once_and_nobody_else_reads_it(db: None, settings: Any) -> None:
    first = signing.identity()
    assert signing.identity().pem == first.pem
    assert stat.S_IMODE(signing.key_path().stat().st_mode) == 0o600
    assert settings.AUTHORITY_NAME in first.certificate.subject.rfc4514_string()
    assert b"PRIVATE" not in first.public_pem
    signing.key_path().chmod(0o644)
    with pytest.raises(SettingError, match="chmod 600"):
        signing.identity()


def test_a_certificate_of_ones_own_is_put_in_by_settings(db: None, settings: Any) -> None:
    key, _, certificate = signing.make().decode().partition("-----BEGIN CERTIFICATE")
    settings.LETTER_KEY, settings.LETTER_CERTIFICATE = key, ""
    with pytest.raises(SettingError, match="belong together"):
        signing.identity()
    settings.LETTER_CERTIFICATE = f"-----BEGIN CERTIFICATE{certificate}"
    assert signing.identity().public_pem.decode() == settings.LETTER_CERTIFICATE
    assert not signing.key_path().exists()


@pytest.mark.usefixtures("office")
@pytest.mark.drawn
def test_without_the_library_the_letter_is_issued_and_the_page_says_what_to_install(
    elena: User, olga: User, paul: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> Any:
        raise pdf.PdfUnavailable(pdf.how_to_install())

    monkeypatch.setattr(pdf, "library", missing)
    letter = granted(elena, olga, paul)
    assert letter.pdf_sha256 == ""
    client = client_for(elena)
    page = client.get(reverse("letters:read", args=[letter.pk])).content.decode()
    assert "apt-get install libpango-1.0-0" in page
    assert client.get(reverse("letters:pdf", args=[letter.pk])).status_code == 404


@pytest.mark.usefixtures("office")
@pytest.mark.drawn
def test_hostile_names_are_drawn_as_text(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    case.application.chain.title = '<img src="https://example.org/x"> חברת הבדיקה'
    case.application.chain.save()
    walk.announced(olga, case)
    text = text_of(content_of(letter_of(case, LetterKind.INTENT_TO_REFUSE)))
    assert '<img src="https://example.org/x">' in text


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/pixel.png",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "data:text/css,body{}",
        "static:../../settings.py",
        "static:letters/nothing.css",
    ],
)
def test_a_letter_opens_nothing_but_the_packages_own_files(url: str) -> None:
    with pytest.raises(Exception, match=r"may not load|located outside"):
        pdf.read_static(url)


def test_a_foreign_picture_stops_the_drawing() -> None:
    with pytest.raises(pdf.Refused, match=r"example\.org"):
        pdf.render('<html lang="en"><title>x</title><img src="https://example.org/pixel.png" alt=""></html>')


# --- drawn afterwards -------------------------------------------------------------------------------


@pytest.fixture
def undrawn(office: None, elena: User, olga: User, paul: User, monkeypatch: pytest.MonkeyPatch) -> Letter:
    """A licence, after an acknowledgement, issued while the library was missing; now it is there."""
    with monkeypatch.context() as without:
        without.setattr(pdf, "library", no_library)
        return granted(elena, olga, paul)


def no_library() -> Any:
    raise pdf.PdfUnavailable(pdf.how_to_install())


@pytest.mark.drawn
def test_a_letter_without_a_pdf_gets_one_when_the_library_is_there(undrawn: Letter, elena: User) -> None:
    assert chores.do_all()["letters"] == 2
    letter = Letter.objects.get(pk=undrawn.pk)
    assert letter.pdf_sha256 == ""  # what was issued stays as it was issued
    content = path_of(letter.pdf).read_bytes()
    assert sha256(content).hexdigest() == letter.pdf
    assert letter.number in text_of(content)
    assert reader_of(content).get_fields()["Authority"]["/FT"] == "/Sig"  # type: ignore[index]
    client = client_for(elena)
    assert b"".join(client.get(reverse("letters:pdf", args=[letter.pk]))) == content
    page = client.get(reverse("letters:read", args=[letter.pk])).content.decode()
    assert "Download as PDF" in page
    assert "apt-get" not in page


@pytest.mark.drawn
def test_the_pdf_drawn_afterwards_is_known_as_genuine_and_stands_in_the_ledger(undrawn: Letter) -> None:
    chores.do_all()
    late = LatePdf.objects.get(letter=undrawn)
    told = check_file(late.sha256)
    assert told is not None
    assert told.number == undrawn.number
    event = Event.objects.get(type="letter.drawn", subject_id=undrawn.pk)
    assert event.files == [late.sha256]
    assert event.actor is None
    assert list(late_pdfs()) == []


def test_a_pdf_that_no_event_tells_of_is_found(undrawn: Letter) -> None:
    LatePdf.objects.create(letter=undrawn, sha256="0" * 64, drawn_at=timezone.now())
    assert [each.subject for each in late_pdfs()] == [undrawn.number]


@pytest.mark.drawn
def test_it_is_drawn_once(undrawn: Letter) -> None:
    assert [chores.do_all()["letters"], chores.do_all()["letters"]] == [2, 0]
    assert Event.objects.filter(type="letter.drawn").count() == 2
    assert draw_late(undrawn) == LatePdf.objects.get(letter=undrawn)


@pytest.mark.drawn
def test_while_the_library_is_missing_the_letter_waits(
    undrawn: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "library", no_library)
    assert chores.do_all()["letters"] == 0
    assert not LatePdf.objects.exists()


@pytest.mark.drawn
def test_the_doctor_counts_letters_without_a_pdf(undrawn: Letter) -> None:
    assert "2 letters have no PDF yet." in found("pdf").says
    chores.do_all()
    assert found("pdf").result == Result.FINE


def found(id: str) -> Finding:
    return next(each for each in declared() if each.id == id).look()


# --- what the doctor says of the key --------------------------------------------------------------


def certificate(settings: Any, days: int, begins: int = -1) -> None:
    """A key of one's own, with a certificate that ends so many days from now."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Office")])
    now = timezone.now()
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now + timedelta(days=begins)).not_valid_after(now + timedelta(days=days))
    settings.LETTER_KEY = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    signed = made.sign(key, hashes.SHA256())
    settings.LETTER_CERTIFICATE = signed.public_bytes(serialization.Encoding.PEM).decode()


@pytest.mark.parametrize(
    ("days", "begins", "expected"),
    [(61, -1, "fine"), (59, -1, "warning"), (1, -1, "warning"), (0, -1, "fault"), (400, 1, "fault")],
)
def test_the_doctor_warns_sixty_days_before_the_certificate_ends(
    db: None, settings: Any, days: int, begins: int, expected: str
) -> None:
    certificate(settings, days, begins)
    assert found("letter-key").result == expected


@pytest.mark.drawn
def test_the_doctor_makes_no_key_and_misses_one_that_has_signed(
    db: None, undrawn: Letter, settings: Any
) -> None:
    assert found("letter-key").result == Result.FINE
    assert not signing.key_path().exists()
    LatePdf.objects.create(letter=undrawn, sha256="0" * 64, drawn_at=timezone.now())
    assert found("letter-key").result == Result.FAULT
    assert "backup" in found("letter-key").remedy


def test_the_doctor_names_a_key_that_does_not_fit(db: None, settings: Any) -> None:
    certificate(settings, 400)
    held = settings.LETTER_CERTIFICATE
    certificate(settings, 400)
    settings.LETTER_CERTIFICATE = held
    assert "another key" in found("letter-key").says
    settings.LETTER_CERTIFICATE = "no certificate"
    assert "cannot be read" in found("letter-key").says
    settings.LETTER_CERTIFICATE = ""
    assert "belong together" in found("letter-key").says
