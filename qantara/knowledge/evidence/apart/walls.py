"""Walls: what a process gives up before it opens a file from outside, and the proof that it did.

Imports little, for whatever is imported before the walls stand could start a thread outside them.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import sys
import sysconfig
from pathlib import Path

from qantara.knowledge.evidence.apart import landlock, seccomp
from qantara.knowledge.evidence.apart.allowance import Allowance

_SET_PARENT_DEATH, _SET_DUMPABLE, _SET_NO_NEW_PRIVILEGES = 1, 4, 38
#: Addresses a process may name for each byte it may fill: libraries and arenas reserve far more than
#: they use. Memory itself is what RLIMIT_DATA counts since Linux 4.7.
_ADDRESSES = 4
#: A file that everybody may read and no reader needs.
_OUTSIDE = Path("/etc/passwd")
#: Where interpreters keep what they load late: libraries, and where those are listed.
_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache")
_DEVICES = ("/dev/null", "/dev/urandom")


class WallsMissing(Exception):
    """The process could not be shut in; it must not open the file."""


def raise_walls(path: Path, work: Path, allowance: Allowance, parent: int) -> list[str]:
    """Shut this process in with one file to read and one folder to work in; the names of the walls.

    parent  number of the process that asked: when it ends, so does this one
    Raises WallsMissing. Without Landlock, or off Linux, fewer walls stand than could.
    """
    limit(allowance)
    if sys.platform != "linux":
        return ["limits"]
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_SET_PARENT_DEATH, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        raise WallsMissing("orphan")
    libc.prctl(_SET_DUMPABLE, 0, 0, 0, 0)
    standing = ["limits"]
    try:
        if libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
            raise WallsMissing("no_new_privs")
        if landlock.version():
            landlock.confine(read=_readable(path), work=work)
            standing.append("landlock")
        if not seccomp.is_known():
            raise WallsMissing("seccomp")
        seccomp.confine()
        standing.append("seccomp")
    except OSError as error:
        raise WallsMissing(str(error.errno)) from None
    _try_them(standing)
    return standing


def limit(allowance: Allowance) -> None:
    """Limits that the kernel keeps for this process, from now on."""
    for kind, most in (
        (resource.RLIMIT_DATA, allowance.memory),
        (resource.RLIMIT_AS, allowance.memory * _ADDRESSES),
        (resource.RLIMIT_CPU, allowance.seconds),
        (resource.RLIMIT_FSIZE, max(allowance.file, allowance.result)),
        (resource.RLIMIT_NOFILE, allowance.open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _readable(path: Path) -> list[Path]:
    """The file, this package, and the interpreter with its packages."""
    places = sysconfig.get_paths()
    named = {
        *(places[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")),
        str(Path(sys.base_prefix) / "lib"),
        str(Path(__file__).parents[3]),
        *_LIBRARIES,
        *_DEVICES,
    }
    return [path, *(place for name in sorted(named) if (place := Path(name)).exists())]


def _try_them(standing: list[str]) -> None:
    """Raises WallsMissing where something goes that must not."""
    try:
        socket.socket().close()
    except OSError:
        pass
    else:
        raise WallsMissing("network")
    if "landlock" in standing:
        try:
            _OUTSIDE.open("rb").close()
        except OSError:
            pass
        else:
            raise WallsMissing("files")
