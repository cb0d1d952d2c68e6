"""What scrolls sideways can be reached by keyboard and has a name, in every template."""

from __future__ import annotations

import re
from pathlib import Path

import licet.service

TEMPLATES = sorted(Path(licet.service.__path__[0]).rglob("templates/**/*.html"))
SCROLLS = re.compile(r'<div class="licet-scroll[^>]*>')


def test_every_box_that_scrolls_takes_the_focus_and_has_a_name() -> None:
    boxes = [(file.name, tag) for file in TEMPLATES for tag in SCROLLS.findall(file.read_text("utf-8"))]
    assert len(boxes) > 10
    for name, tag in boxes:
        assert 'role="region"' in tag, name
        assert 'tabindex="0"' in tag, name
        assert re.search(r'aria-label="[^"]', tag), name


def test_no_wide_table_stands_outside_such_a_box() -> None:
    """A table of three columns or more needs the box at 320 pixels."""
    bare = []
    for file in TEMPLATES:
        text = file.read_text("utf-8")
        boxed = text.count('class="licet-scroll')
        wide = [
            table for table in re.findall(r"<table.*?</thead>", text, re.DOTALL) if table.count("<th ") > 2
        ]
        if len(wide) > boxed:
            bare.append(f"{file.name}: {len(wide)} tables, {boxed} boxes")
    assert bare == []
