"""What a letter lets anybody do, by its kind and state alone: for who is shown one and knows nothing of the case."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import LetterKind

ALLOWS = frozenset({LetterKind.LICENCE, LetterKind.NO_LICENCE})
"""The kinds somebody may rely on for a transfer while they stand."""

STANDING: dict[str, str | Promise] = {
    LetterKind.ACKNOWLEDGEMENT: _("It authorises nothing. It says that an application was received."),
    LetterKind.QUESTION: _("It authorises nothing. It asks the applicant a question."),
    LetterKind.INTENT_TO_REFUSE: _(
        "It authorises nothing. It says that this authority intends to refuse a licence, and is not yet the decision."
    ),
    LetterKind.LICENCE: _(
        "It is a licence. It allows what its schedule names, between the parties it names, on its conditions, and "
        "nothing else. Compare the goods and the persons before you with the letter."
    ),
    LetterKind.REFUSAL: _("It authorises nothing. It refuses a licence: the transfers may not take place."),
    LetterKind.NO_LICENCE: _(
        "It is not a licence. It says that the transfers it describes need none under the law this authority "
        "applies, as long as its facts are true. Compare them with what is before you."
    ),
    LetterKind.RETURNED: _(
        "It authorises nothing. It returns an application as incomplete, without a decision."
    ),
    LetterKind.WITHDRAWAL: _("It authorises nothing. It confirms that an application was withdrawn."),
    LetterKind.RETRACTION: _(
        "It authorises nothing. It says that another letter of this authority is withdrawn."
    ),
    LetterKind.RULING: _(
        "It authorises nothing. It rules which list entries apply to an item, as long as its facts are true: compare them "
        "with what is before you."
    ),
    LetterKind.RULING_WITHDRAWN: _("It authorises nothing. It says that a ruling no longer stands."),
}
ENDED: dict[str, str | Promise] = {
    LetterKind.LICENCE: _("It authorises nothing today. It was a licence."),
    LetterKind.NO_LICENCE: _(
        "It can no longer be relied on. It said that certain transfers need no licence."
    ),
    LetterKind.RULING: _("It can no longer be relied on. It ruled which list entries apply to an item."),
}


def meaning(kind: str, state: str) -> str:
    """One or two sentences, in the language of the moment; a letter that ended never reads as if it stood."""
    standing = STANDING[kind]
    return str(standing if state == "valid" else ENDED.get(kind, standing))


def allows(kind: str, state: str) -> bool:
    """Whether somebody may rely on it for a transfer today: only then is its state shown in green."""
    return state == "valid" and kind in ALLOWS
