"""Own law, as the access matrix meets it. The rows ask who may, so the bundle need not be a law."""

from __future__ import annotations

from django.utils import timezone
from matrix_objects import People, state

from licet.law.bundles import bundle
from licet.service.corpus.entering import enter
from licet.service.files.storage import keep_bytes
from licet.service.jobs.services import finish, start
from licet.service.own_law.models import Draft, Examination, Signature
from licet.service.own_law.services import KIND, signed_digest, take_back
from licet.service.people.models import User

REPORT = {
    "tests": {"count": 3, "failed": [], "gaps": []},
    "rules": [],
    "new_regimes": ["XE"],
    "gone_regimes": [],
    "examples": {"rows": [], "count": 0},
    "chains": {"rows": [], "count": 0, "asked": 0},
    "answers": {"rows": [], "count": 0, "asked": {"case": 1}},
    "saved": 0,
    "bench": {"ZZ": []},
}


def draft(author: User) -> Draft:
    made: Draft = Draft.objects.create(
        note="Nothing to XA needs a licence.",
        author=author,
        at=timezone.now(),
        starts_on=timezone.localdate(),
        bundle=keep_bytes(bundle([], {"licence.yaml": b"is: rule\n"})),
        base="1" * 64,
        law_digest="2" * 64,
        files={"licence.yaml": "3" * 64},
    )
    return made


def examined(made: Draft) -> Examination:
    job = start(actor=made.author, kind=KIND, label="Examination", total=100)
    found: Examination = Examination(
        draft=made,
        job=job,
        before_digest="4" * 64,
        day=made.starts_on,
        report=REPORT,
        finished_at=timezone.now(),
    )
    found.digest = signed_digest(found)
    found.save()
    finish(job, {})
    return found


def fresh(made: Draft) -> Draft:
    found: Draft = Draft.objects.get(pk=made.pk)
    return found


@state("own law: put forward by the officer")
def by_officer(people: People) -> Draft:
    return draft(people["olga"])


@state("own law: put forward by the approver")
def by_approver(people: People) -> Draft:
    return draft(people["paul"])


@state("own law: signed")
def signed(people: People) -> Draft:
    made = draft(people["olga"])
    row = enter(
        starts_on=made.starts_on,
        bundle="",
        law_digest=made.law_digest,
        author=made.author,
        signer=people["paul"],
    )
    Signature.objects.create(
        draft=made,
        examination=examined(made),
        in_force=row,
        author=made.author,
        by=people["paul"],
        at=made.at,
    )
    return fresh(made)


@state("own law: taken back")
def taken_back(people: People) -> Draft:
    made = draft(people["olga"])
    take_back(actor=people["olga"], draft=made, reason="It was a try.")
    return fresh(made)
