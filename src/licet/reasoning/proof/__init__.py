"""Answers with their proofs: the tree that leads there, and the same tree in words for three readers."""

from __future__ import annotations

from licet.reasoning.proof.document import ARGUMENT, argument
from licet.reasoning.proof.words import REGISTERS

__all__ = ["ARGUMENT", "REGISTERS", "argument"]
