"""The desk or the worker is killed while a file is uploaded or read: nothing half stored, nothing lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.grounds import _RUN as RUN
from tests.grounds import ROOT, Ground, a_ground

#: Delivers a large file of a fictional city, as the desk does, and prints its key.
_DELIVER = """
import sys
from django.db import transaction
from qantara.accounts.models import Holder, Person, Role
from qantara.core import clock
from qantara.knowledge.evidence.arrivals.deliveries import deliver
from qantara.knowledge.tasks import read_delivery
at = clock.now()
holder = Holder.objects.create(slug="velmora", kind="city", name={"en": "Velmora"})
person = Person.objects.create_user("officer@example.org", name="Officer", language="en")
Role.objects.create(person=person, holder=holder, title="officer", since=at)
rows = (f"{1900 + i % 120};Karwan;{i % 100};{i}" for i in range(600_000))
content = "\\n".join(["Year;Place;Age;Residents", *rows]).encode()
with transaction.atomic():
    found = deliver(
        [content], name="large.csv", size=len(content), holder=holder, by=person, at=at, lang="en"
    )
    read_delivery.defer(key=str(found.pk))
"""
#: Reads a large file at once, as the desk does while somebody waits.
_RECEIVE = (
    _DELIVER.split("with transaction")[0]
    + """
from qantara.knowledge.evidence.arrivals.receive import receive
receive(content, name="large.csv", holder=holder, by=person, at=at)
"""
)
_SWEEP = """
from datetime import timedelta
from qantara.core import clock
from qantara.knowledge.evidence.arrivals import deliveries
deliveries.sweep(at=clock.now() + timedelta(hours=1))
"""
_AGAIN = """
from datetime import timedelta
from qantara.core import clock
from qantara.knowledge.evidence.arrivals import deliveries
at = clock.now() + deliveries.CLAIM + timedelta(minutes=1)
deliveries.sweep(at=at)
for key in deliveries.take_up_again(at=at):
    deliveries.read(key, at=at)
"""


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    with a_ground(tmp_path / "var") as ground:
        ground.done("database", "migrate")
        yield ground


@contextmanager
def a_worker(ground: Ground) -> Iterator[subprocess.Popen[bytes]]:
    environment = ground.environment() | {"DJANGO_SETTINGS_MODULE": "qantara.config.settings"}
    worker = subprocess.Popen(
        [sys.executable, "-m", "django", "procrastinate", "worker"], env=environment, cwd=ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        yield worker
    finally:
        with suppress(ProcessLookupError):
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def states(ground: Ground) -> list[tuple[object, ...]]:
    return ground.sql("select state, tries, name from knowledge_delivery")


def test_worker_killed_while_it_reads_leaves_the_file_waiting_and_reads_it_later(
    ground: Ground, tmp_path: Path
) -> None:
    (script := tmp_path / "deliver.py").write_text(_DELIVER)
    (again := tmp_path / "again.py").write_text(_AGAIN)
    ground.filled(script)
    with a_worker(ground) as worker:
        _until(lambda: states(ground) == [("waiting", 1, "large.csv")], worker)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    assert states(ground) == [("waiting", 1, "large.csv")]
    assert ground.sql("select count(*) from knowledge_arrival") == [(0,)]
    assert not [path for path in (ground.var / "files").rglob("*") if path.is_file()]
    ground.filled(again)
    assert states(ground) == [("arrived", 2, "")]
    assert ground.sql("select name from knowledge_arrival") == [("large.csv",)]
    assert len([path for path in (ground.var / "files").rglob("*") if path.is_file()]) == 1
    assert list((ground.var / "incoming").rglob("delivery-*")) == []


def test_desk_killed_while_it_reads_leaves_nothing_and_takes_the_file_again(
    ground: Ground, tmp_path: Path
) -> None:
    (script := tmp_path / "receive.py").write_text(_RECEIVE)
    (sweep := tmp_path / "sweep.py").write_text(_SWEEP)
    desk = subprocess.Popen(
        [sys.executable, "-c", RUN, str(script)], env=ground.environment(), cwd=ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _until(lambda: list((ground.var / "incoming").glob("hand-*/large.csv")), desk)
    finally:
        desk.kill()
        desk.wait()
    assert ground.sql("select count(*) from knowledge_arrival") == [(0,)]
    assert not [path for path in (ground.var / "files").rglob("*") if path.is_file()]
    ground.filled(sweep)
    assert list((ground.var / "incoming").iterdir()) == []
    ground.sql(
        "delete from accounts_role; delete from accounts_person; delete from accounts_holder"
    )
    ground.filled(script)
    assert ground.sql("select name from knowledge_arrival") == [("large.csv",)]


def _until(is_so: object, worker: subprocess.Popen[bytes]) -> None:
    for _ in range(3_000):
        if is_so():  # type: ignore[operator]
            return
        assert worker.poll() is None
        time.sleep(0.02)
    pytest.fail("Nobody began to read.")
