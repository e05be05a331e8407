"""Any paper as a document: what its page and its PDF say, in styles a word processor knows.

A chart is its table here: the finding as caption, what is measured, the figures and their source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qantara.papers import (
    DASH,
    Block,
    Bullets,
    Cell,
    Facts,
    Figure,
    Legend,
    Note,
    Paper,
    Paragraph,
    Run,
    Runs,
    Section,
    Stats,
    Subheading,
    Table,
)
from qantara.word.markup import Element
from qantara.word.writing import Span, TableCell, Writer


def write(paper: Paper) -> bytes:
    """The paper as DOCX. The same paper gives the same bytes."""
    writer = Writer(paper.lang)
    body = [
        writer.paragraph(paper.kicker, "Subtitle"),
        writer.paragraph(paper.title, "Title"),
        writer.paragraph(spans(paper.lede)),
        *blocks(writer, paper.facts),
    ]
    for note in paper.notices:
        body += blocks(writer, note)
    for section in paper.sections:
        body += _section(writer, section)
    if paper.citation:
        body.append(writer.paragraph(paper.citation, "Source"))
    if paper.address:
        body.append(
            writer.paragraph([Span(text=paper.address, href=paper.address, lang="en")], "Source")
        )
    return writer.finished(body, title=paper.title, running=paper.running)


def _section(writer: Writer, section: Section) -> Iterator[Element]:
    yield writer.paragraph(section.title, "Heading1", lang=section.lang)
    for block in section.blocks:
        yield from blocks(writer, block, section.lang)


def spans(runs: Runs) -> list[Span]:
    """Runs of a paper. Links within the paper are words here."""
    return [
        Span(
            text=run.text,
            strong=run.kind == "strong",
            href=run.href if run.kind == "link" else "",
            lang=run.lang,
        )
        for run in runs
    ]


def blocks(writer: Writer, block: Block, lang: str = "") -> Iterator[Element]:
    """The paragraphs and tables of one block. ``lang`` where it is not the document's."""
    match block:
        case Paragraph(runs=runs):
            yield writer.paragraph(spans(runs), lang=_common(runs, lang))
        case Bullets(items=items, ordered=ordered):
            writer.begin_numbers()
            for item in items:
                yield writer.paragraph(
                    spans(item),
                    listed="numbers" if ordered else "bullets",
                    lang=_common(item, lang),
                )
        case Subheading(text=text):
            yield writer.paragraph(text, "Heading2", lang=lang)
        case Note(runs=runs):
            yield writer.paragraph(spans(runs), "Notice", lang=_common(runs, lang))
        case Table():
            yield from _table(writer, block, lang)
        case Figure():
            yield from _figure(writer, block, lang)
        case Stats(items=items):
            yield _pairs(
                writer, ((one.printed, (Run(text=f"{one.label}\n{one.detail}"),)) for one in items)
            )
        case Facts(pairs=pairs):
            yield _pairs(writer, pairs)
        case Legend(items=items):
            yield _pairs(writer, ((one.word, (Run(text=one.meaning),)) for one in items))


def _common(runs: Runs, lang: str) -> str:
    """The language a paragraph is set in: its runs', where all are in one other than the paper's."""
    said = {run.lang for run in runs}
    return said.pop() if len(said) == 1 and "" not in said else lang


def _pairs(writer: Writer, pairs: Iterable[tuple[str, Runs]]) -> Element:
    rows = [
        (
            TableCell(spans=[Span(text=label)], is_header=True),
            TableCell(spans=spans(runs)),
        )
        for label, runs in pairs
    ]
    return writer.table(rows, heads=0)


def _figure(writer: Writer, figure: Figure, lang: str) -> Iterator[Element]:
    yield writer.paragraph(figure.finding, "Heading3", lang=lang)
    yield writer.paragraph(figure.measured, "Source", lang=lang)
    yield from _table(writer, figure.table, lang)
    for note in figure.notes:
        yield writer.paragraph(spans(note), "Source", lang=lang)
    yield writer.paragraph(spans(figure.source), "Source", lang=lang)


def _table(writer: Writer, table: Table, lang: str) -> Iterator[Element]:
    """Caption, table, notes. Columns of drawn marks are left out: their figures stand beside them."""
    kept = [place for place, column in enumerate(table.columns) if not column.is_mark]
    heads = [
        TableCell(
            spans=[Span(text=table.columns[place].title)],
            is_numeric=table.columns[place].numeric,
            is_header=True,
        )
        for place in kept
    ]
    rows = [heads]
    for row in table.rows:
        cells = [row.header, *row.cells]
        rows.append([_cell(cells[place], is_header=not place) for place in kept])
    yield writer.paragraph(table.caption, "Caption", lang=lang)
    yield writer.table(rows, summary=table.caption, lang=lang)
    for note in table.notes:
        yield writer.paragraph(note, "Source", lang=lang)


def _cell(cell: Cell, *, is_header: bool) -> TableCell:
    text = DASH if cell.state == "blank" else cell.text
    marks = ", ".join(flag.word for flag in cell.flags)
    said = [Span(text=text, href=cell.href, lang=cell.lang)]
    if marks:
        said.append(Span(text=f" ({marks})"))
    return TableCell(spans=said, is_numeric=cell.numeric, is_header=is_header)
