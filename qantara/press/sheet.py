"""A decision sheet as PDF: one page to be signed with a pen, with a code that leads back to its case."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import cast

import segno
import typst

from qantara.press.bidi import isolated

TEMPLATE = Path(__file__).with_name("sheet.typ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All words in one language, ``lang`` (BCP 47).

    rows      what is decided: (label, value)
    blanks    what is filled in by hand
    address   where the code leads; absolute
    """

    lang: str
    kicker: str
    title: str
    lede: str
    rows: tuple[tuple[str, str], ...]
    heading: str
    statement: str
    blanks: tuple[str, ...]
    hint: str
    footer: str
    address: str


def pdf(sheet: Sheet, *, at: datetime, fonts: Path) -> bytes:
    """The sheet as PDF/UA-1 and PDF/A-2a, dated ``at``. ``fonts`` as for ``press.pdf``."""
    if sheet.lang == "ar":
        sheet = replace(
            sheet,
            rows=tuple((label, isolated(value)) for label, value in sheet.rows),
            footer=isolated(sheet.footer),
            kicker=isolated(sheet.kicker),
            lede=isolated(sheet.lede),
            hint=isolated(sheet.hint),
            statement=isolated(sheet.statement),
        )
    values = asdict(sheet) | {"code": _code(sheet.address)}
    compiler = typst.Compiler(
        str(TEMPLATE),
        font_paths=[str(fonts)],
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(values, ensure_ascii=False)},
    )
    made = compiler.compile(
        format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=int(at.timestamp())
    )
    return cast("bytes", made)


def _code(address: str) -> str:
    """A QR code as SVG."""
    kept = io.BytesIO()
    segno.make(address, error="m", micro=False).save(kept, kind="svg", scale=4, border=0)
    return kept.getvalue().decode()
