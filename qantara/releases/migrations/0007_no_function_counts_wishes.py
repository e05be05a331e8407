"""The function that ran with its owner's rights goes, and the private table it counted in."""

import importlib

from django.db import migrations

_made = importlib.import_module("qantara.releases.migrations.0004_ask_for_translation")


class Migration(migrations.Migration):
    dependencies = [("releases", "0006_what_is_public_is_copied")]
    operations = [
        migrations.RunSQL(_made.BACKWARD, _made.FORWARD),
        migrations.DeleteModel(name="Wish"),
    ]
