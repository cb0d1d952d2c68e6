"""Which rows elsewhere may lose their free text, and with the content of which event."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from licet.service.records.protection import append_only

class Migration(migrations.Migration):

    dependencies = [
        ('records', '0003_submission'),
    ]

    operations = [
        migrations.CreateModel(
            name='Emptied',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('held_in', models.CharField(max_length=63)),
                ('row_key', models.CharField(max_length=64)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.event')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('held_in', 'row_key'), name='emptied_once')],
            },
        ),
        append_only("records_emptied"),
    ]
