"""Cards with a code each, to be printed and cut: eight on a page."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

import segno
import typst

from qantara.press.bidi import isolated

TEMPLATE = Path(__file__).with_name("cards.typ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """``lang`` is the first language of the cards.

    invitation, secrecy  (language, sentence), one a language
    address              as it is typed
    cards                (code as it is printed, address that the picture leads to)
    """

    lang: str
    title: str
    series: str
    invitation: tuple[tuple[str, str], ...]
    secrecy: tuple[tuple[str, str], ...]
    address: str
    cards: tuple[tuple[str, str], ...]


def pdf(cards: Cards, *, at: datetime, fonts: Path) -> bytes:
    """All cards as PDF, dated ``at``. ``fonts`` as for ``press.pdf``."""
    say = isolated if cards.lang == "ar" else str
    values = {
        "lang": cards.lang,
        "title": say(cards.title),
        "series": say(cards.series),
        "invitation": _said(cards.invitation),
        "secrecy": _said(cards.secrecy),
        "address": cards.address,
        "cards": [{"code": code, "picture": picture(leads)} for code, leads in cards.cards],
    }
    compiler = typst.Compiler(
        str(TEMPLATE),
        font_paths=[str(fonts)],
        ignore_system_fonts=True,
        sys_inputs={"cards": json.dumps(values, ensure_ascii=False)},
    )
    made = compiler.compile(
        format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=int(at.timestamp())
    )
    return cast("bytes", made)


def picture(address: str, *, border: int = 0) -> str:
    """A QR code as SVG, of any size and without a declaration."""
    kept = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        kept, kind="svg", border=border, dark="#000", light="#fff", xmldecl=False, omitsize=True
    )
    return kept.getvalue().decode()


def _said(sentences: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [
        {"lang": lang, "text": isolated(text) if lang == "ar" else text} for lang, text in sentences
    ]
