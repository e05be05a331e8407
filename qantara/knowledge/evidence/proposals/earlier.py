"""An earlier file of the same publisher: recognised, and read as it was once its changes are answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qantara.core import locales
from qantara.knowledge.evidence.mapping import Mapping, MappingError, loads
from qantara.knowledge.evidence.mapping.model import SHEET
from qantara.knowledge.evidence.mapping.series import columns_of, figures_of
from qantara.knowledge.evidence.proposals import (
    facts,
    lexicon,
    news,
    options,
    sources,
    times,
)
from qantara.knowledge.evidence.proposals.asking import Asking
from qantara.knowledge.evidence.proposals.facts import Table
from qantara.knowledge.evidence.proposals.model import Earlier, Option
from qantara.knowledge.evidence.proposals.options import YES
from qantara.knowledge.evidence.proposals.renaming import renamed
from qantara.knowledge.evidence.readers.sheets import Sheets

#: The part of a mapping's columns that a file must have to be taken for the next of its kind.
_ENOUGH = 0.5
#: A column that is not in the file any more.
GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An earlier mapping, and how the file's columns differ from those it names."""

    earlier: Earlier
    mapping: Mapping
    missing: tuple[str, ...]
    new: tuple[str, ...]
    moved: tuple[str, ...]


def match(sheets: Sheets, every: Sequence[Earlier]) -> Match | None:
    """The earlier mapping whose columns the file has most of; None where none has enough of them."""
    have = list(dict.fromkeys(name for sheet in sheets.sheets for name in sheet.columns))
    best: tuple[float, Match] | None = None
    for one in every:
        try:
            mapping = loads(one.text)
        except MappingError:
            continue
        needed = sorted(set().union(*map(columns_of, mapping.series)) - {SHEET})
        found = [name for name in needed if name in have]
        likes = [like for series in mapping.series for like in series.like]
        fitting = [like for like in likes if any(like.pattern.fullmatch(name) for name in have)]
        share = (len(found) + len(fitting)) / max(1, len(needed) + len(likes))
        if share < _ENOUGH or (best and share <= best[0]):
            continue
        known = mapping.columns or tuple(needed)
        missing = tuple(name for name in needed if name not in have)
        new = tuple(
            name
            for name in have
            if name not in known and not any(like.pattern.fullmatch(name) for like in likes)
        )
        moved = _moved(mapping.columns, have)
        best = share, Match(earlier=one, mapping=mapping, missing=missing, new=new, moved=moved)
    return best[1] if best else None


def _moved(before: Sequence[str], now: Sequence[str]) -> tuple[str, ...]:
    """Columns of both that do not stand in the same order any more."""
    old = [name for name in before if name in now]
    new = [name for name in now if name in before]
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    kept = {name for block in blocks for name in old[block.a : block.a + block.size]}
    return tuple(name for name in new if name not in kept)


def recognised(found: Match, lang: str) -> str:
    """``This looks like the file ... of 3 May 2025. 2 columns moved.``"""
    said = [
        _("This looks like “%(file)s”, imported on %(day)s.")
        % {"file": found.earlier.file_name, "day": locales.day(found.earlier.imported_on, lang)}
    ]
    changes = (
        (
            len(found.moved),
            ngettext(
                "%(count)s column stands elsewhere.",
                "%(count)s columns stand elsewhere.",
                len(found.moved),
            ),
        ),
        (
            len(found.missing),
            ngettext(
                "%(count)s column is missing or has another name.",
                "%(count)s columns are missing or have another name.",
                len(found.missing),
            ),
        ),
        (
            len(found.new) if found.mapping.columns else 0,
            ngettext("%(count)s column is new.", "%(count)s columns are new.", len(found.new)),
        ),
    )
    said += [text % {"count": count} for count, text in changes if count]
    return " ".join(said)


def is_used(asking: Asking, found: Match) -> bool:
    """Ask whether the file is read as the earlier one was."""
    answer = asking.ask(
        "earlier:use",
        "table",
        _("Is this file read in the same way as “%(file)s”?") % {"file": found.earlier.file_name},
        options.yes_no(),
        proposed=YES,
        why=recognised(found, asking.lang),
        certainty="likely",
        about=found.mapping.title,
    )
    return answer == YES


def again(asking: Asking, sheets: Sheets, found: Match) -> Mapping | None:
    """The earlier mapping for this file; None where a column is gone and all is proposed anew."""
    tables = facts.tables(sheets.sheets)
    names = _renamed(asking, found, tables)
    if GONE in names.values():
        return None
    mapping = renamed(found.mapping, {old: new for old, new in names.items() if new})
    note = sources.source(asking, tables, before=mapping.source)
    _ask_moved(asking, found)
    mapping = replace(
        mapping,
        source=note,
        columns=tuple(tables[0].columns)[:-1] if tables else (),
        text="",
        hash="",
    )
    if "" in names.values():
        return mapping
    mapping = news.periods_of(asking, mapping, tables)
    for table in tables:
        mapping = news.codes_of(asking, mapping, table)
        mapping = news.marks_of(asking, mapping, table)
    return mapping


def _ask_moved(asking: Asking, found: Match) -> None:
    if not found.moved:
        return
    asking.ask(
        "earlier:moved",
        "column",
        _(
            "Some columns stand elsewhere than in “%(file)s”: %(columns)s. Do they still mean the same?"
        )
        % {"file": found.earlier.file_name, "columns": ", ".join(found.moved[:8])},
        (Option(YES, _("Yes, only their order is another")),),
        why=_("Columns are known by their headings, not by where they stand: please look at them."),
        about=", ".join(found.moved[:8]),
    )


# Columns that are called otherwise


def _renamed(asking: Asking, found: Match, tables: Sequence[Table]) -> dict[str, str]:
    """Old name -> new name as answered, for each column that is missing or holds something else."""
    columns = {
        name: column for table in tables for name, column in table.columns.items() if name != SHEET
    }
    needed = set().union(*map(columns_of, found.mapping.series))
    strange = [
        name
        for name in needed & set(columns)
        if _holds_others(found.mapping, name, columns[name].texts)
    ]
    free = [name for name in columns if name not in needed or name in strange]
    answers: dict[str, str] = {}
    for name in (*found.missing, *sorted(strange)):
        alike = sorted(
            free, key=lambda other: -_likeness(found.mapping, name, other, columns[other])
        )
        best = alike[0] if alike else ""
        is_alike = bool(best) and _likeness(found.mapping, name, best, columns[best]) > 0.5
        answers[name] = asking.ask(
            f"renamed:{name}",
            "column",
            (
                _("“%(column)s” holds other texts than before. Which column takes its place?")
                if name in strange
                else _("The column “%(column)s” is not in the file. Which column takes its place?")
            )
            % {"column": name},
            (
                *(Option(other, other) for other in alike),
                Option(GONE, _("None: propose everything anew")),
            ),
            why=(
                _("“%(other)s” has the most in common with it.") % {"other": best}
                if is_alike
                else _("No column has much in common with it.")
            ),
            about=name,
            examples=columns[best].examples if best else (),
        )
    return answers


def _known_texts(mapping: Mapping, column: str) -> frozenset[str]:
    """The texts that a mapping knows of a column."""
    said: set[str] = set()
    for series in mapping.series:
        for _field, lookup in news.lookups_of(series):
            if lookup.column == column:
                said |= {*lookup.codes, *lookup.ignore}
        for condition in series.where:
            if condition.column == column:
                said |= condition.texts
    return frozenset(said - {""})


def _holds_others(mapping: Mapping, column: str, texts: Sequence[str]) -> bool:
    """Whether a column has none of the texts the mapping knows of it, or no period where it had them."""
    known = _known_texts(mapping, column)
    if known:
        return bool(texts) and not known & set(texts)
    patterns = [
        lookup.pattern
        for series in mapping.series
        for _field, lookup in news.lookups_of(series)
        if lookup.column == column and lookup.pattern is not None
    ]
    return bool(patterns) and not any(
        pattern.fullmatch(text) for pattern in patterns for text in texts
    )


def _likeness(mapping: Mapping, old: str, new: str, column: facts.Column) -> float:
    """How much a column has in common with an earlier one, 0 to 1: its texts, or else its name."""
    known = _known_texts(mapping, old)
    if known:
        shared = len(known & set(column.texts)) / min(len(known), max(1, column.distinct))
        if shared:
            return min(1.0, 0.5 + shared / 2)
        return 0.0
    is_figure = any(old in figures_of(series) for series in mapping.series)
    if is_figure != (column.numeric > 0.6 and not times.written(column.texts[:50]).is_year):
        return 0.0
    is_period = any(
        field == "period" and lookup.column == old
        for series in mapping.series
        for field, lookup in news.lookups_of(series)
    )
    if is_period and not times.written(column.texts[:50]).unknown:
        return 1.0
    name = SequenceMatcher(None, lexicon.fold(old), lexicon.fold(new)).ratio()
    return 0.6 if is_figure and name < 0.6 else name
