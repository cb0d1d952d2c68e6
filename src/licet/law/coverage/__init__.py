"""Which paragraph of a text about the law became which rule, and which became none.

`paragraphs` cuts Markdown up, `mapping` reads what a lawyer wrote about each paragraph, `targets` knows every name that may be
given there, `matching` puts the two together. Nothing here decides anything.
"""

from __future__ import annotations

from .mapping import REASONS, Entry, Mapped, load_mapping
from .matching import Covered, Found, Standing, covered
from .paragraphs import Paragraph, read_folder

__all__ = [
    "REASONS",
    "Covered",
    "Entry",
    "Found",
    "Mapped",
    "Paragraph",
    "Standing",
    "covered",
    "load_mapping",
    "read_folder",
]
