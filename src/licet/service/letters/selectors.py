"""Reading letters and wordings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.people.models import User

from .codes import LENGTH, normal, same
from .meaning import allows, meaning
from .models import Adoption, Ended, Letter, Retraction, Wording

STATES = {
    "valid": gettext_lazy("Valid"),
    "expired": gettext_lazy("Expired"),
    Ended.WITHDRAWN.value: gettext_lazy("Withdrawn"),
    "replaced": gettext_lazy("Withdrawn and replaced by a later letter"),
    Ended.SUPERSEDED.value: gettext_lazy("Superseded by a later letter"),
}


def letters_about(subject_id: UUID, actor: User) -> QuerySet[Letter]:
    """The letters on one subject that the reader may see, oldest first."""
    rows: QuerySet[Letter] = Letter.objects.visible_to(actor).filter(subject_id=subject_id)
    return rows.select_related("end__retraction", "replaces", "replacement").defer("body")


def letters_under(reference: str | None, actor: User) -> QuerySet[Letter]:
    """The letters under one reference that the reader may see, oldest first; none under none."""
    rows: QuerySet[Letter] = Letter.objects.visible_to(actor).filter(reference=reference or None)
    return rows.select_related("end__retraction", "replaces", "replacement").defer("body")


def last_letters_on(occasions: Iterable[UUID]) -> dict[UUID, Letter]:
    """The last letter issued on each of these acts; none where it was withdrawn and no other replaced it."""
    rows = Letter.objects.filter(occasion__in=list(occasions)).order_by("issued_at", "id")
    last = {letter.occasion: letter for letter in rows.select_related("end").defer("body")}
    return {pk: letter for pk, letter in last.items() if state_of(letter) != Ended.WITHDRAWN}


def adopted(kind: str, language: str) -> Adoption | None:
    """The wording in force; nothing while the shipped one is."""
    rows = Adoption.objects.filter(kind=kind, language=language).select_related("wording", "by")
    return rows.order_by("version").last()


def drafts(kind: str, language: str, actor: User) -> QuerySet[Wording]:
    """Every wording of one kind and language, newest first."""
    rows: QuerySet[Wording] = Wording.objects.visible_to(actor).filter(kind=kind, language=language)
    return rows.select_related("drafted_by", "adoption__by").order_by("-drafted_at", "-id")


def state_of(letter: Letter, on: date | None = None) -> str:
    """`valid`, `withdrawn`, `replaced`, `superseded` or `expired`."""
    end = getattr(letter, "end", None)
    if end is not None:
        corrected = end.how == Ended.WITHDRAWN and hasattr(letter, "replacement")
        return "replaced" if corrected else str(end.how)
    past = letter.valid_until is not None and letter.valid_until < (on or timezone.localdate())
    return "expired" if past else "valid"


def told_of(letter: Letter) -> str:
    """What the addressee is told of its withdrawal; nothing where two people did not put it in words."""
    end = getattr(letter, "end", None)
    return str(end.retraction.told) if end is not None and end.retraction else ""


def retractions_open(actor: User) -> QuerySet[Retraction]:
    """Withdrawals of letters that wait for a second person, the oldest first."""
    rows: QuerySet[Retraction] = Retraction.objects.visible_to(actor).open()
    return rows.select_related("letter__organisation", "by")


@dataclass(frozen=True, slots=True)
class Told:
    """What anybody is told of a letter whose number and code they hold: never who it concerns."""

    number: str
    kind: str
    issued_on: date
    state: str
    valid_until: date | None
    means: str
    allows: bool
    kept: bool
    """Whether this authority still has its text."""

    @property
    def state_words(self) -> str:
        """A letter that allows nothing is never called valid: who holds it would take it for a permission."""
        stands = self.state == "valid" and not self.allows
        return _("Genuine, allows nothing") if stands else str(STATES[self.state])

    @property
    def colour(self) -> str:
        if self.state != "valid":
            return "red"
        return "green" if self.allows else "grey"


def check_code(number: str, code: str) -> Told | None:
    """A wrong number and a wrong code are the same nothing, and take the same work."""
    rows = Letter.objects.filter(number=number.strip().upper())
    letter = rows.select_related("end", "replacement", "destroyed").first()
    held = letter.code if letter else "-" * LENGTH
    return _told(letter) if same(held, normal(code)) and letter else None


def check_file(sha256: str) -> Told | None:
    """The letter whose PDF has this hash."""
    drawn = Q(pdf_sha256=sha256) | Q(late_pdf__sha256=sha256)
    letter = Letter.objects.filter(drawn).select_related("end", "replacement", "destroyed").first()
    return _told(letter) if letter else None


def _told(letter: Letter) -> Told:
    state = state_of(letter)
    return Told(
        number=letter.number,
        kind=letter.get_kind_display(),
        issued_on=timezone.localdate(letter.issued_at),
        state=state,
        valid_until=letter.valid_until,
        means=meaning(letter.kind, state),
        allows=allows(letter.kind, state),
        kept=not hasattr(letter, "destroyed"),
    )
