"""What stands at both ends of a document: reflections on its data, and method, sources and gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from qantara.core import locales
from qantara.knowledge.profiles import legend, sheet
from qantara.knowledge.profiles.citing import source
from qantara.knowledge.profiles.gaps import NOT_ASKED
from qantara.knowledge.profiles.opened import Opened
from qantara.knowledge.profiles.words import Words, look_of
from qantara.papers import (
    Block,
    Bullets,
    Cell,
    Column,
    Legend,
    Paragraph,
    Row,
    Run,
    Subheading,
    Table,
)


def reflections(opened: Opened) -> Iterator[Block]:
    """How many figures from how many sources, what the marks mean, how many are missing.

    Where there is no figure at all the document has said so under its title.
    """
    if sheet.is_entry(opened.document):
        return
    states = Counter(figure.state for figure in opened.figures)
    sources = {figure.source for figure in opened.figures if figure.is_shown}
    shown, withheld, courtesy = (states[one] for one in ("shown", "withheld", "courtesy"))
    said = []
    if shown:
        said.append(
            ngettext(
                "This document rests on %(shown)s figure from %(sources)s.",
                "This document rests on %(shown)s figures from %(sources)s.",
                shown,
            )
            % {
                "shown": locales.number(shown, opened.words.lang),
                "sources": ngettext("%(count)s source", "%(count)s sources", len(sources))
                % {"count": len(sources)},
            }
        )
    if withheld:
        said.append(
            ngettext(
                "%(count)s figure is withheld to protect people.",
                "%(count)s figures are withheld to protect people.",
                withheld,
            )
            % {"count": withheld}
        )
    if courtesy:
        said.append(
            ngettext(
                "%(count)s very small figure is public elsewhere and not repeated here.",
                "%(count)s very small figures are public elsewhere and not repeated here.",
                courtesy,
            )
            % {"count": courtesy}
        )
    missing = len(opened.document["gaps"])
    if missing:
        said.append(
            ngettext(
                "%(count)s core figure is missing; the annex says who could supply it.",
                "%(count)s core figures are missing; the annex says who could supply them.",
                missing,
            )
            % {"count": missing}
        )
    if said:
        yield Paragraph(runs=(Run(text=" ".join(said)),))
    if meanings := tuple(legend.meanings(opened)):
        yield Legend(items=meanings)


def blocks(opened: Opened) -> Iterator[Block]:
    """Gaps with who could supply them, definitions, sources, how figures are protected."""
    document = opened.document
    if document["gaps"]:
        yield Subheading(text=_("Data gaps"))
        yield from _gaps(opened)
    if len(opened.figures):
        yield Subheading(text=_("Definitions"))
        yield _definitions(opened)
        yield Subheading(text=_("Sources"))
        items = tuple(source(one, opened.words) for one in document["sources"])
        yield Bullets(items=items)
        yield Subheading(text=_("How figures are protected"))
        yield Paragraph(runs=(Run(text=_protection()),))


def _gaps(opened: Opened) -> Iterator[Block]:
    """Gaps whose reason is known, each with it; then, with one sentence for all, those nobody filled."""
    gaps = opened.document["gaps"]
    answered = [gap for gap in gaps if gap["absence"] != NOT_ASKED]
    unasked = [gap for gap in gaps if gap["absence"] == NOT_ASKED]
    is_short = opened.document.get("asked") == "short"
    if answered:
        yield Table(
            caption=_("Figures of the short set that are missing, and who could supply them")
            if is_short
            else _("Core figures that are missing, and who could supply them"),
            columns=_gap_columns(pgettext("column of a table", "Why it is missing")),
            rows=tuple(_gap(gap, opened, _reason(gap, opened.words)) for gap in answered),
            shape="reflow",
        )
    if unasked:
        said = _unasked_of_short(len(unasked)) if is_short else _unasked(len(unasked))
        yield Paragraph(runs=(Run(text=said % {"count": len(unasked)}),))
        yield Table(
            caption=_("Indicators of the short set without a figure, and who could supply one")
            if is_short
            else _("Core indicators without a figure, and who could supply one"),
            columns=_gap_columns(),
            rows=tuple(_gap(gap, opened) for gap in unasked),
            shape="reflow",
            is_caption_hidden=True,
        )


def _unasked(count: int) -> str:
    return ngettext(
        "No figure has been entered yet for %(count)s core indicator. Beside it stands who could "
        "supply it.",
        "No figures have been entered yet for %(count)s core indicators. Beside each stands who "
        "could supply them.",
        count,
    )


def _unasked_of_short(count: int) -> str:
    return ngettext(
        "No figure has been entered yet for %(count)s indicator of the short set. Beside it stands "
        "who could supply it.",
        "No figures have been entered yet for %(count)s indicators of the short set. Beside each "
        "stands who could supply them.",
        count,
    )


def _gap_columns(*between: str) -> tuple[Column, ...]:
    titles = (
        pgettext("column of a table", "Datum"),
        *between,
        pgettext("column of a table", "Who could supply it"),
    )
    return tuple(Column(title=title) for title in titles)


def _gap(gap: dict[str, Any], opened: Opened, *reasons: Cell) -> Row:
    """Whoever holds it by the city's own word could supply it; else whoever usually does."""
    supplier = Cell(text=opened.words.of(_terms(opened)[gap["definition"]]["usual_source"]))
    if note := gap.get("note"):
        language = gap.get("note_language", opened.words.lang)
        supplier = Cell(text=note, lang="" if language == opened.words.lang else language)
    return Row(header=Cell(text=opened.words.name(gap["definition"])), cells=(*reasons, supplier))


def _reason(gap: dict[str, Any], words: Words) -> Cell:
    return Cell(text=words.absence(gap["absence"]), state=look_of(gap["absence"]))


def _definitions(opened: Opened) -> Table:
    words, used = opened.words, {figure.definition for figure in opened.figures}
    rows = tuple(
        Row(
            header=Cell(text=words.name(definition)),
            cells=(Cell(text=words.definition(definition)), Cell(text=definition)),
        )
        for definition in _terms(opened)
        if definition in used
    )
    return Table(
        caption=_("What each figure counts"),
        columns=(
            Column(title=pgettext("column of a table", "Datum")),
            Column(title=pgettext("column of a table", "Definition")),
            Column(title=pgettext("column of a table", "Code")),
        ),
        rows=rows,
        shape="reflow",
        is_caption_hidden=True,
    )


def _terms(opened: Opened) -> dict[str, Any]:
    terms: dict[str, Any] = opened.document["framework"]["indicators"]
    return terms


def _protection() -> str:
    return _(
        "Before anything is released, small counts and every figure from which one could be worked out "
        "are withheld, in all tables, charts, sentences and files alike. Shares are shown only where "
        "their parts may be shown. Withheld is not zero, and a withheld figure need not be small."
    )
