"""Release a case and wait to be killed before the commit: run by test_crash in a process of its own.

Takes the id of the case, the name of the database and the folder of files.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime

import django
from django.conf import settings


def main(case: str, database: str, files: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "qantara.config.settings"
    settings.DATABASES["default"]["NAME"] = database
    for name in ("public", "private"):
        settings.STORAGES[name]["OPTIONS"]["location"] = f"{files}/{name}"
    django.setup()
    release_and_wait(case)


def release_and_wait(case: str) -> None:
    from django.db import transaction

    from qantara.releases import kinds
    from qantara.releases.gate import release_case
    from qantara.releases.models import Case, Signature
    from tests.releases.conftest import LEAFLET

    kinds.register(LEAFLET)
    found = Case.objects.get(pk=case)
    signatory = found.signatures.get(act=Signature.Act.APPROVED).person
    with transaction.atomic():
        release_case(found, by=signatory, at=datetime(2026, 11, 22, 9, tzinfo=UTC))
        sys.stdout.write("written\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
