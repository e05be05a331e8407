"""A paper as PDF: its values go to the template as JSON, so that no text is ever markup."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import typst
from django.utils.translation import gettext as _
from django.utils.translation import override

from qantara.papers import Paper, State, signs
from qantara.press.bidi import isolated
from qantara.press.values import plain

TEMPLATE = Path(__file__).with_name("paper.typ")


def pdf(paper: Paper, *, at: datetime, fonts: Path) -> bytes:
    """The paper as PDF/UA-1 and PDF/A-2a at once, dated ``at``, the moment of release.

    ``fonts``: the folder of ``qantara.fonts`` for print. The strong words of a notice, where it has
    some, are its short form at the head of each page; otherwise all its words are.
    Raises typst.TypstError where the paper cannot be set, such as a drawing without words.
    """
    # Faces of the machine are not looked at.
    compiler = typst.Compiler(
        str(TEMPLATE),
        font_paths=[str(fonts)],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(_values(paper, at), ensure_ascii=False)},
    )
    made = compiler.compile(
        format="pdf",
        pdf_standards=["ua-1", "a-2a"],
        timestamp=int(at.timestamp()),
    )
    return cast("bytes", made)  # one file, since the format is PDF


def _values(paper: Paper, at: datetime) -> dict[str, Any]:
    day = at.astimezone(UTC)
    with override(paper.lang):
        words = {
            "contents": _("Contents"),
            "page": _("Page {page} of {pages}"),
            "data": _("The figures behind this chart"),
            "source": _("Source:"),
            "cite": _("How to cite"),
        }
    return {
        **plain(paper, isolated if paper.direction == "rtl" else str),
        "metadata": {"title": paper.title, "description": "".join(run.text for run in paper.lede)},
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "words": words,
        "signs": {state: signs.svg(state, _COLOURS[state]) for state in signs.SIGNS},
    }


#: Of a sign and its word: those of the page's light scheme.
_COLOURS: Mapping[State, str] = {
    "none_exists": "#3f5a12",
    "absent": "#4b5a61",
    "unanswered": "#9c2f12",
    "inapplicable": "#4b5a61",
    "withheld": "#ffffff",
    "courtesy": "#0b5573",
}
