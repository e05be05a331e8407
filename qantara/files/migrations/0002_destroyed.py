"""A stored file can be destroyed: its bytes and name are gone, its checksum stays."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]
    operations = [
        migrations.AddField("storedfile", "destroyed_at", models.DateTimeField(null=True)),
        migrations.AlterField(
            "storedfile", "key", models.CharField(max_length=80, null=True, unique=True)
        ),
        migrations.AlterField("storedfile", "name", models.CharField(blank=True, max_length=200)),
        migrations.AddConstraint(
            "storedfile",
            models.CheckConstraint(
                condition=models.Q(("destroyed_at", None), ("key__isnull", False))
                | models.Q(("destroyed_at__isnull", False), ("key", None), ("name", "")),
                name="a_destroyed_file_has_neither_bytes_nor_name",
            ),
        ),
    ]
