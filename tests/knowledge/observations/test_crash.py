"""An import that is killed in the middle leaves nothing half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from qantara.knowledge.evidence.models import EvidenceFile
from qantara.knowledge.observations import check
from qantara.knowledge.observations.models import Batch, Latest, Observation

ROOT = Path(__file__).resolve().parents[3]

#: A process of its own that confirms a file and halts at a named point, saying so.
CHILD = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "qantara.config.settings"
import django
django.setup()
from django.db import connection
connection.close()
connection.settings_dict["NAME"] = sys.argv[1]

from datetime import UTC, datetime
from pathlib import Path

from qantara.accounts.models import Holder, Person
from qantara.core import audit
from qantara.knowledge.evidence import intake, mapping
from qantara.knowledge.observations import latest, record


def halt(*_given, **_named):
    print("halted", flush=True)
    sys.stdin.read()


where = sys.argv[3]
if where == "after the rows":
    latest.renew = halt
elif where == "before the end":
    kept, audit.record = audit.record, lambda act, *given, **named: (
        halt() if act == "observations.confirmed" else kept(act, *given, **named)
    )
at = datetime(2026, 3, 1, tzinfo=UTC)
path = Path(sys.argv[2])
taken = intake.take_in(path, mapping.load(path.with_suffix(".toml")), at=at)
batch = intake.confirm(taken, holder=Holder.objects.get(), by=Person.objects.get(), at=at)
print("confirmed", batch.added, flush=True)
"""

MAPPING = """
title = "Residents"
[source]
organisation = "Statistics of Karwan"
title = "Register"
public = true
[[series]]
definition = "CTX-01"
unit = "PS"
territory = "karwan"
period = { column = "year" }
value = "people"
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ("after the rows", "before the end"))
def test_import_killed_in_the_middle_leaves_nothing_half_done(
    karwan, holder, officer, tmp_path, where
):
    path = tmp_path / "residents.csv"
    path.write_text(
        "year,people\n" + "".join(f"{year},{year * 100}\n" for year in range(1990, 2025))
    )
    path.with_suffix(".toml").write_text(MAPPING)

    child = start(path, where)
    assert child.stdout.readline() == "halted\n"
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()
    assert (Observation.objects.count(), Batch.objects.count(), Latest.objects.count()) == (0, 0, 0)
    assert EvidenceFile.objects.count() == 0
    assert list(check.problems()) == []

    again = start(path, "nowhere")
    assert again.communicate() == ("confirmed 35\n", None)
    assert (Observation.objects.count(), Batch.objects.count(), Latest.objects.count()) == (
        35,
        1,
        1,
    )
    assert list(check.problems()) == []


def start(path: Path, where: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, connection.settings_dict["NAME"], str(path), where],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
