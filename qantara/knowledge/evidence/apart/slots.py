"""Slots: how many files are read at the same time on this machine. The others wait."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from qantara.core.errors import DomainError

#: Seconds between two looks for a free slot.
_LOOK = 0.05


class Busy(DomainError):
    """As many files as may be are being read."""


@contextmanager
def one(patience: float) -> Iterator[None]:
    """Hold a slot; it is free again when this ends or its process does.

    patience  seconds to wait for it
    Raises Busy.
    """
    folder = Path(settings.VAR) / "slots"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    held = _wait(folder, patience)
    try:
        yield
    finally:
        os.close(held)


def _wait(folder: Path, patience: float) -> int:
    end = time.monotonic() + patience
    while True:
        for number in range(settings.EVIDENCE_READERS):
            if (held := _held(folder / str(number))) is not None:
                return held
        if time.monotonic() >= end:
            raise Busy(
                _(
                    "Other files are being read just now, and as many as can be at the same time."
                    " Nothing of this file was kept; bring it again in a minute."
                )
            )
        time.sleep(_LOOK)


def _held(path: Path) -> int | None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor
