"""Readings: the sheets of an arrival, read apart, and its bytes as a file while somebody needs one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from uuid import UUID

from qantara.files import store
from qantara.knowledge.evidence import apart, template
from qantara.knowledge.evidence.apart.allowance import Allowance
from qantara.knowledge.evidence.arrivals import anteroom, shelf
from qantara.knowledge.evidence.arrivals.models import Arrival
from qantara.knowledge.evidence.mapping import Mapping, loads
from qantara.knowledge.evidence.readers.sheets import ReadOptions, Sheets, heading

#: Letters of a name that are kept: in any script it is then a name a file system takes.
LETTERS = 80
#: While a waiting file is read again somebody waits before a page, and has seen it read before.
ALLOWANCE = Allowance(seconds=60, patience=20)
#: Readings in memory, the latest last, and how many.
_KEPT: dict[tuple[UUID, ReadOptions], Sheets] = {}
MOST = 4
_LOCK = Lock()


def tidy(name: str) -> str:
    """The name of a file without folders and marks that nobody sees, cut before its ending."""
    plain = "".join(
        letter
        for letter in heading(name.replace("\\", "/").rpartition("/")[2])
        if letter.isprintable()
    ).strip(". ")
    if len(plain) > LETTERS:
        stem, dot, ending = plain.rpartition(".")
        kept = dot + ending if dot and len(ending) < 10 else ""
        plain = (stem if kept else plain)[: LETTERS - len(kept)].rstrip() + kept
    return plain or "file"


@contextmanager
def at_hand(content: bytes, name: str) -> Iterator[Path]:
    """Bytes as a file under its own name, outside the store, gone afterwards or with the next sweep."""
    with tempfile.TemporaryDirectory(prefix="hand-", dir=anteroom.folder()) as folder:
        path = Path(folder) / tidy(name)
        path.write_bytes(content)
        yield path


@contextmanager
def on_disk(arrival: Arrival) -> Iterator[Path]:
    """The bytes of a waiting arrival as a file, gone afterwards. Raises Destroyed."""
    assert arrival.stored is not None
    with at_hand(store.read(arrival.stored), arrival.name) as path:
        yield path


def sheets(arrival: Arrival, options: ReadOptions) -> Sheets:
    """The sheets of a waiting arrival. Raises UnreadableFile and Destroyed."""
    is_there = arrival.stored is not None and arrival.stored.destroyed_at is None
    found = _KEPT.get((arrival.pk, options)) if is_there else None
    if found is None:
        found = (shelf.take(arrival.pk, options) if is_there else None) or _read(arrival, options)
        remember(arrival, options, found)
    return found


def _read(arrival: Arrival, options: ReadOptions) -> Sheets:
    with on_disk(arrival) as path:
        return apart.read(path, options=options, allowance=ALLOWANCE)


def remember(arrival: Arrival, options: ReadOptions, found: Sheets) -> None:
    """Keep a reading in memory: the pages of one file ask for it again and again."""
    with _LOCK:
        _KEPT[arrival.pk, options] = found
        for oldest in list(_KEPT)[:-MOST]:
            del _KEPT[oldest]


def forget(key: UUID) -> None:
    """Nothing of an arrival stays in the memory of this process, nor on the shelf."""
    shelf.clear(key)
    with _LOCK:
        for reading in [reading for reading in _KEPT if reading[0] == key]:
            del _KEPT[reading]


def mapping_of(arrival: Arrival) -> Mapping:
    """What the columns of an arrival mean. Raises MappingError."""
    if arrival.meaning == Arrival.Meaning.TEMPLATE:
        with on_disk(arrival) as path:
            return template.mapping_of(path)
    return loads(arrival.mapping)
