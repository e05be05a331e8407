"""The rule that keeps four languages in one stylesheet: logical properties only.

``python -m qantara.web.logical FILE…`` prints what names a side of the screen and fails if any does.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DECLARATION = re.compile(r"(?<![\w-])([a-z][a-z-]*)\s*:\s*([^;{}]*)(?=[;}])")

_BOXES = "margin|padding|scroll-margin|scroll-padding|border"
_SIDES = "top|right|bottom|left"
#: Properties that name a side of the screen, or its width and height.
PHYSICAL = re.compile(
    rf"(?:{_BOXES})-(?:{_SIDES})(?:-(?:width|style|color))?"
    rf"|{_SIDES}|(?:min-|max-)?(?:width|height)"
    rf"|border-(?:top|bottom)-(?:left|right)-radius"
)
#: Properties whose value may name a side.
SIDED = {"text-align", "float", "clear", "caption-side"}
#: Shorthands of four sides: a second value unlike the fourth tells left from right.
SHORTHANDS = {"margin", "padding", "inset", "border-width", "border-style", "border-color"}


@dataclass(frozen=True, slots=True)
class Slip:
    line: int
    declaration: str


def physical_properties(css: str) -> list[Slip]:
    """Every declaration that would have to be written anew for a right-to-left page."""
    return list(_slips(COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), css)))


def _slips(css: str) -> Iterator[Slip]:
    for found in DECLARATION.finditer(css):
        name, value = found[1], found[2].strip()
        if _is_physical(name, value):
            yield Slip(css.count("\n", 0, found.start()) + 1, f"{name}: {value}")


def _is_physical(name: str, value: str) -> bool:
    if PHYSICAL.fullmatch(name):
        return True
    if name in SIDED:
        return value in {"left", "right"}
    if name in SHORTHANDS:
        sides = re.findall(r"[\w.#%-]+(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?", value)
        return len(sides) == 4 and sides[1] != sides[3]
    return False


def main(paths: list[str]) -> int:
    count = 0
    for path in paths:
        for slip in physical_properties(Path(path).read_text()):
            sys.stdout.write(f"{path}:{slip.line}: {slip.declaration}\n")
            count += 1
    return 1 if count else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
