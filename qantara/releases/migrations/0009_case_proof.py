"""What the guard proved of a case is kept in the ledger of `knowledge`; the case keeps its seal."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("releases", "0008_artefact_store")]
    operations = [
        migrations.AddField(
            model_name="case",
            name="proof",
            field=models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
    ]
