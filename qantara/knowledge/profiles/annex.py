"""What stands at both ends of a document: reflections on its data, and method, sources and gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from qantara.knowledge.profiles.citing import source
from qantara.knowledge.profiles.gaps import NOT_ASKED
from qantara.knowledge.profiles.opened import Opened
from qantara.knowledge.profiles.words import Words
from qantara.papers import (
    Block,
    Bullets,
    Cell,
    Column,
    Facts,
    Paragraph,
    Row,
    Run,
    Subheading,
    Table,
)


def reflections(opened: Opened) -> Iterator[Block]:
    """How many figures from how many sources, what the marks mean, how many are missing."""
    states = Counter(figure.state for figure in opened.figures)
    sources = {figure.source for figure in opened.figures if figure.is_shown}
    shown, withheld = states["shown"], states["withheld"] + states["courtesy"]
    said = []
    if shown:
        said.append(
            ngettext(
                "This document rests on %(shown)s figure from %(sources)s.",
                "This document rests on %(shown)s figures from %(sources)s.",
                shown,
            )
            % {
                "shown": shown,
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
    if len(opened.figures):
        marks = _marks(opened.words)
        yield Facts(pairs=tuple((word, (Run(text=meaning),)) for word, meaning in marks))


def _marks(words: Words) -> list[tuple[str, str]]:
    return [
        (words.status("A"), _("Published by the body responsible for it.")),
        (words.status("P"), _("May still be revised by its source.")),
        (
            words.status("E"),
            _("Not counted but calculated or judged; shown with its range where known."),
        ),
        (
            words.status("B"),
            _("What was counted, or how, changed: compare before and after with care."),
        ),
        (
            pgettext("in place of a figure", "Withheld"),
            _(
                "This figure, or one from which it could be worked out, is too small to publish "
                "without pointing at people."
            ),
        ),
        (
            pgettext("in place of a figure", "Not repeated here"),
            _("Public elsewhere, but so small that it is not pointed at here; see the source."),
        ),
        (words.absence("none_exists"), _("The city has answered: there is none.")),
        (words.absence("not_collected"), _("Nobody counts it.")),
    ]


def blocks(opened: Opened) -> Iterator[Block]:
    """Gaps with who could supply them, definitions, sources, how figures are protected."""
    document = opened.document
    if document["gaps"]:
        yield Subheading(text=_("Data gaps"))
        yield _gaps(opened)
    if len(opened.figures):
        yield Subheading(text=_("Definitions"))
        yield _definitions(opened)
        yield Subheading(text=_("Sources"))
        items = tuple(source(one, opened.words) for one in document["sources"])
        yield Bullets(items=items)
        yield Subheading(text=_("How figures are protected"))
        yield Paragraph(runs=(Run(text=_protection()),))


def _gaps(opened: Opened) -> Table:
    words = opened.words
    rows = tuple(
        Row(
            header=Cell(text=words.name(gap["definition"])),
            cells=(
                Cell(text=_reason(gap, words), state="absent"),
                Cell(text=words.of(_terms(opened)[gap["definition"]]["usual_source"])),
            ),
        )
        for gap in opened.document["gaps"]
    )
    return Table(
        caption=_("Core figures that are missing, and who could supply them"),
        columns=(
            Column(title=pgettext("column of a table", "Datum")),
            Column(title=pgettext("column of a table", "Why it is missing")),
            Column(title=pgettext("column of a table", "Who could supply it")),
        ),
        rows=rows,
        shape="reflow",
    )


def _reason(gap: dict[str, Any], words: Words) -> str:
    if gap["absence"] == NOT_ASKED:
        return pgettext("why a figure is missing", "No figure entered yet")
    return words.absence(gap["absence"])


def _definitions(opened: Opened) -> Table:
    words = opened.words
    rows = tuple(
        Row(
            header=Cell(text=words.name(definition)),
            cells=(Cell(text=words.definition(definition)), Cell(text=definition)),
        )
        for definition in opened.figures.definitions()
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
