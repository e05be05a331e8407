"""A file kept by mistake can be destroyed: who did it, when and why stays."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0002_destroyed"),
        ("knowledge", "0009_arrival"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField("evidencefile", "destroyed_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "evidencefile",
            "destroyed_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("evidencefile", "destroyed_reason", models.TextField(blank=True)),
        migrations.AddConstraint(
            "evidencefile",
            models.CheckConstraint(
                condition=models.Q(
                    ("destroyed_at", None), ("destroyed_by", None), ("destroyed_reason", "")
                )
                | models.Q(
                    ("destroyed_at__isnull", False),
                    ("destroyed_by__isnull", False),
                    models.Q(("destroyed_reason", ""), _negated=True),
                ),
                name="a_file_is_destroyed_by_someone_for_a_reason",
            ),
        ),
    ]
