"""The codes of an indication in plain words."""

from __future__ import annotations

from django.utils.translation import gettext as _


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


def why_unknown(code: str) -> str:
    return {
        "facts": _("facts are missing"),
        "law_unverified": _("a rule was not checked against its source"),
        "judgement": _("a term needs the authority’s judgement"),
        "outside_corpus": _("other law matters that is not checked here"),
    }.get(code, code)


def mark_words(mark: str) -> str:
    return {
        "verified": _("checked against the text"),
        "partial": _("partly checked against the text"),
        "unverified": _("not checked against the text: never decides"),
    }.get(mark, mark)


def bearer_words(role: str) -> str:
    return {
        "exporter": _("exporter"),
        "broker": _("broker"),
        "provider": _("provider of assistance"),
        "declarant": _("declarant"),
    }.get(role, role.replace("_", " "))
