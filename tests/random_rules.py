"""Random rules and random knowledge of a small vocabulary, for tests against every completion."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from small_law import fact, group, yes_no

from licet.law.model import FactType, Mark

NAMES = ("item.a", "item.b", "item.c", "target.a", "target.b", "transfer.t", "file.f")
FACTS = [
    *yes_no("item.a", "item.b", "item.c", "transfer.t", "file.f"),
    fact("item.bits", FactType.NUMBER),
]
COUNTRIES = ("AT", "NO", "JP", "US", "BR")
GROUPS = [group("near", "AT", "NO", unverified=["US"]), group("far", "NO", "JP")]

leaf: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(
        [
            {"item.kind": ["software"]},
            {"item.kind": ["software", "hardware"]},
            {"target.kind": ["technology"]},
        ]
    ),
    st.sampled_from(
        [{"to.country": {"in": "near"}}, {"to.country": {"in": "far"}}, {"from.country": ["BR"]}]
    ),
    st.sampled_from(
        [{"item.bits": {"over": 56}}, {"item.bits": {"from": 112}}, {"target.bits": {"under": 56}}]
    ),
    st.sampled_from([{"judgement": "required"}, "always", {"outside": "rest"}]),
)


def grown(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    parts = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        parts.map(lambda p: {"all": p}),
        parts.map(lambda p: {"any": p}),
        inner.map(lambda p: {"not": p}),
        parts.map(lambda p: {"at_least": 2, "of": p}),
    )


expressions = st.recursive(leaf, grown, max_leaves=8)
plain = st.recursive(
    st.sampled_from(["item.a", "item.b", "item.c", {"item.kind": ["software"]}]), grown, max_leaves=4
)
few = st.sampled_from(
    [
        "item.a",
        "item.b",
        "target.a",
        "file.f",
        {"judgement": "required"},
        {"outside": "rest"},
        {"to.country": {"in": "near"}},
    ]
)
modest = st.recursive(few, grown, max_leaves=3)
marks = st.sampled_from([Mark.VERIFIED, Mark.UNVERIFIED])
known = st.fixed_dictionaries(
    {},
    optional={
        **{name: st.sampled_from([[True], [False]]) for name in NAMES},
        "item.kind": st.sampled_from([["software"], ["hardware", "software"], ["service", "technology"]]),
        "to.country": st.lists(st.sampled_from(COUNTRIES), min_size=1, max_size=3, unique=True),
        "item.bits": st.sampled_from([[56.0], [55.75], [111.75, 112.0], [300.0]]),
    },
)
