"""How numbers in a workbook are shown: as percentages, dates, codes with leading zeros.

ECMA-376 Part 1 (SpreadsheetML), 18.8.30 (numFmt). The old XLS knows the same formats.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

#: ``zeros``: the format is written with noughts alone, and a code of so many digits is meant.
Kind = Literal["", "percent", "date", "time", "zeros"]

#: Formats built into Excel, by their number; 27 to 36 and 50 to 58 are dates in East Asia.
_BUILT_IN: dict[int, Kind] = {
    **dict.fromkeys((9, 10), "percent"),
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)), "date"),
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "time"),
}

#: What a format quotes, escapes, pads with or puts into brackets is no code of it.
_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """Cell styles that say more than a plain number, by their number in the workbook.

    zeros    styles that show a code of so many digits
    is_1904  whether the workbook counts days from 1904, as those from old Macs do
    """

    kinds: Mapping[int, Kind] = field(default_factory=dict)
    zeros: Mapping[int, int] = field(default_factory=dict)
    is_1904: bool = False


def styles(formats: Mapping[int, tuple[int, str]], *, is_1904: bool = False) -> Styles:
    """``formats``: number of a cell style -> number of its format, and how that is written."""
    kinds = {style: kind(number, code) for style, (number, code) in formats.items()}
    return Styles(
        kinds={style: found for style, found in kinds.items() if found},
        zeros={
            style: digits(formats[style][1]) for style, found in kinds.items() if found == "zeros"
        },
        is_1904=is_1904,
    )


def kind(number: int, code: str = "") -> Kind:
    """What a format shows. ``number``: its id; ``code``: how it is written, where it is not built in."""
    if not code:
        return _BUILT_IN.get(number, "")
    first = code.split(";")[0]
    if _ELAPSED.search(first):
        return ""
    plain = _ASIDE.sub("", first).lower()
    if "%" in plain:
        return "percent"
    if plain == "general" or "#" in plain or "?" in plain:
        return ""
    if re.search(r"[yd]|mmm|^m+$", plain):
        return "date"
    if re.search(r"[hs]", plain):
        return "time"
    return "zeros" if re.fullmatch(r"0{2,}", plain) else ""


def digits(code: str) -> int:
    """How many digits a format of noughts shows."""
    return len(_ASIDE.sub("", code.split(";")[0]))
