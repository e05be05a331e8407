"""Folders that a process apart works in. One that outlived its maker is removed by the next."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_NAMED = "qantara-apart-"
#: Seconds before a folder that nobody holds counts as left behind: its maker may be taking hold.
_YOUNG = 60


@contextmanager
def make() -> Iterator[Path]:
    """A folder of one's own, gone afterwards; before, those of makers that were killed."""
    sweep()
    work = Path(tempfile.mkdtemp(prefix=_NAMED))
    held = os.open(work, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
        os.close(held)


def sweep() -> None:
    """Remove the folders that nobody holds any more."""
    for left in Path(tempfile.gettempdir()).glob(f"{_NAMED}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _YOUNG and _is_free(left):
                shutil.rmtree(left)


def _is_free(folder: Path) -> bool:
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(held)
    return True
