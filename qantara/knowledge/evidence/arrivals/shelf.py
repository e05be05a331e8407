"""The shelf: readings made by one process and used by another. The worker reads, the desk asks about it.

A reading is as private as its file and lies no longer than that waits; without it the file is read again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from io import BytesIO
from pathlib import Path
from uuid import UUID

from django.conf import settings

from qantara.knowledge.evidence.apart import wire
from qantara.knowledge.evidence.readers.sheets import ReadOptions, Sheets


def put(key: UUID, options: ReadOptions, sheets: Sheets) -> None:
    """Keep a reading of an arrival, whole or not at all."""
    path = _path(key, options)
    begun = path.with_suffix(".begun")
    with os.fdopen(os.open(begun, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:
        wire.pack(sheets, file)
    begun.replace(path)


def take(key: UUID, options: ReadOptions) -> Sheets | None:
    """A reading of an arrival, if there is one; what cannot be understood any more is none."""
    try:
        with _path(key, options).open("rb") as file:
            found: Sheets = wire.unpack(Sheets, file)
    except (FileNotFoundError, wire.NotUnderstood):
        return None
    return found


def clear(key: UUID) -> None:
    """Destroy the readings of an arrival."""
    for path in _folder().glob(f"{key}.*"):
        path.unlink(missing_ok=True)


def sweep(waiting: Collection[UUID]) -> None:
    """Destroy the readings of arrivals that wait no more."""
    kept = {str(key) for key in waiting}
    for path in _folder().iterdir():
        if path.name.partition(".")[0] not in kept:
            path.unlink(missing_ok=True)


def _folder() -> Path:
    path = Path(settings.VAR) / "readings"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def _path(key: UUID, options: ReadOptions) -> Path:
    told = BytesIO()
    wire.pack(options, told)
    return _folder() / f"{key}.{hashlib.sha256(told.getvalue()).hexdigest()[:16]}"
