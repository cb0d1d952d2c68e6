"""Schedules, holds, lists of files to destroy: rows are only added. Why a case was held may go with the case."""

from __future__ import annotations

import django.db.models.deletion
import licet.service.base.ids
from django.conf import settings
from django.db import migrations, models

from licet.service.records.emptiable import emptiable
from licet.service.records.protection import append_only


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('records', '0004_emptied'),
        ('casework', '0006_text_can_be_destroyed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Destruction',
            fields=[
                ('id', models.UUIDField(default=licet.service.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'destruction',
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.UUIDField(default=licet.service.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='casework.case')),
            ],
            options={
                'verbose_name': 'hold',
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='HoldLifted',
            fields=[
                ('hold', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='lifted', serialize=False, to='retention.hold')),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Listed',
            fields=[
                ('id', models.UUIDField(default=licet.service.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('licence', 'A licence was granted'), ('refusal', 'A licence was refused'), ('other', 'No licence required, or returned as incomplete'), ('withdrawn', 'The application was taken back')], max_length=10)),
                ('kept_until', models.PositiveSmallIntegerField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case')),
                ('destruction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='retention.destruction')),
            ],
            options={
                'ordering': ['kept_until', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Schedule',
            fields=[
                ('id', models.UUIDField(default=licet.service.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('rules', models.JSONField()),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='DestructionEnd',
            fields=[
                ('destruction', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='end', serialize=False, to='retention.destruction')),
                ('carried_out', models.BooleanField()),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('destroyed', models.PositiveIntegerField(default=0)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint(
            model_name='destruction',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='retention_destruction_has_reason'),
        ),
        migrations.AddField(
            model_name='holdlifted',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='retention_hold_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='listed',
            constraint=models.UniqueConstraint(fields=('destruction', 'case'), name='retention_listed_once'),
        ),
        migrations.AddConstraint(
            model_name='listed',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['licence', 'refusal', 'other', 'withdrawn'])), name='retention_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='schedule',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='retention_schedule_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='destructionend',
            constraint=models.CheckConstraint(condition=models.Q(('carried_out', False), models.Q(('by', models.F('proposer')), _negated=True), _connector='OR'), name='retention_destroyed_by_two'),
        ),
        migrations.AddConstraint(
            model_name='destructionend',
            constraint=models.CheckConstraint(condition=models.Q(('carried_out', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='retention_turned_down_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='holdlifted',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='retention_lifted_has_reason'),
        ),
        append_only(
            "retention_schedule",
            "retention_hold",
            "retention_holdlifted",
            "retention_destruction",
            "retention_listed",
            "retention_destructionend",
        ),
        emptiable("retention", "hold", "reason"),
        emptiable("retention", "holdlifted", "reason"),
    ]
