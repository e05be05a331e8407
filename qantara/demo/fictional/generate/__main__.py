"""Write the files anew: with settings, since the network's spreadsheet is made in its languages."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qantara.config.settings")
django.setup()

from qantara.demo.fictional.generate import write, write_evidence  # noqa: E402

write()
write_evidence()
