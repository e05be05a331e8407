"""Marks in place of figures, and signs behind them: each office means something else by them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara.knowledge.evidence.checks.rows import ESTIMATES
from qantara.knowledge.evidence.mapping.model import ABSENCES, SKIP, Flag
from qantara.knowledge.evidence.mapping.values import _FLAGGED, _WORDS
from qantara.knowledge.evidence.proposals import lexicon, notes
from qantara.knowledge.evidence.proposals.asking import Asking
from qantara.knowledge.evidence.proposals.model import Option
from qantara.knowledge.evidence.proposals.options import NOTHING
from qantara.knowledge.evidence.proposals.reading import Read

#: Marks and signs that are asked about at most.
MOST = 40
BREAK = "break"
BROKEN = "break in time series (flag of the source)"
#: Letters of the European Statistical System that tell a status, the weakest first; d: see the notes.
_LETTERED = {"u": "U", "e": "E", "f": "F", "p": "P"}
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
        for text, count in words.rename("@text").value_counts().rows():
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
    note = notes.explained(notes.around(read.table), text)
    if code := notes.absence_in(note):
        return code, _("A note to the table says: “%(note)s”.") % {"note": note}
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
                found[sign] = Flag(said_by(of_sign(asking, read, sign, (example,))))
    return found


def of_sign(asking: Asking, read: Read, sign: str, examples: tuple[str, ...]) -> str:
    """Ask once a file what a sign beside figures, years or heads says, with the note that explains it."""
    note = notes.explained(notes.around(read.table), sign)
    return status(asking, f"flag:{sign}", sign, examples, note=note)


def said_by(answer: str) -> dict[str, str]:
    """What an answer about a sign says of a figure."""
    first, _joined, code = answer.partition("+")
    said = {"break_note": BROKEN} if first == BREAK else {}
    code = code if first == BREAK else first
    return said | ({"obs_status": code} if code not in {"", NOTHING} else {})


def _known(asking: Asking, sign: str, note: str) -> str:
    """What a sign is taken for: by the note that explains it, as a word, or letter by letter."""
    if note:
        return notes.status_in(note) or NOTHING
    codes = {code.code for code in asking.framework.codes["obs_status"].codes}
    bare = sign.strip("()").casefold()
    if known := lexicon.flags().get(sign.casefold()) or (sign if sign in codes else ""):
        return known
    if not re.fullmatch(r"[bdefpu]{1,4}", bare):
        return ""
    # Letters of the European Statistical System, several at once: be, bep. The weaker status counts.
    status_ = next((code for letter, code in _LETTERED.items() if letter in bare), "")
    if "b" in bare:
        return f"{BREAK}+{status_}" if status_ else BREAK
    return status_ or NOTHING


def status(
    asking: Asking, name: str, sign: str, examples: tuple[str, ...], *, note: str = ""
) -> str:
    """Ask what a sign says of the figures it stands behind or beside; ``note`` is what explains it."""
    names = asking.framework.codes["obs_status"]
    known = _known(asking, sign, note)
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
            *(
                Option(
                    f"{BREAK}+{code.code}",
                    pgettext("a sign beside a figure", "A break, and: %(status)s")
                    % {"status": code.name[asking.lang]},
                )
                for code in names.codes
                if code.code in _LETTERED.values()
            ),
        ),
        proposed=known,
        why=(
            _("A note to the table says: “%(note)s”.") % {"note": note}
            if note
            else _("Many offices write it so.")
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


def method(asking: Asking, read: Read, told: Iterable[str]) -> str:
    """How figures came about, asked where some are estimates; ``told``: all statuses and signs in force."""
    if not {said_by(answer).get("obs_status", "") for answer in told} & set(ESTIMATES):
        return ""
    names = asking.framework.codes["method"]
    said = {
        code
        for text in notes.around(read.table)
        for code, words in lexicon.methods().items()
        if lexicon.says(text, words)
    }
    proposed = said.pop() if len(said) == 1 else ""
    return asking.ask(
        f"table:{read.table.id}:method",
        "table",
        _("Some figures are estimates. What do the figures of “%(table)s” come from?")
        % {"table": read.table.id},
        [Option(code.code, code.name[asking.lang]) for code in names.codes],
        proposed=proposed,
        why=_("A title or a note speaks of it.") if proposed else _("The file does not say."),
        certainty="likely" if proposed else "open",
        about=read.table.id,
    )
