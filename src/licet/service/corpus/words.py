"""The law in the reader's language: its own texts, and the names of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from licet.law.model import Frame, MeasureKind, Role


def words(text: Mapping[str, str]) -> str:
    """A text of the law in the reader's language, English where there is no other."""
    language = (get_language() or "en")[:2]
    return text.get(language) or text.get("en", "")


def code_of(rule_id: str) -> str:
    """`5A004.b` for `EU.5A004.B`: the code of an entry as its list prints it."""
    first, *limbs = rule_id.split(".")[1:]
    return ".".join([first, *(limb.lower() for limb in limbs)])


def either(parts: Iterable[str]) -> str:
    """“hardware or software”, “A, B or C”."""
    *others, last = parts
    if not others:
        return last
    return _("%(some)s or %(last)s") % {"some": ", ".join(others), "last": last}


def mark_words(mark: str) -> str:
    return {
        "verified": _("checked against the text"),
        "partial": _("partly checked against the text"),
        "unverified": _("not checked against the text: never decides"),
    }.get(mark, mark)


def role_words(role: Role) -> str:
    return {
        Role.ENTRY: _("Control-list entry"),
        Role.DEFINITION: _("Term"),
        Role.NOTE: _("Note"),
        Role.ACT: _("What counts as an export, and who is the exporter"),
        Role.MEASURE: _("Duty"),
        Role.FAMILY: _("When other law matters"),
        Role.CCIC_KIND: _("Kind of cyber intrusion capability"),
    }[role]


def kind_words(kind: MeasureKind) -> str:
    """What a measure asks of somebody."""
    return {
        MeasureKind.PROHIBITED: _("It is prohibited."),
        MeasureKind.HOLD: _("It must wait for the authority."),
        MeasureKind.LICENCE: _("A licence is needed."),
        MeasureKind.INDIVIDUAL_ONLY: _("A licence of its own is needed, for this one deal."),
        MeasureKind.NOTIFY: _("The authority must be told, and its answer waited for."),
        MeasureKind.INFORM: _("Somebody must be informed."),
        MeasureKind.RECORD: _("Records must be kept."),
        MeasureKind.AUTHORISATION_AVAILABLE: _("A general licence is available."),
    }[kind]


def parameter_words(name: str) -> str:
    """What a state's sheet says of its authority."""
    return {
        "refusal_test": _("When a licence is refused"),
        "bodies": _("Who decides"),
        "clock": _("How long a decision takes"),
        "appeal": _("How to challenge a decision"),
        "retention": _("How long papers are kept"),
    }[name]


def frame_words(frame: Frame) -> str:
    """Of whom or what a fact is asked; nothing for the thing itself, its transfer and the whole."""
    return {
        Frame.TARGET: _("The thing it serves"),
        Frame.ACTOR: _("Who acts"),
        Frame.FROM: _("Where it starts"),
        Frame.TO: _("Who receives it"),
        Frame.VIA: _("Whom it passes through"),
        Frame.HOST: _("Who hosts it"),
        Frame.ACCESSOR: _("Who may open it"),
        Frame.END_USER: _("Who uses it in the end"),
    }.get(frame, "")


def outcome_words(code: str) -> str:
    """The four kinds of “no” are four different answers; a partial corpus can give only the last."""
    return {
        "prohibited": _("Prohibited"),
        "arms_regime": _("Military list: the arms rules apply"),
        "individual_licence": _("An individual licence is required"),
        "licence": _("A licence is required"),
        "notify_and_wait": _("Tell the authority and wait for its decision"),
        "authorised_generally": _("A general licence is available"),
        "inform": _("The authority must be informed"),
        "record": _("Records must be kept"),
        "nothing_found_in_scope": _("Not controlled by the rules checked here"),
    }.get(code, code)
