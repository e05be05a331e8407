"""Marks in place of figures, and signs behind them: each office means something else by them."""

from __future__ import annotations

import re
from collections.abc import Collection

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara.knowledge.evidence.mapping.model import ABSENCES, SKIP, Flag
from qantara.knowledge.evidence.mapping.values import _FLAGGED, _WORDS
from qantara.knowledge.evidence.proposals import lexicon
from qantara.knowledge.evidence.proposals.asking import Asking
from qantara.knowledge.evidence.proposals.model import Option
from qantara.knowledge.evidence.proposals.options import NOTHING
from qantara.knowledge.evidence.proposals.reading import Read

#: Marks and signs that are asked about at most.
MOST = 40
BREAK = "break"
#: Words of a title that are longer than this are no mere signs: ``est.``, ``prov``.
_LETTERS = 4
#: Marks that office after office explains alike; still to be confirmed.
_LIKELY = {"c": "suppressed_by_source", "C": "suppressed_by_source"}


def marks(asking: Asking, read: Read, known: Collection[str] = frozenset()) -> dict[str, str]:
    """Text in place of a figure -> why there is none, as answered; ``known`` ones are not asked."""
    cells = [read.frame[name] for name in read.values]
    texts: dict[str, int] = {}
    for column in cells:
        words = column.drop_nulls().filter(column.drop_nulls().str.contains(_WORDS))
        for text, count in words.value_counts().rows():
            if text not in known:
                texts[text] = texts.get(text, 0) + count
    found = {}
    for text in sorted(texts, key=lambda each: -texts[each])[:MOST]:
        proposed, why = _of_mark(read, text)
        found[text] = asking.ask(
            f"mark:{text}",
            "mark",
            _("What does “%(mark)s” in place of a figure mean?") % {"mark": text},
            _absences(asking),
            proposed=proposed,
            why=why,
            certainty="likely" if proposed else "open",
            about=text,
        )
    if "" not in known and any(column.is_null().any() for column in cells):
        found[""] = asking.ask(
            "mark:",
            "mark",
            _("What does an empty cell in place of a figure mean?"),
            _absences(asking),
            proposed=SKIP,
            why=_("An empty cell says nothing of its own: no figure is kept for it, and no zero."),
            certainty="likely",
        )
    return found


def _of_mark(read: Read, text: str) -> tuple[str, str]:
    """What a text in place of a figure probably is, or nothing; and why."""
    if text in _LIKELY:
        return _LIKELY[text], _("Offices that follow SDMX mark confidential figures so.")
    word = lexicon.fold(text)
    if word in lexicon.listed("counted"):
        return SKIP, _("It says what the figures under it are in.")
    if text in read.table.columns or word in {
        lexicon.fold(part) for name in read.values for part in name.split(" / ")
    }:
        return SKIP, _("The heads of the table stand there once more.")
    return "", _("Every office means something else by such marks.")


def _absences(asking: Asking) -> tuple[Option, ...]:
    names = asking.framework.codes["absence"]
    return (
        Option(SKIP, _("Nothing: no figure is kept")),
        *(Option(code, names[code].name[asking.lang]) for code in ABSENCES),
    )


def flags(asking: Asking, read: Read, known: Collection[str] = frozenset()) -> dict[str, Flag]:
    """Sign behind a figure -> what it says of it, as answered; ``known`` ones are not asked."""
    found: dict[str, Flag] = {}
    for name in read.values:
        cells = read.frame[name].drop_nulls()
        cells = cells.filter(~cells.str.contains(_WORDS))
        if cells.is_empty():
            continue
        signs = cells.to_frame("cell").select(
            pl.coalesce(pl.col("cell").str.extract(_FLAGGED, group) for group in (1, 2))
        )["cell"]
        for sign in signs.drop_nulls().unique(maintain_order=True).to_list()[:MOST]:
            if sign not in {*found, *known, "%", "٪"}:
                example = cells.filter(cells.str.contains(re.escape(sign)))[0]
                found[sign] = _flag(asking, sign, (example,))
    return found


def _flag(asking: Asking, sign: str, examples: tuple[str, ...]) -> Flag:
    return Flag(said_by(status(asking, f"flag:{sign}", sign, examples)))


def said_by(answer: str) -> dict[str, str]:
    """What an answer about a sign says of a figure."""
    if answer == BREAK:
        return {"break_note": "break in time series (flag of the source)"}
    return {"obs_status": answer} if answer not in {"", NOTHING} else {}


def status(asking: Asking, name: str, sign: str, examples: tuple[str, ...]) -> str:
    """Ask what a sign says of the figures it stands behind or beside."""
    names = asking.framework.codes["obs_status"]
    known = lexicon.flags().get(sign.casefold(), "") or (
        sign if sign in {code.code for code in names.codes} else ""
    )
    if sign == "b":
        known = BREAK
    return asking.ask(
        name,
        "mark",
        _("What does the sign “%(sign)s” beside a figure say?") % {"sign": sign},
        (
            Option(NOTHING, _("Nothing that changes the figure")),
            Option(
                BREAK,
                pgettext("a sign beside a figure", "A break: not comparable with earlier figures"),
            ),
            *(Option(code.code, code.name[asking.lang]) for code in names.codes),
        ),
        proposed=known,
        why=(
            _("Many offices write it so.")
            if known
            else _("Every office means something else by such signs.")
        ),
        certainty="likely" if known else "open",
        about=sign,
        examples=examples,
    )


def of_titles(asking: Asking, read: Read) -> str:
    """The status of all figures, where a title or the name of a sheet says it: an estimate."""
    said = {
        (text, code)
        for text in read.table.titles
        for word, code in lexicon.flags().items()
        if len(word) > _LETTERS and lexicon.says(text, (lexicon.fold(word),))
    }
    if len({code for _text, code in said}) != 1:
        return ""
    text, proposed = min(said)
    names = asking.framework.codes["obs_status"]
    answer = asking.ask(
        f"table:{read.table.id}:status",
        "table",
        _("What does the title “%(title)s” say of the figures?") % {"title": text},
        (
            Option(NOTHING, _("Nothing that changes the figure")),
            *(Option(code.code, code.name[asking.lang]) for code in names.codes),
        ),
        proposed=proposed,
        why=_("A word in it is one that offices write over estimates or provisional figures."),
        certainty="likely",
        about=text,
    )
    return "" if answer == NOTHING else answer


def statuses(asking: Asking, read: Read, name: str) -> dict[str, str]:
    """Text of a column of remarks -> status or break, as answered."""
    return {
        text: status(asking, f"code:{read.table.id}:{name}:{text}", text, ())
        for text in read.table.columns[name].texts[:MOST]
    }
