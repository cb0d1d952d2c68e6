"""Words that only some may read, laid into every free text of the filled site; whoever else meets one has found a leak."""

from __future__ import annotations

from datetime import date

import officer_walk as walk
from django.core.files.uploadedfile import SimpleUploadedFile
from matrix_objects import People

from licet.service.applications import services as applications
from licet.service.assessment import services as assessing
from licet.service.casework import services as casework
from licet.service.casework.models import Case, SourceKind
from licet.service.casework.selectors import bodies
from licet.service.chains import services as chains
from licet.service.files.services import store
from licet.service.jobs.services import deliver_all
from licet.service.parties.models import PartyType

OFFICE = frozenset({"olga", "tomas", "paul", "audra"})
EXPORTER = frozenset({"elena"})
RIVAL = frozenset({"rival", "rafael"})

# The word, and who may read it. Everybody else, and every visitor, must never see it.
READERS = {
    "wordofthenote": OFFICE,
    "wordofthehurry": OFFICE,
    "wordofthefinding": OFFICE,
    "wordoftheevidence": OFFICE,
    "wordofthereason": OFFICE,
    "wordoftheproposal": OFFICE,
    "wordofthedraft": EXPORTER,
    "wordofthedraftpaper": EXPORTER,
    "wordofthesubmission": OFFICE | EXPORTER | {"amina"},
    "wordofthequestion": OFFICE | EXPORTER,
    "wordoftheadvice": OFFICE | {"amina"},
    "wordoftherivalsdraft": RIVAL,
    "wordoftherivalscase": OFFICE | RIVAL,
}
WORDS = tuple(READERS)


def lay(people: People) -> Case:
    """One file of Perceptor's with a word in every text, a draft of hers, and the same of her rival."""
    _drafts(people)
    walk.submitted(people["rival"], ministry="wordoftherivalscase Ministry")
    case = walk.taken(people["elena"], people["olga"], ministry="wordofthesubmission Ministry")
    _internal(people, case)
    _asked(people, case)
    _assessed(people, case)
    deliver_all()
    return walk.fresh(case)


def _drafts(people: People) -> None:
    for who, word in (("rival", "wordoftherivalsdraft"), ("elena", "wordofthedraft")):
        draft = walk.deal(people[who], ministry=f"{word} Ministry")
        applications.save_section(
            actor=people[who], application=draft, section="formal", answers={"x": word}, complete=False
        )
        chains.add_item(actor=people[who], chain=draft.chain, name=word, kind="software", quantity=word)
        secret = "wordofthedraftpaper" if who == "elena" else word
        paper = SimpleUploadedFile(f"{secret}.txt", secret.encode(), content_type="text/plain")
        store(actor=people[who], upload=paper, title=secret, organisation=draft.organisation, subject=draft)
        walk.party(f"{word} Trading", "XA", PartyType.PRIVATE_COMPANY, owner=people[who])


def _internal(people: People, case: Case) -> None:
    olga, tomas = people["olga"], people["tomas"]
    casework.write_note(actor=olga, case=case, text="wordofthenote")
    casework.expedite(actor=olga, case=case, asked_by="wordofthehurry", reason="wordofthehurry")
    casework.record_finding(
        actor=tomas,
        case=walk.fresh(case),
        claim=walk.claim(case.application.chain, True),
        reason="wordofthefinding was examined here.",
        source=casework.Source(SourceKind.DOCUMENT, "wordofthefinding"),
        upload=SimpleUploadedFile("wordofthefinding.txt", b"wordofthefinding"),
    )


def _asked(people: People, case: Case) -> None:
    olga = people["olga"]
    question = casework.ask(actor=olga, case=walk.fresh(case), text="wordofthequestion, who holds it?")
    casework.answer(actor=people["elena"], question=question, text="wordofthequestion")
    row = casework.consult(actor=olga, case=walk.fresh(case), body=bodies().get(), text="wordoftheadvice")
    casework.advise(
        actor=people["amina"],
        consultation=row,
        position="against",  # type: ignore[arg-type]
        reasons="wordoftheadvice",
        conditions="wordoftheadvice",
    )


def _assessed(people: People, case: Case) -> None:
    draft = assessing.start(actor=people["olga"], case=walk.fresh(case))
    assessing.add_evidence(
        actor=people["olga"],
        assessment=draft,
        source="wordoftheevidence",
        title="wordoftheevidence",
        dated_on=date(2026, 1, 2),
        reference="wordoftheevidence",
    )
    walk.declared(people["paul"])
    walk.assessed(people["olga"], walk.fresh(case), walk.CLEAR_RISK, reasons="wordofthereason speaks to it.")
    walk.proposed(
        people["olga"],
        case,
        walk.refusal(
            reasons="wordoftheproposal, and why not",
            written_reason="wordoftheproposal",
            acknowledged="wordoftheproposal",
        ),
    )


def leaked(reader: str, page: bytes) -> list[str]:
    """The words on this page that `reader` (a name of the cast, empty for a visitor) may not see."""
    return [word for word in WORDS if reader not in READERS[word] and word.encode() in page]
