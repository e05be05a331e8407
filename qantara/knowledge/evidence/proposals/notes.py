"""What the notes around a table say of its signs: ``* estimated``, ``- = nothing``, ``1) provisional``."""

from __future__ import annotations

import re

import polars as pl

from qantara.knowledge.evidence.proposals import lexicon
from qantara.knowledge.evidence.proposals.facts import Table

#: Letters of a note that are looked at.
_LONGEST = 300
#: Words that are shorter say nothing in a note: ``est.``, ``p``.
_LETTERS = 4
_SUPERSCRIPTS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")


def around(table: Table) -> tuple[str, ...]:
    """Titles, and rows without a figure over or under the others: their cells as one text each."""
    names = [name for name in table.columns if not name.startswith("@")]
    filled = pl.sum_horizontal(pl.col(name).is_not_null() for name in names)
    alone = table.frame.filter((filled > 0) & (filled <= 2)).select(
        text=pl.concat_str(names, separator=" ", ignore_nulls=True)
    )
    found = [*table.titles, *alone["text"].to_list()]
    return tuple(text[:_LONGEST] for text in found if text)


def explained(notes: tuple[str, ...], sign: str) -> str:
    """What a note says that begins with this sign, or nothing: ``(p) Provisional data``."""
    bare = re.escape(sign.translate(_SUPERSCRIPTS).strip("()[] "))
    if not bare:
        return ""
    begins = re.compile(rf"[\"«“‘']?[(\[]?{bare}[)\]]?[\"»”’']?\s*(?:[=:.–—)-]\s*|\s)(\w.*)")
    for note in notes:
        for part in re.split(r"\s*[;|\n]\s*", note.translate(_SUPERSCRIPTS)):
            if match := begins.fullmatch(part.strip()):
                return match[1]
    return ""


def status_in(text: str) -> str:
    """The status of a figure (SDMX CL_OBS_STATUS) that a note speaks of; ``break`` for a break."""
    if lexicon.says(text, lexicon.listed("breaks")):
        return "break"
    said = {
        code
        for word, code in lexicon.flags().items()
        if len(word) > _LETTERS and lexicon.says(text, (lexicon.words(word),))
    }
    return said.pop() if len(said) == 1 else ""


def absence_in(text: str) -> str:
    """Why there is no figure, where a note says it; empty where it says nothing known, or more."""
    said = {code for code, words in lexicon.absences().items() if lexicon.says(text, words)}
    return said.pop() if len(said) == 1 else ""
