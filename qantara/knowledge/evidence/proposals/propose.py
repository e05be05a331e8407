"""Propose: from a file as read to choices, and from answers to a mapping."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import replace

import polars as pl
from django.utils import translation
from django.utils.translation import gettext as _

from qantara.knowledge.evidence import mapping as mappings
from qantara.knowledge.evidence.mapping import Mapping, Places
from qantara.knowledge.evidence.mapping.model import Flag, Series
from qantara.knowledge.evidence.proposals import (
    build,
    facts,
    figures,
    marks,
    options,
    sources,
    table,
    texts,
)
from qantara.knowledge.evidence.proposals import earlier as earlier_files
from qantara.knowledge.evidence.proposals.asking import Asking, Names
from qantara.knowledge.evidence.proposals.facts import Column, Table
from qantara.knowledge.evidence.proposals.model import Earlier, Option, Proposal
from qantara.knowledge.evidence.proposals.options import IGNORE, NO, STATUS, YES
from qantara.knowledge.evidence.proposals.reading import Figures, Read, choice_id
from qantara.knowledge.evidence.readers.sheets import ReadOptions, Sheets, is_figure
from qantara.knowledge.frameworks import Framework
from qantara.knowledge.observations.rows import ROWS

#: As many numbers in a row of headings are ages of single years.
_AGES = 5
#: Rows of each sheet that the preview is made from, and rows it shows.
_READ, _SHOWN = 400, 12


def propose(
    sheets: Sheets,
    framework: Framework,
    places: Places,
    *,
    names: Names,
    earlier: Sequence[Earlier] = (),
    answers: Dictionary[str, str] | None = None,
    lang: str,
) -> Proposal:
    """What the file probably means, in choices; each round passes all answers given so far.

    names    territory slug -> language -> its name or names
    earlier  mappings of earlier files of the same publisher, the latest first
    answers  id of a choice -> value chosen
    lang     language of questions, reasons and options
    """
    with translation.override(lang):
        asking = Asking(
            framework=framework, places=places, names=names, answers=answers or {}, lang=lang
        )
        return _proposal(asking, sheets, earlier)


def _proposal(asking: Asking, sheets: Sheets, before: Sequence[Earlier]) -> Proposal:
    found = earlier_files.match(sheets, before)
    if found is None or not earlier_files.is_used(asking, found):
        return _anew(asking, sheets)
    mapping = earlier_files.again(asking, sheets, found)
    if mapping is None:
        return _anew(asking, sheets)
    return _made(asking, sheets, mapping, earlier_files.recognised(found, asking.lang))


def _made(
    asking: Asking, sheets: Sheets, mapping: Mapping | None, recognised: str = ""
) -> Proposal:
    mapping = None if asking.open else mapping
    return Proposal(
        choices=tuple(asking.choices),
        preview=_preview(sheets, mapping, asking),
        open=asking.open,
        recognised=recognised,
        mapping=mapping,
    )


def _anew(asking: Asking, sheets: Sheets) -> Proposal:
    """A proposal from the file alone."""
    every = facts.tables(sheets.sheets)
    asking.tables = tuple(one.id for one in every)
    note = sources.source(asking, every)
    found: list[Series] = []
    absence: dict[str, str] = {}
    flags: dict[str, Flag] = {}
    decimals: set[str] = set()
    fill_down: list[str] = []
    depth = 0
    for one in every:
        if not _is_read(asking, one, every) or not _has_heads(asking, one):
            continue
        whole, once = _filled_down(asking, one)
        fill_down += once
        whole, levels = _divided(asking, whole)
        depth = max(depth, levels)
        read = table.columns(asking, whole)
        if read.definition == IGNORE:
            continue
        if not read.values:
            _no_figures(asking, one)
            continue
        texts.column_codes(asking, read)
        known = figures.figures(asking, read)
        statuses = {
            text: answer
            for name in read.having(STATUS)
            for text, answer in marks.statuses(asking, read, name).items()
        }
        absence |= marks.marks(asking, read)
        flags |= marks.flags(asking, read)
        known.method = marks.method(asking, read, _statuses(read, known, statuses, flags))
        decimals |= {known.decimal} - {""}
        if not asking.open:
            found += build.series(
                asking, read, known, statuses=statuses, all_sheets=len(every) == 1
            )
    mapping = None
    if not asking.open and found:
        mapping = Mapping(
            title=note.title,
            source=note,
            series=tuple(found),
            options=ReadOptions(
                format=sheets.format if sheets.format not in {"xlsx"} else "",
                encoding="",
                delimiter=sheets.delimiter,
                header_rows=_header_rows(sheets),
            ),
            decimal=min(decimals, default=""),
            fill_down=tuple(dict.fromkeys(fill_down)),
            sections=depth,
            columns=tuple(every[0].columns)[:-1],
            absence={mark: code for mark, code in absence.items() if code},
            flags=flags,
        )
    return _made(asking, sheets, mapping)


def _statuses(
    read: Read, known: Figures, statuses: dict[str, str], flags: dict[str, Flag]
) -> list[str]:
    """All that signs, titles, heads and columns of remarks say of figures, as answered."""
    return [
        known.status,
        *statuses.values(),
        *(flag.said.get("obs_status", "") for flag in flags.values()),
        *(said.get("obs_status", "") for said in known.said.values()),
        *(answer for signs in read.signs.values() for answer in signs.values()),
    ]


def _header_rows(sheets: Sheets) -> tuple[int, ...]:
    """Where several rows of heads were found they must be found again."""
    rows = {sheet.header_rows for sheet in sheets.sheets}
    only = next(iter(rows)) if len(rows) == 1 else ()
    return only if len(only) > 1 else ()


def _is_read(asking: Asking, one: Table, every: list[Table]) -> bool:
    """Whether a table of a workbook is read; tables without figures are proposed to be left alone."""
    if len(every) == 1:
        return True
    has_figures = len(one.frame) > 1 and any(
        column.numeric > 0.5 and column.filled > 1 and not _is_running(column)
        for column in one.columns.values()
    )
    answer = asking.ask(
        f"table:{one.id}:read",
        "table",
        _("Is the table “%(table)s” read?") % {"table": one.id},
        options.yes_no(),
        proposed=YES if has_figures else NO,
        why=_("It has columns of figures.") if has_figures else _("It has no columns of figures."),
        certainty="likely",
        about=", ".join(one.sheets[:5]),
        examples=tuple(one.titles[:3]),
    )
    return answer == YES


def _has_heads(asking: Asking, one: Table) -> bool:
    """Whether a table has headings: a row of figures in their place would be lost."""
    over = [name for name, column in one.columns.items() if column.numeric > 0.5]
    are_ages = len(over) >= _AGES and all(name.isdecimal() and int(name) < 130 for name in over)
    if not over or are_ages or not all(map(is_figure, over)):
        return True
    answer = asking.ask(
        f"table:{one.id}:heads",
        "table",
        _(
            "In “%(table)s” there are figures where headings should be. Are they headings? If not, put a"
            " row of headings over the figures and send the file again."
        )
        % {"table": one.id},
        (Option(YES, _("Yes, these are the headings")),),
        why=_("A row of figures in the place of headings would not be counted."),
        about=one.id,
        examples=tuple(name for name in one.columns if name != "@sheet")[: facts.EXAMPLES],
    )
    return answer == YES


def _is_running(column: Column) -> bool:
    """Numbers of notes or of tables in a list of contents: 1, 2, 3."""
    return column.texts == tuple(str(number) for number in range(1, column.filled + 1))


def _filled_down(asking: Asking, one: Table) -> tuple[Table, list[str]]:
    """The table as it is read, and its columns that name a thing once for the rows below."""
    found = []
    for name in facts.named_once(one):
        answer = asking.ask(
            choice_id("fill", one, name),
            "table",
            _("“%(column)s” has empty cells. Does what stands over them hold for them too?")
            % {"column": name},
            options.yes_no(),
            proposed=YES,
            why=_("It seems to name a thing once, for all rows below."),
            certainty="likely",
            about=name,
            examples=one.columns[name].examples,
        )
        if answer == YES:
            found.append(name)
            one = facts.filled_down(one, name)
    return one, found


def _divided(asking: Asking, one: Table) -> tuple[Table, int]:
    """The table as it is read where rows of one text alone hold for the rows under them, and how many
    of them stand over one another."""
    found, depth = facts.headings(one)
    if not found:
        return one, 0
    answer = asking.ask(
        f"table:{one.id}:sections",
        "table",
        _("Some rows of “%(table)s” hold one text and no figures. Does it hold for the rows below?")
        % {"table": one.id},
        options.yes_no(),
        proposed=YES,
        why=_("Such rows stand over rows with figures, and name what these are about."),
        certainty="likely",
        about=one.id,
        examples=found[: facts.EXAMPLES],
    )
    return (facts.divided(one, depth), depth) if answer == YES else (one, 0)


def _no_figures(asking: Asking, one: Table) -> None:
    asking.ask(
        f"table:{one.id}:figures",
        "table",
        _("No column of “%(table)s” has figures: which column holds them?") % {"table": one.id},
        why=_("Say of one of the columns that it has the figures."),
        about=one.id,
    )


def _preview(sheets: Sheets, mapping: Mapping | None, asking: Asking) -> pl.DataFrame:
    """The first rows as they would be understood."""
    if mapping is None:
        return pl.DataFrame(schema=ROWS)
    first = replace(
        sheets,
        sheets=tuple(replace(one, frame=one.frame.head(_READ)) for one in sheets.sheets),
    )
    understood = mappings.apply(first, mapping, asking.framework, asking.places)
    return understood.rows.head(_SHOWN)
