import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0004_wording")]
    operations = [
        migrations.AddField(
            model_name="definition", name="content", field=models.JSONField(default=dict)
        ),
        migrations.CreateModel(
            name="DefinitionUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("framework", models.CharField(max_length=60)),
                ("version", models.CharField(max_length=20)),
                ("code", models.CharField(max_length=60)),
                ("first_used_at", models.DateTimeField()),
                (
                    "definition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="knowledge.definition",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["framework", "version", "code"],
                        name="a_version_uses_one_definition_of_a_code",
                    )
                ],
            },
        ),
    ]
