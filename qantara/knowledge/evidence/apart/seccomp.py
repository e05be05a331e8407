"""Seccomp: system calls that this process can no longer make: network, other processes, the machine.

Kernel documentation, "Seccomp BPF"; numbers from the kernel's tables of system calls.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from dataclasses import dataclass

_SET_SECCOMP, _FILTER = 22, 2
_LOAD, _JUMP_EQUAL, _JUMP_MASK, _JUMP_FROM, _RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
#: Where the number, the machine and the arguments of a call stand in what a filter sees.
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16
_THREAD = 0x10000  # CLONE_THREAD
_OTHER_TABLE = 0x40000000  # numbers of the x32 interface begin here

#: Alike on both machines: pidfd_send_signal, io_uring (3), open_tree and the new mount calls (6),
#: pidfd_open, pidfd_getfd, process_madvise, mount_setattr, fchmodat2.
_SHARED = (424, 425, 426, 427, *range(428, 434), 434, 438, 440, 442, 452)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The numbers of one machine.

    audit    how the kernel names the machine
    refused  calls that fail, whatever they are asked
    """

    audit: int
    clone: int
    clone3: int
    tgkill: int
    prlimit: int
    refused: tuple[int, ...]


_X86_64 = Table(
    audit=0xC000003E, clone=56, clone3=435, tgkill=234, prlimit=302,
    refused=(
        *range(41, 51), 53, 288, 299, 307,  # sockets
        57, 58, 59, 322,  # fork, vfork, execve, execveat
        62, 200, 129, 297,  # signals to others
        101, 310, 311, 135,  # ptrace, memory of others, personality
        155, 161, 163, 164, 165, 166, 167, 168, 169, 170, 171, 227, 272, 308,  # the machine
        175, 176, 246, 313, 320,  # modules, kexec
        248, 249, 250, 298, 300, 303, 304, 321, 323,  # keys, perf, fanotify, handles, bpf, userfaultfd
        29, 30, 64, 68, 240,  # memory and queues shared with others
        90, 91, 92, 93, 94, 160, 179, 260, 268,  # rights of files, limits, quotas
    ),
)  # fmt: skip
_AARCH64 = Table(
    audit=0xC00000B7, clone=220, clone3=435, tgkill=131, prlimit=261,
    refused=(
        *range(198, 204), 206, 207, 211, 212, 242, 243, 269,
        221, 281,
        129, 130, 138, 240,
        117, 270, 271, 92,
        39, 40, 41, 51, 89, 97, 112, 142, 161, 162, 170, 224, 225, 268,
        104, 105, 106, 273, 294,
        217, 218, 219, 241, 262, 264, 265, 280, 282,
        180, 186, 190, 194, 196,
        52, 53, 54, 55, 60, 164,
    ),
)  # fmt: skip

TABLES = {"x86_64": _X86_64, "aarch64": _AARCH64}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def is_known() -> bool:
    """Whether we know the numbers of this machine."""
    return os.uname().machine in TABLES


def confine() -> None:
    """From now on no network, no other process and no program: threads only. Raises OSError.

    What is refused fails with EPERM. Needs PR_SET_NO_NEW_PRIVS; for a process without threads.
    """
    code = b"".join(_filter(TABLES[os.uname().machine], os.getpid()))
    program = _Program(len(code) // 8, code)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _filter(table: Table, own: int) -> list[bytes]:
    """The program of the filter. ``own``: number of this process, which may signal itself."""
    refuse = _step(_RETURN, _ERRNO | errno.EPERM)
    allow = _step(_RETURN, _ALLOW)
    return [
        _step(_LOAD, _MACHINE),
        _step(_JUMP_EQUAL, table.audit, 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
        _step(_JUMP_FROM, _OTHER_TABLE, 0, 1),
        _step(_RETURN, _KILL),
        # glibc falls back to clone, whose flags a filter can see.
        _step(_JUMP_EQUAL, table.clone3, 0, 1),
        _step(_RETURN, _ERRNO | errno.ENOSYS),
        _step(_JUMP_EQUAL, table.clone, 0, 4),
        _step(_LOAD, _ARGUMENTS),
        _step(_JUMP_MASK, _THREAD, 0, 1),
        allow,
        refuse,
        _step(_JUMP_EQUAL, table.tgkill, 0, 4),
        _step(_LOAD, _ARGUMENTS),
        _step(_JUMP_EQUAL, own, 0, 1),
        allow,
        refuse,
        # Limits may be asked, not set: the third argument is no address.
        _step(_JUMP_EQUAL, table.prlimit, 0, 6),
        _step(_LOAD, _ARGUMENTS + 16),
        _step(_JUMP_EQUAL, 0, 0, 3),
        _step(_LOAD, _ARGUMENTS + 20),
        _step(_JUMP_EQUAL, 0, 0, 1),
        allow,
        refuse,
        *(
            step
            for number in (*table.refused, *_SHARED)
            for step in (_step(_JUMP_EQUAL, number, 0, 1), refuse)
        ),
        allow,
    ]


def _step(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_so, if_not, value)
