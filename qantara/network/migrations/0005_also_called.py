from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0004_guard"),
    ]

    operations = [
        migrations.AddField(
            model_name="territory",
            name="also_called",
            field=models.JSONField(default=list),
        ),
    ]
