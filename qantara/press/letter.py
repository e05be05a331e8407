"""A letter as PDF, in the order offices expect, its annexed tables on pages of their own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import typst

from qantara.papers import Table
from qantara.press.bidi import isolated

TEMPLATE = Path(__file__).with_name("letter.typ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """All words in one language, ``lang`` (BCP 47). Lines and paragraphs in their order.

    links  addresses in full, printed under the text, where the letter can be answered
    """

    lang: str
    sender: tuple[str, ...]
    place_and_day: str
    reference: tuple[str, ...]
    addressee: tuple[str, ...]
    subject: str
    paragraphs: tuple[str, ...]
    signature: tuple[str, ...]
    annexes_title: str
    annexes: tuple[str, ...]
    running: str
    links: tuple[str, ...] = ()
    annexed: tuple[Table, ...] = ()


def pdf(letter: Letter, *, at: datetime, fonts: Path) -> bytes:
    """The letter as PDF/UA-1 and PDF/A-2a, dated ``at``. ``fonts`` as for ``press.pdf``."""
    compiler = typst.Compiler(
        str(TEMPLATE),
        font_paths=[str(fonts)],
        ignore_system_fonts=True,
        sys_inputs={"letter": json.dumps(_values(letter), ensure_ascii=False)},
    )
    made = compiler.compile(
        format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=int(at.timestamp())
    )
    return cast("bytes", made)


def _values(letter: Letter) -> dict[str, Any]:
    say = isolated if letter.lang == "ar" else str
    lists = ("sender", "reference", "addressee", "paragraphs", "signature", "annexes")
    return {
        "lang": letter.lang,
        **{name: [say(text) for text in getattr(letter, name)] for name in lists},
        **{
            name: say(getattr(letter, name))
            for name in ("place_and_day", "subject", "annexes_title", "running")
        },
        "links": list(letter.links),
        "annexed": [
            {
                "caption": say(table.caption),
                "heads": [say(column.title) for column in table.columns],
                "rows": [
                    [say(cell.text) for cell in (row.header, *row.cells)] for row in table.rows
                ],
            }
            for table in letter.annexed
        ],
    }
