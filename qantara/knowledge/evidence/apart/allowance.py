"""What reading one file may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """Limits of one reading; they hold for all its threads together.

    memory        bytes that can be filled, libraries not counted
    seconds       on the clock, and as many of processor time
    result        bytes of the text handed back
    file          bytes of any file written, such as one unpacked
    open_files    at the same time
    patience      seconds to wait until fewer other files are read
    """

    memory: int = 3 << 29
    seconds: int = 60
    result: int = 512 << 20
    file: int = 1 << 30
    open_files: int = 64
    patience: int = 300
