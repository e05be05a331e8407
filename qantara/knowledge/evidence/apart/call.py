"""Ask a process apart to read a file, wait for it within limits, and take what it hands back.

It gets no environment of ours, no open files but three and the one for its answer, and a folder of
its own that is removed whatever happens. The answer lies in memory, never on a disk.
"""

from __future__ import annotations

import compileall
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache
from io import BytesIO
from pathlib import Path
from stat import S_ISREG
from typing import Any, BinaryIO, cast

from django.utils import translation
from django.utils.translation import gettext as _

from qantara.core.errors import DomainError
from qantara.knowledge.evidence.apart import child, slots, wire, workplace
from qantara.knowledge.evidence.apart.allowance import Allowance
from qantara.knowledge.evidence.people.verdict import ListOfPeople
from qantara.knowledge.evidence.readers.sheets import ReadOptions, Sheets, UnreadableFile

log = logging.getLogger(__name__)

#: Endings of the process that Python did not see coming.
_KILLED_FOR_TIME = -signal.SIGXCPU
_OUT_OF_MEMORY = b"memory allocation"
_SAID = 1 << 16
#: Letters of a sentence that are taken from it.
_SENTENCE = 2_000
_PAIRS = tuple[tuple[str, str], ...]
_ALL_WALLS = "limits landlock seccomp"


class CannotReadApart(DomainError):
    """Files cannot be read safely on this machine; who runs it has to see to it."""


class TookTooLong(UnreadableFile):
    """Reading was stopped at the end of the time it may take."""


def sheets(path: Path, options: ReadOptions | None, allowance: Allowance | None) -> Sheets:
    """See ``apart.read``."""
    found: Sheets = _ask("read", path, options or ReadOptions(), allowance or Allowance(), Sheets)
    return found


def about_template(path: Path, allowance: Allowance | None) -> dict[str, str]:
    """See ``apart.about_template``."""
    pairs = _ask("template", path, ReadOptions(), allowance or Allowance(), _PAIRS)
    return dict(pairs)


def _ask(act: str, path: Path, options: ReadOptions, allowance: Allowance, kind: Any) -> Any:
    """What the process answers, of the type ``kind``.

    Raises ListOfPeople, UnreadableFile, CannotReadApart, Busy (slots), OSError.
    """
    _open_at_all(path)
    _compile()
    with _nameless() as answer, _nameless() as said, _nameless() as walls, workplace.make() as work:
        question = child.Question(
            act=act, path=str(path.absolute()), work=str(work), options=_packed(options),
            language=translation.get_language() or "en", answer=answer.fileno(), parent=os.getpid(),
            allowance=asdict(allowance),
        )  # fmt: skip
        with slots.one(allowance.patience):
            ending = _run(question, allowance, answer=answer, said=said, walls=walls)
        if ending != child.ANSWERED:
            raise _error(ending, _start_of(answer), _start_of(said), allowance)
        _note_missing_walls(_start_of(walls))
        return _understood(kind, answer, allowance)


def _understood(kind: Any, answer: BinaryIO, allowance: Allowance) -> Any:
    if os.fstat(answer.fileno()).st_size > allowance.result:
        raise UnreadableFile(
            _(
                "The file holds more text than can be taken in: at most %(limit)s MB. Send it in parts."
            )
            % {"limit": allowance.result >> 20}
        )
    try:
        return wire.unpack(kind, answer)
    except wire.NotUnderstood:
        log.exception("what a file was read to does not fit what was asked")
        raise _failed() from None


def _open_at_all(path: Path) -> None:
    """Raises OSError where there is nothing to open, UnreadableFile where it is no file."""
    # A pipe would wait for its writer for ever.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        if not S_ISREG(os.fstat(descriptor).st_mode):
            raise UnreadableFile(_("This is no file but a folder or a device. Name a file."))
    finally:
        os.close(descriptor)


@cache
def _compile() -> None:
    """Keep the readers compiled: the process may not write, so it would compile them for every file."""
    if not sys.dont_write_bytecode:
        compileall.compile_dir(Path(__file__).parents[1], quiet=2)


def _run(
    question: child.Question,
    allowance: Allowance,
    *,
    answer: BinaryIO,
    said: BinaryIO,
    walls: BinaryIO,
) -> int:
    """How the process ended: its own status, or minus the signal that ended it."""
    process = subprocess.Popen(
        [sys.executable, "-I", "-B", "-X", "utf8", "-m", child.__name__],
        stdin=subprocess.PIPE, stdout=walls, stderr=said, cwd="/", close_fds=True,
        pass_fds=(answer.fileno(),), start_new_session=True,
        env={
            "TMPDIR": question.work, "POLARS_MAX_THREADS": "2", "MALLOC_ARENA_MAX": "2",
            "LC_ALL": "C.UTF-8",
        },
    )  # fmt: skip
    with process:
        try:
            process.communicate(json.dumps(asdict(question)).encode(), timeout=allowance.seconds)
        except subprocess.TimeoutExpired:
            return _KILLED_FOR_TIME
        finally:
            process.kill()
    return process.returncode


def _error(ending: int, told: bytes, said: bytes, allowance: Allowance) -> DomainError:
    """What an ending other than an answer means, to be raised."""
    sentence = told.decode(errors="replace")[:_SENTENCE]
    match ending:
        case child.REFUSED:
            return UnreadableFile(sentence)
        case child.PEOPLE:
            return ListOfPeople(sentence)
        case child.UNWALLED:
            log.error("files cannot be read apart: %s", sentence)
            return CannotReadApart(
                _(
                    "Files cannot be read safely on this machine, so this one was not opened. Tell"
                    " whoever runs it."
                )
            )
        case value if value == _KILLED_FOR_TIME:
            return TookTooLong(
                _(
                    "Reading the file took longer than %(seconds)s seconds and was stopped. Send it in"
                    " parts, or save it as CSV and send that."
                )
                % {"seconds": allowance.seconds}
            )
    if ending == child.TOO_BIG or _OUT_OF_MEMORY in said:
        return UnreadableFile(
            _(
                "The file needs more memory to be read than the %(limit)s MB it may take. Send it in"
                " parts, or save it as CSV and send that."
            )
            % {"limit": allowance.memory >> 20}
        )
    log.error("reading a file ended with %s %s", ending, sentence if ending == child.FAULT else "")
    return _failed()


def _failed() -> UnreadableFile:
    return UnreadableFile(
        _(
            "The file makes the program that reads it fail, so it was not read. Open it in a"
            " spreadsheet program, save it as CSV or XLSX and send that."
        )
    )


def _start_of(file: BinaryIO) -> bytes:
    return os.pread(file.fileno(), _SAID, 0)


def _packed(options: ReadOptions) -> str:
    buffer = BytesIO()
    wire.pack(options, buffer)
    return buffer.getvalue().hex()


def _note_missing_walls(standing: bytes) -> None:
    if missing := set(_ALL_WALLS.split()) - set(standing.decode().split()):
        log.warning("files are read apart without %s", ", ".join(sorted(missing)))


@contextmanager
def _nameless() -> Iterator[BinaryIO]:
    """A file without a name that lies in memory where the system can, and ends when it is closed."""
    if hasattr(os, "memfd_create"):
        with os.fdopen(os.memfd_create("apart"), "w+b", buffering=0) as file:
            yield cast(BinaryIO, file)
    else:
        with tempfile.TemporaryFile(buffering=0) as file:
            yield cast(BinaryIO, file)
