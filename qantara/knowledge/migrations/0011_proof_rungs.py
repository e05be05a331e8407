"""Coarser choices offered with a proof, and taken for the next draft."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0010_evidence_destroyed"),
    ]

    operations = [
        migrations.AddField(
            model_name="proof",
            name="rungs",
            field=models.JSONField(default=list),
        ),
        migrations.AlterField(
            model_name="mark",
            name="wish",
            field=models.CharField(
                choices=[
                    ("keep", "Keep"),
                    ("withhold", "Withhold"),
                    ("lift", "Lift"),
                    ("coarsen", "Coarsen"),
                ],
                max_length=8,
            ),
        ),
    ]
