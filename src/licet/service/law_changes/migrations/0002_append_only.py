"""What came out otherwise, and who looked at it, stays as it was."""

from __future__ import annotations

from django.db import migrations

from licet.service.records.protection import append_only


class Migration(migrations.Migration):
    dependencies = [("law_changes", "0001_initial"), ("records", "0002_append_only")]
    operations = [append_only("law_changes_changedanswer"), append_only("law_changes_look")]
