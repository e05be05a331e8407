"""The machine stops between proof and commit; a release waits for its hour; files without rows."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.storage import storages
from django.db import connection

from qantara.core import clock
from qantara.files import store
from qantara.releases import read, site
from qantara.releases.gate import release_case
from qantara.releases.models import Artefact, Release
from qantara.releases.sweep import orphans, sweep
from qantara.releases.withdraw import withdraw
from tests.releases.conftest import AT, REASON, Team, approved, released
from tests.releases.test_read import AsPublic, role_of_tests

__all__ = ["role_of_tests"]

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def files(settings: LazySettings, tmp_path: Path) -> Path:
    settings.STORAGES = {
        **settings.STORAGES,
        **{
            name: {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": tmp_path / name},
            }
            for name in ("public", "private")
        },
    }
    return tmp_path


def names(where: str) -> list[str]:
    folders = storages[where].listdir("")[0] if storages[where].exists("") else []
    return sorted(f"{one}/{name}" for one in folders for name in storages[where].listdir(one)[1])


@pytest.mark.django_db(transaction=True)
def test_killed_before_commit_leaves_nothing_that_can_be_read(team: Team, files: Path) -> None:
    case = approved(team)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.releases.killed", str(case.pk),
         connection.settings_dict["NAME"], str(files)],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        left = names("public")
        assert len(left) == 4
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert not Release.objects.exists()
    assert not Artefact.objects.exists()
    assert read.versions("velmora") == []
    public = AsPublic()
    with public.connection:
        for table in ("release", "artefact", "body"):
            assert public.rows(f"select count(*) from releases_{table}") == [(0,)]
    # Nothing names them and their names cannot be guessed; within the hour they are cleared away.
    assert names("public") == left
    assert sweep(clock.now()) == 0
    release = release_case(case, by=team.signatory, at=AT)
    assert sweep(clock.now() + timedelta(hours=2)) == 4
    assert release.number == 1
    assert names("public") == sorted(release.artefacts.values_list("key", flat=True))


@pytest.mark.django_db(transaction=True)
def test_release_under_embargo_is_nowhere_until_its_hour(team: Team) -> None:
    release = released(team, public_from=clock.now() + timedelta(days=1))
    public = AsPublic()
    with public.connection:
        assert public.rows("select count(*) from releases_release") == [(0,)]
        assert (names("public"), len(names("private"))) == ([], 4)
        assert site.bring_up_to_date() == []
        _come(release)
        assert public.rows("select count(*) from releases_release") == [(0,)]
        assert site.bring_up_to_date() == [release.pk]
        assert public.rows("select address from releases_release") == [(release.address,)]
        assert public.rows("select count(*) from releases_body") == [(4,)]
    assert names("private") == []
    found = read.download(release.address, "leaflet-1.es.txt")
    assert found is not None
    assert found[1] == b"es Bridges"
    assert list(orphans("public", before=clock.now())) == []


@pytest.mark.django_db(transaction=True)
def test_withdrawn_under_embargo_leaves_no_trace_on_the_public_side(team: Team) -> None:
    release = released(team, public_from=clock.now() + timedelta(days=1))
    partner = team.officer.roles.create(holder=team.city, title="signatory", since=AT).person
    withdraw(release, by=team.signatory, second=partner, reason=REASON, at=clock.now())
    public = AsPublic()
    with public.connection:
        for table in ("release", "artefact", "body", "tombstone"):
            assert public.rows(f"select count(*) from releases_{table}") == [(0,)]
    assert names("public") == names("private") == []


@pytest.mark.django_db
def test_files_that_a_row_names_are_never_swept(team: Team) -> None:
    released(team)
    released(team, "for the network", audience="network")
    store.keep(b"evidence", name="a.csv", media_type="text/csv", holder_id=team.city.pk, at=AT)
    before = names("public"), names("private")
    store.write(b"left behind", "private")
    assert sweep(clock.now(), older_than=-timedelta(seconds=5)) == 1
    assert (names("public"), names("private")) == before


def _come(release: Release) -> None:
    """Its hour has come: what a day of waiting would do."""
    with connection.cursor() as cursor:
        cursor.execute("alter table releases_release disable trigger release_is_immutable")
        cursor.execute(
            "update releases_release set public_from = now() - interval '1 second' where id = %s",
            [release.pk],
        )
        cursor.execute("alter table releases_release enable trigger release_is_immutable")
