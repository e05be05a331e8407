"""A system as bytes, to be proven on again: arrays as NumPy writes them, cells as JSON."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qantara.knowledge.disclosure.cells import Block, Cell
from qantara.knowledge.disclosure.system import System

_PARTS = ("data", "indices", "indptr")


def packed(system: System, beside: System | None = None) -> bytes:
    """Without pickles: what is read back can only be numbers and text.

    beside  another system; what is the same in both is left out
    """
    arrays = _arrays(system)
    others = _arrays(beside) if beside is not None else {}
    buffer = io.BytesIO()
    different: dict[str, Any] = {
        name: array
        for name, array in arrays.items()
        if name not in others or not np.array_equal(array, others[name])
    }
    np.savez_compressed(buffer, **different)
    return buffer.getvalue()


def unpacked(data: bytes, beside: System | None = None) -> System:
    """Raises ValueError or KeyError where the bytes are no system of this Qantara's."""
    with np.load(io.BytesIO(data), allow_pickle=False) as kept:
        arrays = {name: kept[name] for name in kept.files}
    values: dict[str, Any] = {}
    for field in fields(System):
        names = [name for name in arrays if name.partition(".")[0] == field.name]
        if not names and beside is not None:
            values[field.name] = getattr(beside, field.name)
        elif field.name == "cells":
            rows = json.loads(arrays["cells"].tobytes().decode())
            values["cells"] = tuple(_cell(row) for row in rows)
        elif field.name in arrays:
            values[field.name] = arrays[field.name]
        else:
            values[field.name] = _table(field.name, arrays, beside)
    return System(**values)


def _arrays(system: System) -> dict[str, NDArray[Any]]:
    found: dict[str, NDArray[Any]] = {}
    for field in fields(system):
        value = getattr(system, field.name)
        if field.name == "cells":
            text = json.dumps([[*cell.block, cell.parts] for cell in value], ensure_ascii=False)
            found["cells"] = np.frombuffer(text.encode(), np.uint8)
        elif sparse.issparse(value):
            table = value.tocsr()
            found |= {f"{field.name}.{part}": getattr(table, part) for part in _PARTS}
            found[f"{field.name}.shape"] = np.array(table.shape, np.int64)
        else:
            found[field.name] = value
    return found


def _table(name: str, arrays: Mapping[str, NDArray[Any]], beside: System | None) -> Any:
    """A sparse table, of which some parts may be those of another system."""
    base = getattr(beside, name).tocsr() if beside is not None else None
    parts = {
        part: arrays[f"{name}.{part}"] if f"{name}.{part}" in arrays else getattr(base, part)
        for part in (*_PARTS, "shape")
    }
    shape = tuple(map(int, parts.pop("shape")))
    return sparse.csr_array(tuple(parts.values()), shape=shape)


class _Kept(Cell):
    """A cell whose name is put together once: a proof asks for it several times."""

    def __getattr__(self, name: str) -> str:
        if name != "_named":
            raise AttributeError(name)
        self._named = named = str(Cell.name.fget(self))  # type: ignore[attr-defined]
        return named

    @property
    def name(self) -> str:
        named: str = self._named
        return named


def _cell(row: list[Any]) -> Cell:
    *block, parts = row
    return _Kept(Block(*block), tuple((axis, code) for axis, code in parts))
