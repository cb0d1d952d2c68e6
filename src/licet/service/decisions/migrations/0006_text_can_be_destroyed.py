"""What people wrote may be emptied once the destruction of its case’s content is on record; nothing else of a row changes."""

from __future__ import annotations

from django.db import migrations

from licet.service.records.emptiable import emptiable


class Migration(migrations.Migration):
    dependencies = [("decisions", "0005_grounds_that_bind"), ("records", "0004_emptied")]
    operations = [
        emptiable("decisions", "refusalnotice", "reasons"),
        emptiable("decisions", "noticeend", "text"),
        emptiable("decisions", "proposal", "reasons", "conditions", "purpose", "items", "acknowledged", "written_reason"),
        emptiable("decisions", "answerweighed", "said", "weighed"),
        emptiable("decisions", "proposalreturn", "reason"),
        emptiable("decisions", "outcome", "acknowledged", "written_reason"),
        emptiable("decisions", "licence", "purpose", "items", "conditions"),
    ]
