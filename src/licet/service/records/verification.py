"""Verify the ledger: every leaf, number, root, signature and commitment is computed again and compared.

What an intruder with the database *and* the signing key has rewritten from end to end shows only against a checkpoint that
was kept elsewhere: hence `held`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from licet.ledger.canonical import opens
from licet.ledger.checkpoint import Checkpoint as Head
from licet.ledger.checkpoint import CheckpointError, Verifier, verify
from licet.ledger.merkle import EMPTY_ROOT, Edge, leaf_hash

from . import tree
from .models import Checkpoint, Content, Event, Leaf, Node, PersonalContent

PATIENCE = timedelta(minutes=1)  # a sealing that takes longer means that no sequencer runs
CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Problem:
    what: str
    seq: int | None = None
    event: UUID | None = None


@dataclass
class Report:
    size: int = 0
    root: bytes = EMPTY_ROOT
    waiting: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems

    def add(self, what: str, seq: int | None = None, event: UUID | None = None) -> None:
        self.problems.append(Problem(what, seq, event))


def verify_ledger(
    *, verifiers: Sequence[Verifier], held: str = "", patience: timedelta | None = PATIENCE
) -> Report:
    """The whole ledger as it stands. `held` is the text of a checkpoint that was kept elsewhere; without `patience`
    events may wait for the sequencer for ever, as they do in a backup."""
    report = Report()
    heads = _heads(report, verifiers)
    outside = _held(report, verifiers, held)
    wanted = {head.size for head in [*heads, *outside]}
    roots = _walk(report, wanted)
    _compare_heads(report, heads, roots)
    for head in outside:
        _compare_held(report, head, roots)
    _check_unsealed(report, patience)
    return report


# --- leaves, events and content ---------------------------------------------------------------------


def _walk(report: Report, wanted: set[int]) -> dict[int, bytes]:
    """Go through the leaves in order; the root at every wanted size."""
    edge, destroyed, nodes = Edge(), _destroyed(), {}
    roots = {0: EMPTY_ROOT}
    for leaf in _leaves():
        if leaf.seq != edge.size:
            report.add(
                _("Number %(missing)d is missing; the next is %(next)d.")
                % {"missing": edge.size, "next": leaf.seq},
                edge.size,
            )
            break
        _check_event(report, leaf, destroyed)
        for level, index, node in edge.append(bytes(leaf.hash)):
            if level and level % tree.HEIGHT == 0:
                nodes[level, index] = node
        if edge.size in wanted:
            roots[edge.size] = edge.root()
    else:
        _check_nodes(report, nodes)
    report.size, report.root = edge.size, edge.root()
    return roots


def _leaves() -> Iterator[Leaf]:
    related = ("event__content", "event__personal_content")
    return Leaf.objects.select_related(*related).order_by("seq").iterator(CHUNK)


def _destroyed() -> dict[str, set[UUID]]:
    """The events whose content is on record as destroyed, by the type of destruction."""
    found: dict[str, set[UUID]] = {"content.destroyed": set(), "personal.destroyed": set()}
    acts = Event.objects.filter(type__in=found, subject_type=Event._meta.label_lower)
    for type, subject in acts.values_list("type", "subject_id"):
        found[type].add(subject)
    return found


def _check_event(report: Report, leaf: Leaf, destroyed: dict[str, set[UUID]]) -> None:
    event = leaf.event
    if leaf_hash(event.entry().to_bytes()) != bytes(leaf.hash):
        report.add(_("The event is not the one that was sealed."), leaf.seq, event.id)
    gone = event.id in destroyed["content.destroyed"]
    content, personal = getattr(event, "content", None), getattr(event, "personal_content", None)
    if fault := _content_fault(event.payload_commitment, content, gone):
        report.add(fault, leaf.seq, event.id)
    gone = gone or event.id in destroyed["personal.destroyed"]
    if fault := _content_fault(event.personal_commitment, personal, gone):
        report.add(_("Personal part: %(fault)s") % {"fault": fault}, leaf.seq, event.id)


def _content_fault(committed: str, content: Content | PersonalContent | None, destroyed: bool) -> str:
    if not committed:
        return _("There is content that was never committed to.") if content else ""
    if content is None:
        return "" if destroyed else _("The content is missing and its destruction is not recorded.")
    if destroyed:
        return _("The content is recorded as destroyed and is still there.")
    key = bytes(content.key)
    if len(key) != 32 or not opens(key, content.body.encode(), committed):
        return _("The content is not the one that was committed to.")
    return ""


def _check_nodes(report: Report, nodes: dict[tuple[int, int], bytes]) -> None:
    stored = {
        (level, index): bytes(node)
        for level, index, node in Node.objects.values_list("level", "index", "hash")
    }
    if stored != nodes:
        differing = len({*stored.items()} ^ {*nodes.items()})
        report.add(_("%(count)d stored subtree hashes differ from the leaves.") % {"count": differing})


def _check_unsealed(report: Report, patience: timedelta | None) -> None:
    """Events without a leaf: either waiting a moment for the sequencer, or kept from it."""
    cutoff = timezone.now() - patience if patience else None
    for event in Event.objects.filter(leaf__isnull=True).select_related("pending").iterator(CHUNK):
        if getattr(event, "pending", None) is None:
            report.add(_("The event was never sealed and does not wait to be."), event=event.id)
        elif cutoff and event.at < cutoff:
            report.add(
                _("The event has waited for the sequencer since %(at)s.") % {"at": event.at}, event=event.id
            )
        else:
            report.waiting += 1


# --- checkpoints ------------------------------------------------------------------------------------


def _heads(report: Report, verifiers: Sequence[Verifier]) -> list[Head]:
    heads = []
    for row in Checkpoint.objects.order_by("size").iterator(CHUNK):
        try:
            head = verify(row.text, verifiers)
        except CheckpointError as error:
            report.add(_("Checkpoint %(size)d: %(fault)s") % {"size": row.size, "fault": error})
            continue
        if (head.size, head.root.hex()) != (row.size, row.root):
            report.add(_("Checkpoint %(size)d: the row differs from the signed text.") % {"size": row.size})
        heads.append(head)
    return heads


def _held(report: Report, verifiers: Sequence[Verifier], text: str) -> list[Head]:
    if not text:
        return []
    try:
        return [verify(text, verifiers)]
    except CheckpointError as error:
        report.add(_("The checkpoint you hold: %(fault)s") % {"fault": error})
        return []


def _compare_heads(report: Report, heads: Sequence[Head], roots: dict[int, bytes]) -> None:
    """One line for all that disagree: the first tells where the alteration lies."""
    sound = 0
    for head in heads:
        if roots.get(head.size) != head.root:
            span = {"first": sound, "last": head.size - 1, "size": head.size}
            report.add(
                _("Checkpoint %(size)d does not fit: look between numbers %(first)d and %(last)d.") % span
            )
            return
        sound = head.size
    if sound != report.size:
        report.add(_("No signed checkpoint covers the entries from %(first)d on.") % {"first": sound}, sound)


def _compare_held(report: Report, head: Head, roots: dict[int, bytes]) -> None:
    if head.size > report.size:
        counts = {"held": head.size, "here": report.size}
        report.add(_("The checkpoint you hold covers %(held)d entries; here are only %(here)d.") % counts)
    elif roots.get(head.size) != head.root:
        report.add(
            _("The ledger is not the one your checkpoint of %(size)d entries was made of.")
            % {"size": head.size}
        )
