"""The anteroom: where bytes lie until they have been looked at, private, and swept after a crash.

A file may turn out to be a list of people, of which nothing may be kept. So its bytes are not in the
store of files, which is backed up, but in a folder of their own. They go when the file has been taken in
or refused; whatever a killed process left there goes with the next sweep.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

#: What nobody has written to for so long belongs to no process that still runs: uploads are written
#: as they come, and a reading takes minutes at most.
YOUNG = timedelta(minutes=15)


def folder() -> Path:
    """The anteroom, made if there is none, for its owner only."""
    path = Path(settings.VAR) / "incoming"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def place(key: UUID) -> Path:
    """Where the bytes of a delivery lie."""
    return folder() / f"delivery-{key}"


def put(key: UUID, chunks: Iterable[bytes]) -> int:
    """Write the bytes of a delivery; how many they are."""
    size = 0
    with place(key).open("xb") as file:
        place(key).chmod(0o600)
        for chunk in chunks:
            size += file.write(chunk)
    return size


def clear(key: UUID) -> None:
    """Destroy the bytes of a delivery, if they are there."""
    place(key).unlink(missing_ok=True)


def sweep(waiting: Collection[UUID], *, at: datetime) -> int:
    """Destroy what no process can still be busy with, but for the bytes of deliveries that wait."""
    kept = {place(key).name for key in waiting}
    swept = 0
    for left in folder().iterdir():
        with suppress(OSError):
            written = datetime.fromtimestamp(left.stat().st_mtime, UTC)
            if left.name in kept or at - written < YOUNG:
                continue
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink()
            swept += 1
    return swept
