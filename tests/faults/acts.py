"""What people do, from an application handed in to a decision, each act under a mark of its own by which it is counted."""

from __future__ import annotations

import datetime
import hashlib
import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from faults.machine import Killer, Machine, wait_for
from faults.person import Answer, File, Person


@dataclass
class Done:
    """An acknowledged act: what it must have left exactly once."""

    act: str
    table: str
    column: str
    mark: str
    sha256: str = ""


@dataclass
class Book:
    """All acknowledged acts; several people write in it."""

    acts: list[Done] = field(default_factory=list)
    failures: list[BaseException] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, done: Done) -> None:
        with self.lock:
            self.acts.append(done)


# act → where it leaves its mark
TABLES = {
    "begin": ("chains_chain", "title"),
    "item": ("chains_item", "name"),
    "document": ("files_document", "title"),
    "note": ("casework_note", "text"),
    "expedite": ("casework_expedite", "reason"),
    "ask": ("casework_question", "text"),
    "answer": ("casework_reply", "text"),
    "consult": ("casework_consultation", "text"),
    "advise": ("casework_advice", "reasons"),
    "evidence": ("assessment_evidence", "title"),
    "find": ("assessment_finding", "reasons"),
    "sign": ("assessment_assessment", "summary"),
    "propose": ("decisions_proposal", "reasons"),
    "import": ("lists_listgeneration", "filename"),
}
UN = '<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-11-21T00:00:00Z"><INDIVIDUALS/><ENTITIES><ENTITY><DATAID>{number}</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>Entity {number}</FIRST_NAME><UN_LIST_TYPE>Test</UN_LIST_TYPE><REFERENCE_NUMBER>TTe.{number}</REFERENCE_NUMBER><LISTED_ON>2020-01-01</LISTED_ON></ENTITY></ENTITIES></CONSOLIDATED_LIST>'


class Story:
    """One application after the other, each walked to its decision; other acts in between."""

    def __init__(
        self,
        machine: Machine,
        made: dict[str, dict[str, str]],
        book: Book,
        killer: Killer,
        name: str,
        seed: int,
    ) -> None:
        self.machine, self.book, self.name = machine, book, name
        self.pick, self.number = random.Random(f"{seed}-{name}"), 0
        people = {
            key: Person(machine.port, session, killer.sent, killer.loses)
            for key, session in made["sessions"].items()
        }
        self.people = people
        self.elena, self.olga, self.amina, self.paul = (people[k] for k in ("elena", "olga", "amina", "paul"))

    def mark(self, act: str) -> str:
        self.number += 1
        return f"{act} {self.name}-{self.number:05d} as told"  # more than a word: it stands where reasons do

    def do(self, who: Person, act: str, path: str, field: str, sha256: str = "", **more: object) -> Answer:
        """One act under a new mark; noted once its answer is here."""
        mark = self.mark(act)
        table, column = TABLES[act]
        answer = who.fill(path, **{field: mark, **more})  # type: ignore[arg-type]
        self.book.note(Done(act, table, column, mark, sha256))
        return answer

    def plain(
        self, who: Person, act: str, path: str, table: str, column: str, value: str, **given: object
    ) -> None:
        """An act whose trace is a row that names the case or application."""
        who.fill(path, **given)  # type: ignore[arg-type]
        self.book.note(Done(act, table, column, value))

    # --- the way of one application --------------------------------------------------------------------

    def walk(self, application: str) -> Iterator[Answer | None]:
        at = f"/applications/{application}/"
        self.document(at)
        yield None
        self.plain(
            self.elena, "submit", f"{at}submit/", "casework_case", "application_id", application,
            name="Elena Marsh", position="Compliance", true_and_complete="on", will_report="on", knowingly="on",
        )  # fmt: skip
        yield None
        case = self._case_of(application)
        here = f"/cases/{case}/"
        self.olga.fill(here, action="/take/")
        self.book.note(Done("take", "records_event", "case.assigned", case))
        yield None
        yield from self._talk(case, here)
        yield from self._assess(case, here)
        yield from self._decide(case)

    def _case_of(self, application: str) -> str:
        """The system opens the case a moment after the submission: the worker's doing, however often it is killed."""
        found: list[str] = []

        def opened() -> bool:
            rows = self.machine.query(
                "SELECT id FROM casework_case WHERE application_id = ?", key(self.machine, application)
            )
            found[:] = [str(UUID(str(row[0]))) for row in rows]
            return bool(found)

        wait_for(opened, 90, "the case to be opened")
        return found[0]

    def _talk(self, case: str, here: str) -> Iterator[Answer | None]:
        for _ in range(self.pick.randint(1, 3)):
            yield self.do(self.olga, "note", f"{here}note/", "text")
        yield self.do(self.olga, "expedite", f"{here}expedite/", "reason", asked_by="The minister's office")
        for _ in range(2):
            self.do(self.olga, "ask", f"{here}ask/", "text", working_days="10", step="send")
            yield None
            path = self._row(
                "SELECT id FROM casework_question WHERE case_id = ? ORDER BY at DESC, id DESC LIMIT 1", case
            )
            content = self._content()
            self.do(
                self.elena, "answer", f"/cases/questions/{path}/answer/", "text",
                sha256=hashlib.sha256(content).hexdigest(), file=("upload", File("reply.txt", content)),
            )  # fmt: skip
            yield None
        body = self._row(
            "SELECT organisation_id FROM people_membership m JOIN people_user u ON u.id = m.user_id WHERE u.email = 'amina@demo.invalid' AND ? <> ''",
            case,
            raw=True,
        )
        yield self.do(
            self.olga, "consult", f"{here}consult/", "text", body=body, working_days="15", power="advises"
        )
        path = self._row(
            "SELECT id FROM casework_consultation WHERE case_id = ? ORDER BY at DESC LIMIT 1", case
        )
        yield self.do(
            self.amina, "advise", f"/cases/consultations/{path}/advise/", "reasons", position="against"
        )

    def _assess(self, case: str, here: str) -> Iterator[Answer | None]:
        started = self.olga.fill(here, action="/assess/")
        self.book.note(Done("assess", "assessment_assessment", "case_id", case))
        yield None
        draft = (
            started.location
            if started.status == 302
            else f"/cases/assessments/{self._row('SELECT id FROM assessment_assessment WHERE case_id = ?', case)}/"
        )
        date = {"dated_on_day": "2", "dated_on_month": "10", "dated_on_year": "2026"}
        yield self.do(
            self.olga,
            "evidence",
            f"{draft}evidence/",
            "title",
            source="Committee",
            about="end_user",
            reference="CCPR/1",
            **date,
        )
        criteria = sorted({link for link in self.olga.page(draft).links if "/criteria/" in link})
        asked = {link for page in criteria for link in self.olga.page(page).links if "/answer/" in link}
        for link in sorted(asked):
            evidence = self._row(
                "SELECT id FROM assessment_evidence e WHERE e.assessment_id IN (SELECT id FROM assessment_assessment WHERE case_id = ?)",
                case,
            )
            yield self.do(self.olga, "find", link, "reasons", answer="no", evidence=[evidence])
        yield self.do(self.olga, "sign", f"{draft}sign/", "summary")

    def _decide(self, case: str) -> Iterator[Answer | None]:
        last = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=200)
        self.do(
            self.olga, "propose", f"/decisions/propose/{case}/?kind=grant", "reasons", purpose="Tests on order",
            conditions="No retransfer.", written_reason="The designs are civil.", valid_until_day=str(last.day),
            valid_until_month=str(last.month), valid_until_year=str(last.year),
        )  # fmt: skip
        yield None
        proposal = self._row("SELECT id FROM decisions_proposal WHERE case_id = ?", case)
        reader = self.paul.page(f"/decisions/proposals/{proposal}/")
        asked = {name for form in reader.forms for name, _ in form.fields}
        given = {name: "Weighed." for name in ("written_reason", "acknowledged") if name in asked}
        self.plain(
            self.paul,
            "decide",
            f"/decisions/proposals/{proposal}/",
            "decisions_outcome",
            "case_id",
            case,
            **given,
        )
        self.book.note(Done("licence", "decisions_licence", "case_id", case))
        yield None

    def _row(self, sql: str, case: str, raw: bool = False) -> str:
        value = self.machine.query(sql, case if raw else key(self.machine, case))[0][0]
        return str(value) if raw and not self._is_uuid(value) else str(UUID(str(value)))

    @staticmethod
    def _is_uuid(value: object) -> bool:
        try:
            UUID(str(value))
        except ValueError:
            return False
        return True

    # --- in between --------------------------------------------------------------------------------------

    def document(self, at: str) -> None:
        content = self._content()
        digest = hashlib.sha256(content).hexdigest()
        self.do(
            self.elena, "document", f"{at}documents/", "title", sha256=digest,
            file=("upload", File("contract.txt", content)), kind="contract",
        )  # fmt: skip

    def _content(self) -> bytes:
        """Some small, some of a few hundred kilobytes, none like another."""
        words = f"{self.name} {self.number} {self.pick.random()}\n".encode()
        return words * self.pick.choice([1, 40, 8000])

    def aside(self) -> None:
        """A new deal, an item of it, or a list."""
        choice = self.pick.randrange(4)
        if choice == 0:
            content = UN.format(number=self.pick.randrange(10**9)).encode()
            mark = f"{self.mark('import')}.xml"
            self.olga.fill("/lists/import/", file=("upload", File(mark, content)), profile="un-consolidated")
            self.book.note(Done("import", *TABLES["import"], mark, hashlib.sha256(content).hexdigest()))
            return
        made = self.do(self.elena, "begin", "/applications/new/", "title")
        if made.location.startswith("/applications/"):
            self.do(self.elena, "item", f"{made.location}items/add/", "name", kind="software", quantity="1")


def key(machine: Machine, value: str) -> str:
    """A UUID as this database keeps it."""
    return value if machine.url else UUID(value).hex
