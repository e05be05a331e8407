"""The list of what a later release changed, to be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from qantara.core import locales
from qantara.knowledge.profiles import layout, revision, sheet
from qantara.knowledge.profiles.changes import Change, What, counted
from qantara.knowledge.profiles.compared import Compared, reasons
from qantara.knowledge.profiles.figures import Figure
from qantara.knowledge.profiles.marked import cell
from qantara.knowledge.profiles.opened import Opened
from qantara.knowledge.profiles.words import lowered, raised, state
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
    Section,
    Subheading,
    Table,
)
from qantara.releases.kinds import Imprint, Issue

#: More rows of one kind stand in the file alone: a page of thousands is read by nobody.
MOST = 400


def paper(older: Issue, newer: Issue, lang: str) -> Paper:
    """What ``newer`` changed against ``older``, to be read."""
    with translation.override(lang):
        return _paper(Compared(older, newer, lang))


def _paper(found: Compared) -> Paper:
    title = layout.title(found.after.document, found.lang)
    return Paper(
        lang=found.lang,
        kicker=revision.heading(found.was.number),
        title=title,
        lede=(Run(text=_lede(found)),),
        facts=_facts(found),
        notices=tuple(_notices(found)),
        sections=tuple(_sections(found)),
        running="",
        address=f"{found.now.address}/changes/",
    )


def _notices(found: Compared) -> Iterator[Note]:
    """In whose name a sheet speaks; what the frame of a site says of every page stands there."""
    document = found.after.document
    if document["schema"].startswith("figures/"):
        yield Note(runs=sheet.notice(document["about"]["correction"]), tone="info")


def _lede(found: Compared) -> str:
    counts = revision.counts(found.changes)
    said = revision.counted(counts, found.lang) or _("no figure differs")
    return _("Version %(number)s beside version %(before)s: %(changes)s.") % {
        "number": found.now.number, "before": found.was.number, "changes": said,
    }  # fmt: skip


def _facts(found: Compared) -> Facts:
    def version(imprint: Imprint) -> tuple[Run, ...]:
        said = _("%(number)s (%(day)s)") % {
            "number": imprint.number,
            "day": locales.day(imprint.released_on.date(), found.lang),
        }
        return (Run(text=said, kind="link", href=imprint.address),)

    return Facts(
        pairs=(
            (_("This version"), version(found.now)),
            (_("Compared with version"), version(found.was)),
        )
    )


def _sections(found: Compared) -> Iterator[Section]:
    document = found.after.document
    if note := revision.note(document, found.lang):
        yield Section(anchor="why", title=_("Why it was issued again"), blocks=tuple(note))
    titles = {
        "revised": _("Figures revised"),
        "marked": _("Same figures with another status"),
        "added": _("Figures added"),
        "gone": _("Figures no longer shown"),
    }
    for what, blocks in (
        ("revised", _compared(found, "revised")),
        ("marked", _compared(found, "marked")),
        ("added", _added(found)),
        ("gone", _gone(found)),
    ):
        if listed := tuple(blocks):
            yield Section(anchor=what, title=titles[what], blocks=listed)
    if found.changes.texts:
        named = {one["id"]: one["title"] for one in document["sections"]}
        items = tuple((Run(text=found.after.words.of(named[one])),) for one in found.changes.texts)
        yield Section(
            anchor="texts",
            title=_("Sections whose text was changed"),
            blocks=(Bullets(items=items),),
        )
    yield Section(anchor="made", title=_("How this list is made"), blocks=tuple(_made()))


def _compared(found: Compared, what: What) -> Iterator[Block]:
    """Before and now, under what is counted; figures that differ for one reason stand together."""
    listed = found.changes.of(what)
    for _one, of_one in groupby(listed[:MOST], key=lambda one: counted(one.about)):
        changed = list(of_one)
        title = _counted(changed[0].about, found.after)
        yield Subheading(text=title)
        for why, group in groupby(changed, key=lambda one: " ".join(reasons(one, found))):
            if why:
                yield Paragraph(runs=(Run(text=why),))
            yield _before_and_now(title, list(group), found)
    yield from _rest(len(listed))


def _before_and_now(caption: str, group: Sequence[Change], found: Compared) -> Table:
    return Table(
        caption=caption,
        columns=(
            Column(title=pgettext("column of a table", "Who and when")),
            Column(title=_version(found.was.number), numeric=True),
            Column(title=_version(found.now.number), numeric=True),
        ),
        rows=tuple(_compared_row(change, found) for change in group),
        shape="reflow",
        is_caption_hidden=True,
    )


def _version(number: int) -> str:
    return _("Version %(number)s") % {"number": number}


def _compared_row(change: Change, found: Compared) -> Row:
    assert change.before is not None  # of these, both are shown
    return Row(
        header=Cell(text=_part_and_period(change.about, found.after)),
        cells=(
            cell(change.before, found.before.words, is_flagged=True),
            cell(change.about, found.after.words, is_flagged=True),
        ),
    )


def _counted(figure: Figure, of: Opened) -> str:
    """``Foreign citizens (percent)``: a count and its share stand apart here; a wider area is named."""
    said = {"what": _named(figure, of), "unit": of.words.unit(figure.unit)}
    return pgettext("a figure and its unit", "%(what)s (%(unit)s)") % said


def _named(figure: Figure, of: Opened) -> str:
    """What is counted; of a wider area, where."""
    name = of.words.name(figure.definition)
    if area := of.area({"territory": figure.territory}):
        return _("%(area)s: %(measured)s") % {"area": area, "measured": lowered(name)}
    return name


def _part_and_period(figure: Figure, of: Opened) -> str:
    part = raised(of.words.parts(figure)) or pgettext("the whole of a figure", "All")
    return _("%(part)s, %(period)s") % {"part": part, "period": of.words.period(figure)}


def _added(found: Compared) -> Iterator[Block]:
    """A row a definition and unit: which periods, broken down by what, how many."""
    listed = found.changes.of("added")
    rows = []
    for _one, group in groupby(listed, key=lambda one: counted(one.about)):
        about = [change.about for change in group]
        rows.append(
            Row(
                header=Cell(text=_counted(about[0], found.after)),
                cells=(
                    Cell(text=_periods(about, found.after)),
                    Cell(text=_divided(about, found.after)),
                    Cell(
                        text=locales.number(len(about), found.lang), number=len(about), numeric=True
                    ),
                ),
            )
        )
    if rows:
        yield Table(
            caption=_("Figures added, by what they count"),
            columns=(
                Column(title=pgettext("column of a table", "Datum")),
                Column(title=pgettext("column of a table", "Periods")),
                Column(title=pgettext("column of a table", "Broken down by")),
                Column(title=pgettext("column of a table", "Figures"), numeric=True),
            ),
            rows=tuple(rows),
            shape="reflow",
            is_caption_hidden=True,
        )


def _periods(figures: Sequence[Figure], of: Opened) -> str:
    said = {
        figure.period: of.words.period(figure) for figure in sorted(figures, key=lambda f: f.on)
    }
    named = list(said.values())
    if len(named) <= 3:
        return locales.listing(named, of.words.lang)
    return _("%(count)s periods, %(span)s") % {
        "count": len(named), "span": locales.span(named[0], named[-1]),
    }  # fmt: skip


def _divided(figures: Iterable[Figure], of: Opened) -> str:
    dimensions = dict.fromkeys(one for figure in figures for one in figure.dimensions)
    named = [of.words.dimension(dimension) for dimension in dimensions]
    return locales.listing(named, of.words.lang) or pgettext("no breakdown", "Not broken down")


def _gone(found: Compared) -> Iterator[Block]:
    listed = found.changes.of("gone")
    if not listed:
        return
    yield Paragraph(
        runs=(
            Run(
                text=_(
                    "What stood there is not repeated. A figure may be left out because its source "
                    "took it back, because it would now point at people, or because it is no longer "
                    "collected."
                )
            ),
        )
    )
    whys = [" ".join(reasons(change, found)) for change in listed[:MOST]]
    columns = [
        Column(title=pgettext("column of a table", "Datum")),
        Column(title=pgettext("column of a table", "Who and when")),
        Column(title=_version(found.now.number)),
    ]
    if any(whys):
        columns.append(Column(title=pgettext("column of a table", "Why")))
    yield Table(
        caption=_("Figures no longer shown"),
        columns=tuple(columns),
        rows=tuple(
            Row(
                header=Cell(text=_named(change.about, found.before)),
                cells=(
                    Cell(text=_part_and_period(change.about, found.before)),
                    _in_place(change.about, found),
                    *([Cell(text=why)] if any(whys) else []),
                ),
            )
            for change, why in zip(listed, whys, strict=False)
        ),
        shape="reflow",
        is_caption_hidden=True,
    )
    yield from _rest(len(listed))


def _in_place(about: Figure, found: Compared) -> Cell:
    """Why nobody has it, where that is said; of all others the same words, whatever the cause."""
    if about.absence:
        return Cell(text=found.after.words.absence(about.absence), state=state(about))
    return Cell(text=_("No longer shown"))


def _rest(count: int) -> Iterator[Block]:
    more = count - MOST
    if more > 0:
        text = ngettext(
            "%(count)s more stands in the file.", "%(count)s more stand in the file.", more
        ) % {"count": more}
        yield Paragraph(runs=(Run(text=text),))


def _made() -> Iterator[Paragraph]:
    yield Paragraph(
        runs=(
            Run(
                text=_(
                    "The two released documents were laid beside each other, figure by figure; nothing "
                    "else was looked at. A reason is given where the source, the note on a figure or "
                    "whoever chose between sources has given one. Where a version is withdrawn, its "
                    "lists go with it."
                )
            ),
        )
    )
