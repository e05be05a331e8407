"""Landlock: this process may open what is named here, and nothing else.

Linux 5.13 and later; kernel documentation, "Landlock: unprivileged access control".
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR, _REMOVE_FILE, _MAKE_DIR, _MAKE_REG = 1 << 4, 1 << 5, 1 << 7, 1 << 8
_TRUNCATE = 1 << 14
#: Number of file rights that each version of the interface knows: all are taken, few given back.
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_NETWORK_FROM, _SCOPES_FROM, _TRUNCATE_FROM = 4, 6, 3
_ALL_OF_TWO = 0b11

_READ = _EXECUTE | _READ_FILE | _READ_DIR
_WORK = _READ_FILE | _READ_DIR | _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG
#: What can be allowed of a file; the other rights are of folders.
_OF_FILES = _EXECUTE | _READ_FILE | _WRITE_FILE | _TRUNCATE


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


_libc = ctypes.CDLL(None, use_errno=True)


def version() -> int:
    """Of the kernel's interface; 0 where it has none."""
    found: int = _libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION)
    return max(found, 0)


def confine(*, read: Iterable[Path], work: Path) -> None:
    """From now on this process reads only under ``read``, and writes only under ``work``.

    It makes no TCP connection, and reaches no other process by abstract sockets or signals, where
    the kernel can hold that too. Raises OSError. For a process without threads: others stay free.
    """
    known = version()
    every = (1 << _RIGHTS[min(known, max(_RIGHTS))]) - 1
    rules = _Ruleset(
        every,
        _ALL_OF_TWO if known >= _NETWORK_FROM else 0,
        _ALL_OF_TWO if known >= _SCOPES_FROM else 0,
    )
    sizes = {_NETWORK_FROM: 16, _SCOPES_FROM: 24}
    size = max((sizes[since] for since in sizes if known >= since), default=8)
    ruleset = _call(_CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(size), 0)
    truncate = _TRUNCATE if known >= _TRUNCATE_FROM else 0
    for path in read:
        _allow(ruleset, path, _READ)
    _allow(ruleset, work, _WORK | truncate)
    _call(_RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def _allow(ruleset: int, path: Path, rights: int) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        of_this = rights if path.is_dir() else rights & _OF_FILES
        beneath = _PathBeneath(of_this, place)
        _call(_ADD_RULE, ruleset, _PATH_BENEATH, ctypes.byref(beneath), 0)
    finally:
        os.close(place)


def _call(number: int, *arguments: object) -> int:
    answer: int = _libc.syscall(number, *arguments)
    if answer < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return answer
