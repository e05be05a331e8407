"""Files are read by a process that can reach nothing, and whatever happens to it is told."""

from __future__ import annotations

import ast
import fcntl
import json
import logging
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import polars as pl
import pytest
from django.utils import translation

from qantara.knowledge.evidence import apart, readers
from qantara.knowledge.evidence.apart import landlock, seccomp, workplace
from qantara.knowledge.evidence.apart.allowance import Allowance
from qantara.knowledge.evidence.apart.call import CannotReadApart
from qantara.knowledge.evidence.readers import ReadOptions, UnreadableFile

ROOT = Path(__file__).resolve().parents[3]
TABLE = "district,year,residents\nOld Town,2020,1510\nHarbour,2020,880\n"

needs_walls = pytest.mark.skipif(
    not (sys.platform == "linux" and landlock.version() and seccomp.is_known()),
    reason="this kernel has no Landlock",
)


def behind_walls(tmp_path, attempt, *, memory=1 << 30):
    """What ``attempt`` (code that sets ``told``) gives in a process whose walls stand."""
    (tmp_path / "file.csv").write_text(TABLE)
    (tmp_path / "work").mkdir(exist_ok=True)
    code = f"""
import ctypes, errno, json, os, resource, socket, sys, threading
from pathlib import Path
from qantara.knowledge.evidence.apart import walls
from qantara.knowledge.evidence.apart.allowance import Allowance
here = Path({str(tmp_path)!r})
allowance = Allowance(memory={memory}, file=1 << 20, result=1 << 20, open_files=16)
standing = walls.raise_walls(here / "file.csv", here / "work", allowance, os.getppid())
libc = ctypes.CDLL(None, use_errno=True)
try:
{textwrap.indent(textwrap.dedent(attempt), "    ")}
except OSError as error:
    told = errno.errorcode[error.errno]
except (MemoryError, ValueError) as error:
    told = type(error).__name__
print(json.dumps(told))
"""
    ran = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@needs_walls
@pytest.mark.parametrize(
    ("attempt", "told"),
    (
        ("told = standing", ["limits", "landlock", "seccomp"]),
        ("told = (here / 'file.csv').read_text()[:8]", "district"),
        ("told = (here / 'work' / 'part').write_text('x')", 1),
        ("found = []\nit = threading.Thread(target=found.append, args=(1,)); it.start(); it.join()\ntold = found", [1]),
        # Network
        ("socket.socket(); told = 'open'", "EPERM"),
        ("socket.socket(socket.AF_UNIX); told = 'open'", "EPERM"),
        ("socket.socketpair(); told = 'open'", "EPERM"),
        ("libc.syscall(425, 8, None) < 0 or exit(1); told = errno.errorcode[ctypes.get_errno()]", "EPERM"),
        # Files
        ("(here / 'secret.key').read_text(); told = 'read'", "EACCES"),
        ("os.listdir(here); told = 'listed'", "EACCES"),
        ("open('/etc/passwd'); told = 'read'", "EACCES"),
        ("open(f'/proc/{os.getppid()}/environ', 'rb'); told = 'read'", "EACCES"),
        ("open('/proc/self/environ', 'rb'); told = 'read'", "EACCES"),
        ("open(here / 'file.csv', 'a'); told = 'changed'", "EACCES"),
        ("(here / 'new').write_text('x'); told = 'written'", "EACCES"),
        ("os.unlink(here / 'file.csv'); told = 'removed'", "EACCES"),
        ("os.chmod(here / 'file.csv', 0o777); told = 'changed'", "EPERM"),
        ("os.symlink('/etc', here / 'work' / 'link'); told = 'linked'", "EACCES"),
        # Processes
        ("os.fork(); told = 'forked'", "EPERM"),
        ("os.execv('/bin/true', ['true']); told = 'run'", "EPERM"),
        ("os.posix_spawn('/bin/true', ['true'], {}); told = 'run'", "EPERM"),
        ("os.kill(os.getppid(), 0); told = 'signalled'", "EPERM"),
        # Limits
        ("resource.setrlimit(resource.RLIMIT_NOFILE, (999, 999)); told = 'raised'", "ValueError"),
        ("bytearray(2 << 30); told = 'taken'", "MemoryError"),
        ("(here / 'work' / 'large').write_bytes(bytes(2 << 20)); told = 'written'", "EFBIG"),
        ("held = [open(here / 'file.csv') for _ in range(20)]; told = 'open'", "EMFILE"),
        ("told = resource.getrlimit(resource.RLIMIT_CORE)", [0, 0]),
    ),
)  # fmt: skip
def test_walls_leave_one_file_one_folder_and_threads(tmp_path, attempt, told):
    (tmp_path / "secret.key").write_text("s3cret")
    assert behind_walls(tmp_path, attempt) == told


@needs_walls
def test_walls_end_with_the_process_that_asked(tmp_path):
    (tmp_path / "file.csv").write_text(TABLE)
    (tmp_path / "work").mkdir()
    inner = f"""
import os, sys
from pathlib import Path
from qantara.knowledge.evidence.apart import walls
from qantara.knowledge.evidence.apart.allowance import Allowance
here = Path({str(tmp_path)!r})
walls.raise_walls(here / "file.csv", here / "work", Allowance(), os.getppid())
print("walled", flush=True)
sys.stdin.read()
"""
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-I', '-c', {inner!r}])"
    asking = subprocess.Popen(
        [sys.executable, "-I", "-c", outer], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with asking:
        assert asking.stdout.readline() == b"walled\n"
        asking.kill()
        # The process apart holds the other end too: it ends when that process does.
        assert asking.stdout.read() == b""


@needs_walls
def test_walls_are_not_raised_where_the_process_that_asked_is_gone(tmp_path):
    code = f"""
import sys
from pathlib import Path
from qantara.knowledge.evidence.apart import walls
from qantara.knowledge.evidence.apart.allowance import Allowance
here = Path({str(tmp_path)!r})
try:
    walls.raise_walls(here, here, Allowance(), 1)
except walls.WallsMissing as missing:
    sys.exit(str(missing))
"""
    ran = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (1, b"orphan\n")


def test_read_apart_gives_what_the_readers_give(write):
    path = write("Title;;\nplace;year;n\nOld Town;2020;1,5\n;;\nHarbour;2021;2;9\n")
    assert same(apart.read(path), readers.read(path))
    chosen = ReadOptions(delimiter=";", header_rows=(2,), heads=frozenset({"year"}))
    assert same(apart.read(path, options=chosen), readers.read(path, options=chosen))


def same(left, right):
    strip = [
        (one.name, one.header_rows, one.findings, dict(one.heads), one.above) for one in left.sheets
    ]
    others = [
        (one.name, one.header_rows, one.findings, dict(one.heads), one.above)
        for one in right.sheets
    ]
    frames = all(
        one.frame.equals(other.frame) for one, other in zip(left.sheets, right.sheets, strict=True)
    )
    about = (left.format, left.encoding, left.delimiter, left.hidden)
    return (
        strip == others
        and frames
        and about == (right.format, right.encoding, right.delimiter, right.hidden)
    )


@pytest.mark.parametrize(
    ("lang", "said"),
    (("en", "printed page"), ("ar", "للطباعة"), ("es", "impreso"), ("fr", "imprimé")),
)
def test_read_apart_tells_what_is_wrong_in_the_readers_language(write, lang, said):
    with translation.override(lang), pytest.raises(UnreadableFile) as stopped:
        apart.read(write(b"%PDF-1.7"))
    assert said in str(stopped.value)


@pytest.mark.parametrize(
    ("allowance", "said"),
    (
        (Allowance(seconds=0), "took longer than 0 seconds"),
        (Allowance(memory=224 << 20), "more memory to be read than the 224 MB"),
        (Allowance(result=100), "more text than can be taken in: at most 0 MB"),
        (Allowance(open_files=6), "makes the program that reads it fail"),
    ),
)
def test_read_apart_says_which_limit_was_reached_and_what_to_do(write, allowance, said):
    rows = "".join(f"Place {number},2020,{number}\n" for number in range(800_000))
    path = write("place,year,residents\n" + rows)
    logging.disable()
    try:
        with pytest.raises(UnreadableFile) as stopped:
            apart.read(path, allowance=allowance)
    finally:
        logging.disable(logging.NOTSET)
    assert said in str(stopped.value)
    assert "in parts" in str(stopped.value) or "save it as CSV" in str(stopped.value)


def test_read_apart_refuses_what_is_no_file(tmp_path):
    with pytest.raises(UnreadableFile, match="a folder or a device"):
        apart.read(tmp_path)
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(UnreadableFile, match="a folder or a device"):
        apart.read(tmp_path / "pipe.csv")
    with pytest.raises(FileNotFoundError):
        apart.read(tmp_path / "absent.csv")


def interpreter(tmp_path, monkeypatch, script):
    """Something else in the place of our interpreter."""
    path = tmp_path / "interpreter"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(path))


def test_process_apart_is_given_no_environment_and_no_open_files(tmp_path, monkeypatch, write):
    monkeypatch.setenv("QANTARA_SECRET_KEY", "s3cret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://s3cret")
    interpreter(
        tmp_path, monkeypatch, f"env > {tmp_path}/env; ls /proc/self/fd > {tmp_path}/fds; exit 10"
    )
    with (tmp_path / "held").open("w"), pytest.raises(UnreadableFile):
        apart.read(write(TABLE))
    named = {line.partition("=")[0] for line in (tmp_path / "env").read_text().splitlines()}
    assert named - {"PWD", "SHLVL", "_", "OLDPWD"} == {
        "TMPDIR", "POLARS_MAX_THREADS", "MALLOC_ARENA_MAX", "LC_ALL",
    }  # fmt: skip
    # Standard input, output and error, the answer, and the folder that ls looks at.
    assert len((tmp_path / "fds").read_text().split()) == 5


@pytest.mark.parametrize("script", ("kill -SEGV $$", "kill -KILL $$", "exit 1", "exit 0"))
def test_process_apart_that_dies_is_told_as_such(tmp_path, monkeypatch, write, caplog, script):
    interpreter(tmp_path, monkeypatch, script)
    with pytest.raises(UnreadableFile, match="makes the program that reads it fail"):
        apart.read(write(TABLE))
    assert "Old Town" not in caplog.text


def test_process_apart_that_cannot_be_shut_in_reads_nothing(tmp_path, monkeypatch, write, caplog):
    interpreter(tmp_path, monkeypatch, "exit 12")
    with pytest.raises(CannotReadApart, match="cannot be read safely on this machine"):
        apart.read(write(TABLE))


def test_answers_that_do_not_fit_are_refused(tmp_path, monkeypatch, write, caplog):
    forged = tmp_path / "forged"
    frame = pl.DataFrame({"row": [1], "a": [1]})  # numbers, where a reader gives texts
    frame.write_ipc(forged)
    end = forged.stat().st_size
    sheet = {
        "name": "",
        "frame": [0, end],
        "header_rows": [1],
        "findings": [],
        "heads": [],
        "above": [],
    }
    plain = json.dumps(
        {"format": "csv", "sheets": [sheet], "encoding": "", "delimiter": "", "hidden": []}
    )
    with forged.open("ab") as file:
        file.write(plain.encode() + len(plain).to_bytes(8, "little"))
    interpreter(
        tmp_path,
        monkeypatch,
        f"""cat {forged} > /proc/self/fd/$(sed 's/.*"answer": \\([0-9]*\\).*/\\1/')""",
    )
    with pytest.raises(UnreadableFile, match="makes the program that reads it fail"):
        apart.read(write(TABLE))
    assert "does not fit" in caplog.text


def test_workplace_is_gone_afterwards_and_those_left_behind_go_with_it(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left, held = tmp_path / "qantara-apart-left", tmp_path / "qantara-apart-held"
    for folder in (left, held):
        folder.mkdir()
        (folder / "unpacked.csv").write_text("x")
        os.utime(folder, (0, 0))
    descriptor = os.open(held, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    with workplace.make() as work:
        (work / "unpacked.csv").write_text("x")
        assert {path.name for path in tmp_path.iterdir()} == {work.name, held.name}
    assert [path.name for path in tmp_path.iterdir()] == [held.name]
    os.close(descriptor)


def test_files_of_others_are_opened_apart_only():
    """Only the process apart calls the readers' `read`, and what makes the facts we ship."""
    calls = {
        str(path.relative_to(ROOT / "qantara"))
        for path in (ROOT / "qantara").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr)
        in {("readers", "read"), ("reader", "read"), ("reader", "about")}
    }
    ours = ("knowledge/evidence/readers/", "demo/mc2cm/")
    assert {call for call in calls if not call.startswith(ours)} == {
        "knowledge/evidence/apart/whole.py"
    }
