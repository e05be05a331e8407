"""A place's profile as it was last drafted for those who write it."""

import django.db.models.deletion
from django.db import migrations, models

import qantara.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_doors"),
        ("network", "0001_initial"),
        ("knowledge", "0013_proposal"),
    ]
    operations = [
        migrations.CreateModel(
            name="Sketch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=qantara.core.ids.uuid7, primary_key=True, serialize=False
                    ),
                ),
                ("document", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("seconds", models.FloatField(default=0)),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.holder",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="network.territory",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("territory", "holder"), name="a_place_has_one_sketch_a_holder"
                    )
                ],
            },
        ),
    ]
