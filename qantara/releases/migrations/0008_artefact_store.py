"""In which store a file's bytes lie: until its hour a release has none in the public one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("releases", "0007_no_function_counts_wishes")]
    operations = [
        migrations.AddField(
            model_name="artefact",
            name="store",
            field=models.CharField(default="public", max_length=7),
            preserve_default=False,
        ),
    ]
