from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_identity"),
    ]

    operations = [
        migrations.AddField(
            model_name="request",
            name="until",
            field=models.DateTimeField(null=True),
        ),
    ]
