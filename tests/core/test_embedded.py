"""The embedded PostgreSQL: made, started, stopped, kept, refused; by root and by anybody."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from qantara.core import embedded

ROOT = Path(__file__).resolve().parents[2]
WHEELS = sysconfig.get_path("purelib")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[embedded.Server]:
    """A second server, beside the one the tests run on."""
    made = embedded.locate(tmp_path_factory.mktemp("embedded") / "var")
    embedded.start(made)
    yield made
    embedded.destroy(made)


def one(server: embedded.Server, statement: str) -> object:
    with psycopg.connect(server.url(), autocommit=True) as connection:
        row = connection.execute(statement).fetchone()  # type: ignore[arg-type]
    assert row is not None
    return row[0]


def test_server_is_postgresql_18_with_utf_8_and_no_port(server: embedded.Server) -> None:
    assert str(one(server, "show server_version")).startswith("18.")
    assert one(server, "show server_encoding") == "UTF8"
    assert one(server, "show listen_addresses") == ""


def test_start_again_keeps_the_same_server(server: embedded.Server) -> None:
    before = one(server, "select pg_postmaster_start_time()")
    embedded.start(server)
    assert one(server, "select pg_postmaster_start_time()") == before


def test_stopping_keeps_what_is_written(server: embedded.Server) -> None:
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("create table bridges (name text)")
        connection.execute("insert into bridges values ('جسر الرمل')")
    embedded.stop(server)
    assert not embedded.is_running(server)
    embedded.stop(server)  # a second time does no harm
    embedded.start(server)
    assert one(server, "select name from bridges") == "جسر الرمل"


@pytest.mark.parametrize("password", ["", "guessed"])
def test_password_is_needed_even_on_the_socket(server: embedded.Server, password: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(
            host=str(server.socket), user="qantara", password=password, dbname="qantara"
        )


def test_secret_is_readable_by_its_owner_only(server: embedded.Server) -> None:
    assert oct(server.secret.stat().st_mode & 0o777) == "0o600"
    assert oct(server.data.stat().st_mode & 0o777) == "0o700"


def test_data_of_another_postgresql_is_refused_in_plain_words(server: embedded.Server) -> None:
    embedded.stop(server)
    version = server.data / "PG_VERSION"
    version.write_text("15\n")
    try:
        with pytest.raises(embedded.EmbeddedServerError) as refused:
            embedded.start(server)
    finally:
        version.write_text("18\n")
        embedded.start(server)
    assert str(refused.value) == (
        f"The data in {server.data} was made by PostgreSQL 15, the programs here are 18. "
        "Keep the data with `qantara backup` of the older Qantara, or start anew with `make clean demo`."
    )


def test_a_half_made_data_folder_is_made_anew(tmp_path: Path) -> None:
    server = embedded.locate(tmp_path / "var")
    try:
        (server.home / "data.unfinished").mkdir(parents=True)
        (server.home / "data.unfinished" / "PG_VERSION").write_text("18\n")
        embedded.start(server)
        assert one(server, "select current_database()") == "qantara"
    finally:
        embedded.destroy(server)


def test_server_that_cannot_start_names_its_log(server: embedded.Server) -> None:
    embedded.stop(server)
    conf = server.data / "postgresql.auto.conf"
    sound = conf.read_text()
    conf.write_text(f"{sound}shared_buffers = 'much'\n")
    try:
        with pytest.raises(
            embedded.EmbeddedServerError, match=r"Its last words are in .*server\.log"
        ):
            embedded.start(server)
    finally:
        conf.write_text(sound)
        embedded.start(server)


def test_a_path_too_long_for_a_socket_is_shortened(tmp_path: Path) -> None:
    server = embedded.locate(tmp_path / ("far/" * 40) / "var")
    assert len(os.fsencode(server.socket / ".s.PGSQL.5432")) <= 107
    same = embedded.locate(tmp_path / ("far/" * 40) / "var")
    assert same == server


def test_two_working_folders_have_two_servers(tmp_path: Path) -> None:
    one_server, another = embedded.locate(tmp_path / "one"), embedded.locate(tmp_path / "another")
    assert one_server.home != another.home


def test_folder_that_cannot_be_made_is_said_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    server = embedded.Server(
        programs=embedded.locate(tmp_path).programs,
        home=tmp_path / "taken" / "postgres",
        as_user=None,
    )
    with pytest.raises(embedded.EmbeddedServerError, match="which cannot be made: Not a directory"):
        embedded.start(server)


def test_destroy_leaves_nothing(tmp_path: Path) -> None:
    server = embedded.locate(tmp_path / "var")
    embedded.destroy(server)  # where there is none, nothing happens
    embedded.start(server)
    embedded.destroy(server)
    assert [path.name for path in server.home.parent.glob(f"{server.home.name}*")] == []


LIFE = """
import os, sys
from pathlib import Path
from qantara.core import embedded
server = embedded.locate(Path(sys.argv[1]))
try:
    embedded.start(server)
    embedded.start(server)
    answered = server.run(
        "psql", server.url(), "-Atc", "select current_user || ' ' || current_database()",
        capture_output=True, check=True,
    )
    print(os.geteuid(), server.as_user, server.home, answered.stdout.strip())
    embedded.stop(server)
    print(embedded.is_running(server))
finally:
    embedded.destroy(server)
print(server.home.exists())
"""


# The module under test needs nothing beside Python's own library.
PYTHONS = (sys.executable, "/usr/bin/python3")


def may(user: pwd.struct_passwd, how: str, path: str | Path) -> bool:
    return subprocess.run(["test", how, str(path)], user=user.pw_uid, cwd="/").returncode == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_an_ordinary_user_keeps_the_server_in_the_working_folder() -> None:
    nobody = pwd.getpwnam("nobody")
    readable = [ROOT / "qantara", Path(WHEELS)]
    python = next((each for each in PYTHONS if may(nobody, "-x", each)), None)
    if python is None or not all(may(nobody, "-r", path) for path in readable):
        pytest.skip("Python or the checkout lie where only root can read")
    folder = Path(tempfile.mkdtemp(prefix="qantara-"))
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    try:
        lived = subprocess.run(
            [python, "-c", LIFE, str(folder / "var")], capture_output=True, text=True, cwd="/",
            user=nobody.pw_uid, group=nobody.pw_gid, extra_groups=[],
            env={
                "PYTHONPATH": f"{ROOT}:{WHEELS}", "PYTHONDONTWRITEBYTECODE": "1",
                "PATH": os.environ["PATH"],
            },
        )  # fmt: skip
        left = list(folder.glob("var/*"))
    finally:
        shutil.rmtree(folder)
    assert lived.stdout.splitlines() == [
        f"{nobody.pw_uid} None {folder / 'var' / 'postgres'} qantara qantara", "False", "False",
    ], lived.stderr  # fmt: skip
    assert left == []
