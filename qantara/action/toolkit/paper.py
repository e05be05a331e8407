"""The guide on paper, and each of its tools as a sheet of its own."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from qantara.action.toolkit import words
from qantara.action.toolkit.document import guide_of
from qantara.action.toolkit.guide import Guide, Source, Step, Tool
from qantara.core import locales
from qantara.network.kinds import demonstration_notice
from qantara.papers import (
    Block,
    Bullets,
    Cell,
    Column,
    Facts,
    Note,
    Paper,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Table,
)
from qantara.releases.kinds import Document, Imprint

#: Empty rows of a table that is to be filled in.
ROWS = 12


def paper(document: Document, lang: str, imprint: Imprint) -> Paper:
    """The whole guide: what it is, its steps in their order, its tools, what it learned from."""
    guide = guide_of(document)
    with override(lang):
        day = locales.day(imprint.released_on.date(), lang)
        version = {"guide": guide.title[lang], "version": guide.version}
        return Paper(
            lang=lang,
            kicker=_("Toolkit"),
            title=guide.title[lang],
            lede=_said(guide.about[lang]),
            facts=Facts(
                pairs=(
                    (pgettext("toolkit", "Version"), _said(guide.version)),
                    (pgettext("toolkit", "Date"), _said(day)),
                    (pgettext("toolkit", "Steps"), _said(locales.number(len(guide.steps), lang))),
                )
            ),
            notices=(Note(runs=_said(demonstration_notice()), tone="warn", is_in_frame=True),)
            if document["demonstration"]
            else (),
            sections=(
                *(_step(guide, step, lang) for step in guide.steps),
                *_tools(guide, lang),
                _sources(guide.sources),
            ),
            running=_("%(guide)s, version %(version)s, %(day)s") % {**version, "day": day},
            address=imprint.address,
        )


def tool_paper(tool: Tool, lang: str) -> Paper:
    """One tool, to be filled in or worked through."""
    with override(lang):
        return Paper(
            lang=lang,
            kicker=_("Toolkit"),
            title=tool.title[lang],
            lede=_said(tool.purpose[lang]),
            facts=Facts(pairs=()),
            notices=(),
            sections=(
                Section(
                    anchor="tool", title=words.tool_kind(tool.kind), blocks=_inside(tool, lang)
                ),
            ),
            running=tool.title[lang],
            address="",
        )


def _step(guide: Guide, step: Step, lang: str) -> Section:
    tools = [guide.tools[name].title[lang] for name in step.tools]
    return Section(
        anchor=step.id,
        title=step.title[lang],
        blocks=(
            Paragraph(runs=_said(step.aim[lang])),
            Bullets(items=tuple(_said(one[lang]) for one in step.do), ordered=True),
            Facts(
                pairs=(
                    (_("What comes of it"), _said(step.output[lang])),
                    (_("Who takes part"), _said(step.people[lang])),
                    (_("How long"), _said(words.weeks(step, lang))),
                    (_("Tools"), _said(locales.listing(tools, lang))),
                    (_("What often goes wrong"), _said(step.mistake[lang])),
                )
            ),
        ),
    )


def _tools(guide: Guide, lang: str) -> Iterator[Section]:
    yield Section(
        anchor="tools",
        title=_("Tools"),
        blocks=(
            Paragraph(
                runs=_said(
                    _(
                        "To be changed as you need them. Each can be downloaded by itself as a document."
                    )
                )
            ),
        ),
    )
    for tool in guide.tools.values():
        yield Section(
            anchor=tool.id,
            title=tool.title[lang],
            blocks=(Paragraph(runs=_said(tool.purpose[lang])), *_inside(tool, lang)),
            is_listed=False,
        )


def _inside(tool: Tool, lang: str) -> tuple[Block, ...]:
    if tool.columns:
        return (_table(tool, lang),)
    if tool.lines:
        items = tuple(_said(line[lang]) for line in tool.lines)
        return (Bullets(items=items, ordered=tool.kind == "agenda"),)
    return (Paragraph(runs=_said(words.made_at_desk(tool))),)


def _table(tool: Tool, lang: str) -> Table:
    empty = Cell(text="", state="blank")
    row = Row(header=Cell(text=""), cells=(empty,) * (len(tool.columns) - 1))
    return Table(
        caption=tool.title[lang],
        is_caption_hidden=True,
        columns=tuple(Column(title=column[lang]) for column in tool.columns),
        rows=(row,) * ROWS,
    )


def _sources(sources: tuple[Source, ...]) -> Section:
    items = [
        f"{one.by}: {one.title}" if one.year is None else f"{one.by}: {one.title} ({one.year})"
        for one in sources
    ]
    return Section(
        anchor="sources",
        title=_("What this learned from"),
        blocks=(
            Paragraph(
                runs=_said(
                    _(
                        "The words are our own. The order of steps was compared with this public guidance."
                    )
                )
            ),
            Bullets(items=tuple((Run(text=item, lang="en"),) for item in items)),
        ),
    )


def _said(text: str) -> Runs:
    return (Run(text=text),)
