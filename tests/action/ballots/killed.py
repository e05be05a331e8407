"""Close a round and wait to be killed at one step of it: run by test_killed in a process of its own.

Takes the id of the round, the name of the database, the working folder, and where to wait: ``stopped`` (before
the count), ``counted`` (the count written, not committed) or ``committed`` (before the key is destroyed).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django
from django.conf import settings


def main(round_id: str, database: str, var: str, where: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "qantara.config.settings"
    settings.DATABASES["default"]["NAME"] = database
    settings.VAR = Path(var)
    django.setup()
    close_and_wait(round_id, where)


def close_and_wait(round_id: str, where: str) -> None:
    from qantara.accounts.models import Person
    from qantara.action.ballots import closing, keys
    from qantara.action.ballots.models import Round
    from tests.action.ballots.conftest import AT

    def wait() -> None:
        sys.stdout.write(f"{where}\n")
        sys.stdout.flush()
        sys.stdin.read()

    if where == "stopped":
        counted = closing._counted
        closing._counted = lambda round_id: (wait(), counted(round_id))[1]
    elif where == "counted":
        counted = closing._counted
        closing._counted = lambda round_id: (counted(round_id), wait())[0]
    else:
        keys.destroy = lambda round_id: wait()
    found = Round.objects.get(pk=round_id)
    officer = Person.objects.get(email="officer.velmora@example.org")
    closing.close(found, by=officer, at=AT)


if __name__ == "__main__":
    main(*sys.argv[1:])
