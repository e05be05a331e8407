"""The colours of charts: a CSS class for the page, a light colour for print.

A page gives the classes their colours, so a chart follows the dark scheme. Where no stylesheet
reaches (PDF, a saved drawing), the attribute beside the class holds the light colour of the same
token. ``stylesheet`` is the rule set a page needs; hues are those of the design language, told apart
under all three colour-vision types.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal


@dataclass(frozen=True, slots=True)
class Ink:
    """What a class paints: the attribute, its light colour, and the token of the page's colour."""

    attribute: Literal["fill", "stroke"]
    light: str
    token: str


INKS = {
    "f1": Ink("fill", "#1b6f9b", "--c1"),
    "f2": Ink("fill", "#b8431f", "--c2"),
    "f3": Ink("fill", "#b58600", "--c3"),
    "f4": Ink("fill", "#22313a", "--c4"),
    "f5": Ink("fill", "#857f73", "--c5"),
    "fm": Ink("fill", "#b9c7cc", "--c-muted"),
    "fp": Ink("fill", "#ffffff", "--paper"),
    "fi": Ink("fill", "#16272f", "--ink"),
    "fs": Ink("fill", "#e3eef1", "--m-sea"),
    "fl": Ink("fill", "#f6f0e2", "--m-land"),
    "s1": Ink("stroke", "#1b6f9b", "--c1"),
    "s2": Ink("stroke", "#b8431f", "--c2"),
    "s3": Ink("stroke", "#b58600", "--c3"),
    "s4": Ink("stroke", "#22313a", "--c4"),
    "s5": Ink("stroke", "#857f73", "--c5"),
    "sm": Ink("stroke", "#b9c7cc", "--c-muted"),
    "sg": Ink("stroke", "#e3dccd", "--grid"),
    "so": Ink("stroke", "#857f73", "--line-2"),
    "sh": Ink("stroke", "#ddd5c5", "--line"),
    "ref": Ink("stroke", "#16272f", "--ink"),
    "si": Ink("stroke", "#16272f", "--ink"),
    "sl": Ink("stroke", "#f6f0e2", "--m-land"),
    "sc": Ink("stroke", "#d3c8b0", "--m-line"),
}

#: Colour of text that is not the first thing to read.
QUIET = Ink("fill", "#4b5a61", "--ink-2")

#: Hues of series in their order; a chart of more is a chart to be drawn in another way.
HUES = ("1", "2", "3", "4")


@cache
def paint(*classes: str) -> str:
    """``class="f1" fill="#1b6f9b"`` for one class or several; ``fn`` is no fill at all."""
    attributes = "".join(
        f' {INKS[name].attribute}="{INKS[name].light}"' for name in classes if name != "fn"
    )
    none = ' fill="none"' if "fn" in classes else ""
    return f'class="{" ".join(classes)}"{attributes}{none}'


def hue(position: int) -> str:
    """The hue of the series at ``position``. Raises ValueError past the fourth."""
    if position >= len(HUES):
        raise ValueError(f"A chart shows at most {len(HUES)} series in colour.")
    return HUES[position]


def stylesheet() -> str:
    """The CSS rules that give a page's colours to drawings and marks."""
    rules = [f".{name}{{{ink.attribute}:var({ink.token})}}" for name, ink in INKS.items()]
    text = f"fill:var({QUIET.token});font-family:var(--body)"
    return "".join(
        (
            *rules,
            ".fn{fill:none}",
            f".chart{{{text};direction:ltr;inline-size:100%;block-size:auto}}",
            f".chart .b{{fill:var({INKS['fi'].token});font-weight:600}}",
            ".mark{inline-size:100%;block-size:1.15rem;overflow:visible}",
        )
    )
