"""A word written into a self-assessment that nobody saved is afterwards in no table, no session, no log and no address."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models
from self_assessment import SPIES, Visitor

CANARY = "xylophone"


def walk(visitor: Visitor) -> None:
    """Every step but saving, what goes wrong among them; the word in every field that takes one."""
    names = {"item_name": CANARY, "giver_name": CANARY, "receiver_name": CANARY}
    names |= {"target_name": CANARY, "relation": "software_for", "target_kind": "software"}
    visitor.describe(**names, act="")
    visitor.describe(**names)
    visitor.answer({SPIES: "yes", f"i1:{CANARY}": "yes"})
    visitor.send("answers")
    visitor.send("change", {"change": "i1"})
    visitor.change("i1", {"name": f"{CANARY} 2", "kind": "software"})
    visitor.send("indication", {"language": "fr"})
    kept = {what: visitor.send(f"download/{what}").content for what in ("document", "indication", "text")}
    assert CANARY in kept["document"].decode()
    visitor.send("open", {"upload": SimpleUploadedFile(f"{CANARY}.json", kept["document"])})
    visitor.send("indication")
    visitor.send("indication", {"draft": '{"items": [{"id": "' + CANARY + '!"}]}'}, expect=400)


def whole_database() -> str:
    """Every column of every table, as text; on SQLite also the bytes of the file and what is not in it yet."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [repr(row) for row in cursor.fetchall()]
    name = str(connection.settings_dict["NAME"])
    files = [Path(name + end) for end in ("", "-wal")] if connection.vendor == "sqlite" else []
    found += [file.read_bytes().decode("latin-1") for file in files if file.exists()]
    return "\n".join(found)


@pytest.mark.django_db(transaction=True)
def test_nothing_of_it_is_kept(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)  # statements are looked at in the tables
    visitor = Visitor()
    walk(visitor)
    assert CANARY not in whole_database()
    assert CANARY not in caplog.text
    assert CANARY not in "".join(capfd.readouterr())
    assert not any(CANARY in cookie.OutputString() for cookie in visitor.client.cookies.values())
    assert "sessionid" not in visitor.client.cookies


@pytest.mark.django_db(transaction=True)
def test_the_search_would_find_it() -> None:
    organisation = apps.get_model("people.Organisation")
    kinds = organisation._meta.get_field("kind")
    assert isinstance(kinds, models.Field)
    organisation.objects.create(name=CANARY, kind=str((kinds.choices or [("exporter", "")])[0][0]))
    assert CANARY in whole_database()


@pytest.mark.django_db(transaction=True)
def test_what_is_saved_is_kept_sealed_and_without_its_token() -> None:
    visitor = Visitor()
    visitor.describe(item_name=CANARY)
    address = visitor.send("save", expect=302).headers["Location"]
    token = address.split("/")[-2]
    held = whole_database()
    assert CANARY not in held
    assert token not in held


@pytest.mark.django_db
def test_no_page_puts_anything_into_an_address() -> None:
    visitor = Visitor()
    visitor.describe(item_name=CANARY)
    visitor.send("indication")
    for line in visitor.page.splitlines():
        for part in line.split('"'):
            if part.startswith(("/", "http", "?")):
                assert CANARY not in part
