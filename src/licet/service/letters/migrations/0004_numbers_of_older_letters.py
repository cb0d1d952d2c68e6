"""Letters issued before they were numbered get a number and a code; they had one letter for each case and kind."""

from __future__ import annotations

import secrets
from collections import Counter

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def number(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    seen: Counter[str] = Counter()
    for letter in apps.get_model("letters", "Letter").objects.order_by("issued_at", "id").iterator():
        seen[letter.reference] += 1
        letter.number = f"{letter.reference}-L{seen[letter.reference]}"
        letter.code = "".join(secrets.choice(ALPHABET) for _ in range(16))
        letter.occasion = letter.subject_id
        letter.save(update_fields=["number", "code", "occasion"])


class Migration(migrations.Migration):
    dependencies = [("letters", "0003_numbers_and_wordings")]
    operations = [migrations.RunPython(number, migrations.RunPython.noop, elidable=False)]
