"""`ledger verify --deep` compares each case's state with the state its events lead to."""

from __future__ import annotations
