"""The key of a round: 32 random bytes in a file of their own, and in no database, dump or log of one.

With it codes are hashed and ballots sealed. When the round is counted it is destroyed, and nothing that
was kept of single ballots can be read any more.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from uuid import UUID

from django.conf import settings

BYTES = 32


def make(round_id: UUID) -> bytes:
    """The round's key, made now where there is none yet."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = secrets.token_bytes(BYTES)
    # Whole or not at all: it is written beside and then linked to its name, which fails if there is one.
    beside = folder / f"{secrets.token_hex(8)}.new"
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, _path(round_id))
    except FileExistsError:
        pass
    finally:
        beside.unlink()
    _settle(folder)
    return key_of(round_id)


def key_of(round_id: UUID) -> bytes:
    """Raises FileNotFoundError where it was destroyed, or never made."""
    return _path(round_id).read_bytes()


def is_there(round_id: UUID) -> bool:
    return _path(round_id).exists()


def destroy(round_id: UUID) -> None:
    """Overwritten, then removed. Done twice it changes nothing."""
    path = _path(round_id)
    try:
        with path.open("r+b") as file:
            file.write(bytes(BYTES))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    except FileNotFoundError:
        return
    _settle(path.parent)


def kept() -> list[UUID]:
    """Rounds whose keys are there."""
    return sorted(UUID(path.stem) for path in _folder().glob("*.key"))


def _folder() -> Path:
    return Path(settings.VAR) / "ballots"


def _path(round_id: UUID) -> Path:
    return _folder() / f"{round_id}.key"


def _settle(folder: Path) -> None:
    """What was made or removed in a folder is so after a power cut as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
