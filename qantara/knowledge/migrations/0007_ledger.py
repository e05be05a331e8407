"""Decisions, worlds and proofs of the guard, and what a city asked of it."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import qantara.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("knowledge", "0006_definitions_used_so_far"),
        ("releases", "0009_case_proof"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Proof",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=qantara.core.ids.uuid7, primary_key=True, serialize=False
                    ),
                ),
                (
                    "reader",
                    models.CharField(
                        choices=[("real", "Real"), ("courtesy", "Courtesy")], max_length=8
                    ),
                ),
                (
                    "territories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(max_length=60), size=None
                    ),
                ),
                (
                    "known",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                ("printed", models.PositiveIntegerField()),
                ("withheld", models.PositiveIntegerField()),
                ("small", models.PositiveIntegerField()),
                ("worlds_count", models.PositiveIntegerField()),
                ("insiders", models.PositiveIntegerField()),
                ("fingerprint", models.CharField(max_length=64)),
                ("rules", models.JSONField(default=dict)),
                ("rules_version", models.CharField(max_length=20)),
                ("solver_version", models.CharField(blank=True, max_length=20)),
                ("system", models.BinaryField(default=bytes)),
                ("seconds", models.FloatField(null=True)),
                ("again_ms", models.FloatField(null=True)),
                ("made_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proofs",
                        to="releases.case",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="releases.release",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cell", models.TextField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[("shown", "Shown"), ("withheld", "Withheld")], max_length=8
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("small", "Small"),
                            ("revision", "Revision"),
                            ("complement", "Complement"),
                            ("rule", "Rule"),
                            ("earlier", "Earlier"),
                            ("choice", "Choice"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "figures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                (
                    "proof",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="knowledge.proof",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="World",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("component", models.TextField()),
                ("changes", models.JSONField()),
                (
                    "proof",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="worlds",
                        to="knowledge.proof",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=qantara.core.ids.uuid7, primary_key=True, serialize=False
                    ),
                ),
                ("subject", models.SlugField(max_length=60)),
                ("figure", models.TextField()),
                (
                    "wish",
                    models.CharField(
                        choices=[("keep", "Keep"), ("withhold", "Withhold"), ("lift", "Lift")],
                        max_length=8,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.holder",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("holder", "subject", "figure"), name="a_figure_is_marked_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("wish", "lift"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="what_is_lifted_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="proof",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["territories"], name="proof_by_territory"
            ),
        ),
        migrations.AddConstraint(
            model_name="proof",
            constraint=models.UniqueConstraint(
                fields=("case", "reader"), name="a_case_has_a_proof_a_reader"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                fields=("proof", "cell"), name="a_cell_is_decided_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "shown"), ("reason", "")),
                    models.Q(("outcome", "withheld"), models.Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_withheld_cell_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="world",
            constraint=models.UniqueConstraint(
                fields=("proof", "number"), name="a_world_has_its_number"
            ),
        ),
    ]
