from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0020_dues")]

    operations = [
        migrations.AddField(
            model_name="competence",
            name="language",
            field=models.CharField(
                blank=True,
                choices=[
                    ("ar", "العربية"), ("en", "English"), ("es", "Español"), ("fr", "Français"),
                ],
                default="",
                max_length=2,
            ),
            preserve_default=False,
        ),
    ]  # fmt: skip
