"""`licet law test`: does the law still mean what its tests say?"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator

from licet.law import Corpus, load
from licet.law.clauses import load_clauses
from licet.law.errors import nearest
from licet.law.model import Rule
from licet.law.places import configured
from licet.law.red_flags import load_red_flags
from licet.law.topics import load_guidance
from licet.reasoning.law_tests import Outcome, run_tests

from .exits import CHECK_FAILED, OK, BadInput


def run(args: argparse.Namespace) -> int:
    from licet.reasoning import Law

    corpus = load()
    load_guidance(configured(), corpus)  # every name in it is one that the law has
    load_clauses(configured())
    load_red_flags(configured())
    outcome = run_tests(corpus, Law.load(), chosen(corpus, args.rule))
    if args.format == "json":
        print(json.dumps(as_json(outcome), ensure_ascii=False, indent=2))
    else:
        print("\n".join(as_text(outcome)))
    return OK if outcome.good else CHECK_FAILED


def chosen(corpus: Corpus, rule: str | None) -> tuple[Rule, ...]:
    if rule is None:
        return tuple(corpus.rules.values())
    if rule not in corpus.rules:
        raise BadInput(f"--rule: there is no rule {rule}. {nearest(rule, corpus.rules)}.")
    return (corpus.rules[rule],)


# --- output ------------------------------------------------------------------------------------------


def counts(outcome: Outcome) -> dict[str, dict[str, int]]:
    """How many rules, by the state or union whose law it is, by role, and by the mark of the latest edition."""
    return {
        "law": dict(sorted(Counter(rule.id.partition(".")[0] for rule in outcome.rules).items())),
        "role": dict(sorted(Counter(rule.role.value for rule in outcome.rules).items())),
        "mark": dict(sorted(Counter(rule.editions[-1].mark.value for rule in outcome.rules).items())),
    }


def as_json(outcome: Outcome) -> dict[str, object]:
    return {
        "schema": "licet.law-test/1",
        "law": {"digest": outcome.corpus.digest},
        "rules": len(outcome.rules),
        "tests": outcome.tests,
        "passed": outcome.tests - outcome.failed_tests,
        "failed": [
            {
                "file": one.file,
                "line": one.line,
                "rule": one.rule,
                "name": one.name,
                "what": one.what,
                "expected": one.expected,
                "got": one.got,
            }
            for one in outcome.failures
        ],
        "uncovered": [
            {"file": one.file, "line": one.line, "rule": one.rule, "lacks": list(one.lacks)}
            for one in outcome.uncovered
        ],
        "unreached": [{"file": one.file, "line": one.line, "rule": one.rule} for one in outcome.unreached],
        "counts": counts(outcome),
    }


def as_text(outcome: Outcome) -> Iterator[str]:
    yield from map(str, outcome.failures)
    yield from map(str, outcome.uncovered)
    yield from map(str, outcome.unreached)
    for by, numbers in counts(outcome).items():
        yield f"rules by {by}: " + ", ".join(f"{name} {number}" for name, number in numbers.items())
    passed = outcome.tests - outcome.failed_tests
    yield f"{len(outcome.rules)} rules, {outcome.tests} tests: {passed} passed, {outcome.failed_tests} failed"
