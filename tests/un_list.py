"""An invented list in the form of the UN's: nobody on it exists."""

from __future__ import annotations

from xml.sax.saxutils import escape


def person(
    number: str = "1",
    *names: str,
    aliases: tuple[tuple[str, str], ...] = (),
    extra: str = "",
    reference: str = "XXi.001",
) -> str:
    parts = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
    named = "".join(f"<{part}>{escape(name)}</{part}>" for part, name in zip(parts, names, strict=False))
    return (
        f"<INDIVIDUAL><DATAID>{number}</DATAID>{named}<UN_LIST_TYPE>Invented</UN_LIST_TYPE>"
        f"<REFERENCE_NUMBER>{reference} </REFERENCE_NUMBER><LISTED_ON>2030-02-01</LISTED_ON>"
        f"{_aliases('INDIVIDUAL', aliases)}{extra}</INDIVIDUAL>"
    )


def entity(
    number: str, name: str, aliases: tuple[tuple[str, str], ...] = (), reference: str = "XXe.001"
) -> str:
    return (
        f"<ENTITY><DATAID>{number}</DATAID><FIRST_NAME>{escape(name)}</FIRST_NAME>"
        f"<REFERENCE_NUMBER>{reference}</REFERENCE_NUMBER><LISTED_ON>2030-02-01-05:00</LISTED_ON>"
        f"{_aliases('ENTITY', aliases)}</ENTITY>"
    )


def _aliases(kind: str, aliases: tuple[tuple[str, str], ...]) -> str:
    return "".join(
        f"<{kind}_ALIAS><QUALITY>{quality}</QUALITY><ALIAS_NAME>{escape(name)}</ALIAS_NAME></{kind}_ALIAS>"
        for quality, name in aliases
    )


def un_list(*entries: str, generated: str = "2030-03-01T09:00:00+00:00") -> bytes:
    """One entry a line, from line 4 on."""
    persons = "\n".join(entry for entry in entries if entry.startswith("<INDIVIDUAL"))
    bodies = "\n".join(entry for entry in entries if entry.startswith("<ENTITY"))
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<CONSOLIDATED_LIST dateGenerated="{generated}">\n'
        f"<INDIVIDUALS>\n{persons}\n</INDIVIDUALS>\n<ENTITIES>\n{bodies}\n</ENTITIES>\n</CONSOLIDATED_LIST>\n"
    )
    return text.encode()
