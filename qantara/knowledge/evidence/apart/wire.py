"""Wire: sheets as bytes between two processes, of which the one that writes is not trusted.

Frames go as Arrow IPC, everything else as JSON that is read back by the types of its fields: what
does not fit them is refused, and nothing in it is ever run.
"""

from __future__ import annotations

import json
import os
import struct
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, BinaryIO, Literal, Union, get_args, get_origin, get_type_hints

import polars as pl
from polars.exceptions import PolarsError

#: Bytes at the end that say how long the JSON before them is.
_LENGTH = struct.Struct("<Q")


class NotUnderstood(Exception):
    """What came over the wire is not what was to come."""


def pack(told: object, out: BinaryIO) -> None:
    """Write a dataclass, a dictionary or a text: frames first, then JSON, then its length."""
    plain = json.dumps(_plain(told, out), ensure_ascii=True).encode()
    out.write(plain)
    out.write(_LENGTH.pack(len(plain)))


def unpack(kind: Any, source: BinaryIO) -> Any:
    """A value of the type ``kind`` from what ``pack`` wrote. Raises NotUnderstood."""
    try:
        end = source.seek(-_LENGTH.size, os.SEEK_END)
        (length,) = _LENGTH.unpack(source.read(_LENGTH.size))
        plain = json.loads(_between(source, end - length, end))
        return _typed(kind, plain, source)
    except (struct.error, OSError, ValueError, TypeError, LookupError, RecursionError, PolarsError):
        raise NotUnderstood from None


def _between(source: BinaryIO, begin: int, end: int) -> bytes:
    source.seek(begin)
    return source.read(end - begin)


def _plain(told: object, out: BinaryIO) -> object:
    match told:
        case pl.DataFrame():
            begin = out.tell()
            told.write_ipc(out)
            out.flush()
            return [begin, out.seek(0, os.SEEK_END)]
        case Mapping():
            return [[_plain(key, out), _plain(value, out)] for key, value in told.items()]
        case tuple() | list() | frozenset():
            return [_plain(item, out) for item in told]
    if is_dataclass(told):
        return {field.name: _plain(getattr(told, field.name), out) for field in fields(told)}
    return told


def _typed(kind: Any, plain: Any, source: BinaryIO) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if kind is pl.DataFrame:
        return _frame(_between(source, *plain))
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        if set(plain) != set(hints):
            raise NotUnderstood
        return kind(**{name: _typed(hints[name], plain[name], source) for name in hints})
    if origin is tuple and len(inner) == 2 and inner[1] is ...:
        return tuple(_typed(inner[0], item, source) for item in plain)
    if origin is tuple:
        return tuple(_typed(one, item, source) for one, item in zip(inner, plain, strict=True))
    if origin is frozenset:
        return frozenset(_typed(inner[0], item, source) for item in plain)
    if origin in {Mapping, dict}:
        return {
            _typed(inner[0], key, source): _typed(inner[1], value, source) for key, value in plain
        }
    if origin is Literal:
        return inner[inner.index(plain)]
    if origin in {Union, types.UnionType}:
        if plain is None and types.NoneType in inner:
            return None
        return _typed(next(one for one in inner if one is not types.NoneType), plain, source)
    if type(plain) is not kind:
        raise NotUnderstood
    return plain


def _frame(source: bytes) -> pl.DataFrame:
    """A frame of a sheet: ``row``, then columns of text."""
    frame = pl.read_ipc(source)
    if frame.columns[:1] != ["row"] or frame.dtypes != [pl.Int64, *[pl.String] * (frame.width - 1)]:
        raise NotUnderstood
    return frame
