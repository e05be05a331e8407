"""Clear away files that no row names: what an act left behind that was killed before its commit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import get_args

from django.core.files.storage import Storage, storages

from qantara.files.models import StoredFile
from qantara.files.store import Where, delete_key
from qantara.releases.models import Artefact

#: An act that still runs has files without rows: so old is none.
LONGEST_ACT = timedelta(hours=1)


def sweep(at: datetime, *, older_than: timedelta = LONGEST_ACT) -> int:
    """Delete the files in both stores that no row names and that were there at ``at - older_than``."""
    swept = 0
    for where in get_args(Where):
        for key in list(orphans(where, before=at - older_than)):
            delete_key(key, where)
            swept += 1
    return swept


def orphans(where: Where, *, before: datetime) -> Iterator[str]:
    """Keys of files that no row names, last written before a moment."""
    storage = storages[where]
    # Looked at first: a file whose row is committed in between has one.
    found = [key for key in _keys(storage) if storage.get_modified_time(key) < before]
    known = set(Artefact.objects.filter(store=where).values_list("key", flat=True))
    if where == "private":
        known |= {key for key in StoredFile.objects.values_list("key", flat=True) if key}
    yield from (key for key in found if key not in known)


def _keys(storage: Storage) -> Iterator[str]:
    """Every key, as ``files.store.write`` makes them: two letters, a slash, the rest."""
    try:
        folders, _files = storage.listdir("")
    except FileNotFoundError:
        return
    for folder in sorted(folders):
        yield from (f"{folder}/{name}" for name in sorted(storage.listdir(folder)[1]))
