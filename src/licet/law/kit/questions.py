"""What the starter kit asks. A base's open terms are asked with their possible answers; the rest in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

OPEN = "open"
"""The state leaves the point to its authority, case by case."""
NOT_CHECKED = "not_checked"
"""Nothing was read on the point: an official must look."""
WASSENAAR, UNION = "WA", "EU"


@dataclass(frozen=True, slots=True)
class Question:
    """`answers`: what each answer makes of the term, with XX for the state; none where it is answered in words."""

    name: str
    asks: str
    answers: Mapping[str, str]

    @property
    def is_term(self) -> bool:
        return bool(self.answers)


YES_NO = {"yes": "always", "no": "never"}
INFORMED, AWARE = "transfer.informed_by_authority", "transfer.aware"
QUESTIONS = (
    Question(
        "saas_access", "Is giving somebody abroad the use of software that stays at home an export?", YES_NO
    ),
    Question(
        "cloud_upload",
        "Is storing something on a server abroad, for one's own use, an export?",
        YES_NO | {"if_examined": "{judgement: examined_abroad}"},
    ),
    Question(
        "deemed_export",
        "Is showing something to a foreign person at home an export?",
        {"yes": "{not: {to.nationality: [XX]}}", "no": "never"},
    ),
    Question(
        "human_rights_catch_all",
        "Do unlisted surveillance items need a licence because of human rights - never, or when the exporter was informed, is aware, or "
        "has grounds for suspecting?",
        {
            "no": "never",
            "informed": INFORMED,
            "aware": f"{{any: [{INFORMED}, {AWARE}]}}",
            "suspicion": "always",
        },
    ),
    Question(
        "server_abroad",
        "Is making something available from a server that is abroad already an export of the one at home?",
        YES_NO,
    ),
    Question(
        "national_option_suspicion",
        "Has the state used the option of Article 5(3), a licence on grounds for suspecting?",
        YES_NO,
    ),
    Question("refusal_test", "When must or may a licence be refused?", {}),
    Question("bodies", "Who decides, who is heard, and what may they do?", {}),
    Question("clock", "How long may a decision take, and what stops the clock?", {}),
    Question("appeal", "How, and until when, can a decision be challenged?", {}),
    Question("retention", "How long are papers kept?", {}),
)
TERMS_OF = {
    WASSENAAR: ("saas_access", "cloud_upload", "deemed_export", "human_rights_catch_all"),
    UNION: ("saas_access", "cloud_upload", "server_abroad", "national_option_suspicion"),
}


def questions_for(base: str) -> tuple[Question, ...]:
    """The terms that this base leaves open, then what is answered in words."""
    return tuple(one for one in QUESTIONS if not one.is_term or one.name in TERMS_OF.get(base, ()))
