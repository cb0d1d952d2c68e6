"""Append-only, enforced by the database: nothing updates or deletes what was recorded, whoever asks.

Content may go, and only once its destruction is itself recorded.
"""

from __future__ import annotations

from django.db import migrations

from licet.service.records.protection import append_only, deletable_when, drop_function, make_function

DESTROYED = (
    "EXISTS (SELECT 1 FROM records_event WHERE subject_type = 'records.event'"
    " AND subject_id = OLD.event_id AND type IN ({types}))"
)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [
        migrations.RunPython(make_function, drop_function, elidable=False),
        append_only("records_event", "records_leaf", "records_node", "records_checkpoint"),
        deletable_when("records_content", DESTROYED.format(types="'content.destroyed'")),
        deletable_when("records_personalcontent", DESTROYED.format(types="'content.destroyed', 'personal.destroyed'")),
    ]
