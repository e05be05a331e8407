"""A document in one language as a paper: what page, PDF and workbook are made from.

Nothing is looked up and no figure is computed: what is said was frozen when the document was
drafted, what stands around it comes from the message files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara import charts
from qantara.core import locales
from qantara.knowledge.profiles import (
    annex,
    country,
    drawn,
    narrative,
    placed,
    revision,
    sheet,
    wider,
)
from qantara.knowledge.profiles import figures as found
from qantara.knowledge.profiles.citing import organisation
from qantara.knowledge.profiles.marked import cell
from qantara.knowledge.profiles.opened import Opened
from qantara.knowledge.profiles.opened import opened as open_document
from qantara.knowledge.profiles.words import Words, state
from qantara.papers import (
    Block,
    Cell,
    Column,
    Facts,
    Figure,
    Note,
    Paper,
    Paragraph,
    Row,
    Run,
    Section,
    Stat,
    Stats,
    Table,
)
from qantara.releases.kinds import Imprint

Document = Mapping[str, Any]


def paper(document: Document, lang: str, imprint: Imprint) -> Paper:
    """The document in ``lang``, with what its release adds to it."""
    with translation.override(lang):
        return _paper(open_document(document, lang), imprint)


def _paper(opened: Opened, imprint: Imprint) -> Paper:
    words, document = opened.words, opened.document
    name = words.of(document["place"]["names"])
    is_profile = document["schema"].startswith("profile/")
    return Paper(
        lang=words.lang,
        kicker=_kicker(document),
        title=name if is_profile or sheet.is_entry(document) else sheet.title(name),
        lede=_lede(opened),
        facts=_facts(opened, imprint),
        notices=tuple(_notices(document, words)),
        sections=tuple(_sections(opened, imprint)),
        running=_running(opened, imprint),
        address=imprint.address,
        citation=citation(document, words.lang, imprint),
        keywords=_keywords(opened),
    )


def title(document: Document, lang: str) -> str:
    """The whole title, as lists and citations have it."""
    with translation.override(lang):
        name = Words(document, lang).of(document["place"]["names"])
        if document["schema"].startswith("profile/"):
            return _("%(place)s: City Migration Profile") % {"place": name}
        return name if sheet.is_entry(document) else sheet.title(name)


def _kicker(document: Document) -> str:
    if document["schema"].startswith("profile/"):
        return _("City Migration Profile")
    return sheet.entry_kicker() if sheet.is_entry(document) else sheet.kicker()


def notices(document: Document, lang: str) -> list[str]:
    """What must be read first, as plain text."""
    with translation.override(lang):
        said = _notices(document, Words(document, lang))
        return ["".join(run.text for run in note.runs) for note in said]


def _lede(opened: Opened) -> tuple[Run, ...]:
    said = " ".join(opened.words.of(sentence) for sentence in opened.document["lede"])
    if sheet.is_entry(opened.document):
        said = sheet.entry_lede()
    return (Run(text=said),) if said else ()


def _facts(opened: Opened, imprint: Imprint) -> Facts:
    document, words = opened.document, opened.words
    about, place = document["about"], document["place"]
    released = locales.day(imprint.released_on.date(), words.lang)
    as_of = locales.day(date.fromisoformat(about["as_of"]), words.lang)
    pairs = [
        (_("Country"), words.of(place["country_names"])),
        (_("Figures are about"), words.of(place["territory_names"])),
        (_("Network"), words.of(about["network_names"])),
        (
            _("This version"),
            _("%(number)s (%(day)s)") % {"number": imprint.number, "day": released},
        ),
        (_("Figures known on"), as_of),
    ]
    if about["checked_by"]:
        pairs.append((_("Checked by"), words.of(about["checked_by"])))
    return Facts(pairs=tuple((label, (Run(text=text),)) for label, text in pairs))


def _notices(document: Document, words: Words) -> Iterator[Note]:
    about = document["about"]
    if about["is_fictional"]:
        text = _(
            "This place does not exist. Its name, its people and all its figures are invented."
        )
        yield Note(runs=(Run(text=text),), tone="warn", is_in_frame=True)
    for notice in about["notices"]:
        yield Note(runs=(Run(text=words.of(notice)),), tone="warn", is_in_frame=True)
    if document["schema"].startswith("figures/"):
        yield Note(runs=sheet.notice(about["correction"]), tone="info")
    if about["is_cautious"]:
        text = _("Out of caution, nothing but the total population is shown for this place.")
        yield Note(runs=(Run(text=text),), tone="info")


def _sections(opened: Opened, imprint: Imprint) -> Iterator[Section]:
    anchors, draw = _anchors(opened.document["charts"]), drawn.Placing(opened)
    for section in opened.document["sections"]:
        blocks = [
            *narrative.blocks(section, opened.document["bound"], anchors, opened.words.lang, draw),
            *_own(section["id"], opened, imprint),
            *_charts(section["id"], opened),
        ]
        if blocks:
            yield Section(
                anchor=section["id"], title=opened.words.of(section["title"]), blocks=tuple(blocks)
            )


def _anchors(declared: Sequence[Mapping[str, Any]]) -> dict[int, str]:
    """The first chart that shows each figure: where a number in the text leads."""
    found: dict[int, str] = {}
    for chart in declared:
        for at in chart["rows"]:
            found.setdefault(at, chart["id"])
    return found


def _own(section: str, opened: Opened, imprint: Imprint) -> Iterator[Block]:
    """What a section has besides its narrative and charts."""
    if section == "about":
        yield from annex.reflections(opened)
        yield from revision.blocks(opened, imprint.address)
    elif section == "synopsis":
        yield from _synopsis(opened)
    elif section == "territory":
        yield _locator(opened)
    elif section == wider.SECTION:
        yield from wider.blocks(opened)
    elif section in country.SECTIONS.values():
        yield from country.blocks(opened)
    elif section == "annexes":
        yield from annex.blocks(opened)


def _charts(section: str, opened: Opened) -> Iterator[Figure]:
    """Those of the section that no text places."""
    taken = placed.in_narrative(opened.document)
    for chart in placed.free(opened.document):
        if chart["section"] == section and chart["id"] not in taken:
            yield drawn.figure(chart, opened)


def _synopsis(opened: Opened) -> Iterator[Block]:
    document = opened.document
    stats = tuple(_stat(at, opened) for at in document["headlines"])
    if stats:
        yield Stats(items=stats)
    if document["synopsis"]:
        yield _table(opened)
    elif document["schema"].startswith("figures/") and not sheet.is_entry(document):
        yield Paragraph(runs=(Run(text=_("No figure on this place has been entered yet.")),))


def headline(figure: found.Figure, words: Words) -> str:
    """What a headline figure is called, in the language of ``words``."""
    with translation.override(words.lang):
        label = words.name(figure.definition)
        if figure.key.endswith(" share"):
            return pgettext("headline figure", "%(what)s, share of residents") % {"what": label}
        return label


def _stat(at: int, opened: Opened) -> Stat:
    figure, words = opened.figures[at], opened.words
    return Stat(
        printed=words.figure(figure),
        label=headline(figure, words),
        detail=_year_and_source(figure, opened),
        state=state(figure),
        flags=words.flags(figure),
    )


def _table(opened: Opened) -> Table:
    """Datum, value, women, men, year and source: the page a profile is best known by."""
    words = opened.words
    sexes = ("F", "M") if _has_sexes(opened) else ()
    return Table(
        caption=_("Synopsis of the core figures, newest year of each"),
        columns=(
            Column(title=pgettext("column of a table", "Datum")),
            Column(title=pgettext("column of a table", "Value"), numeric=True),
            *(Column(title=words.code("SEX", sex), numeric=True) for sex in sexes),
            Column(title=pgettext("column of a table", "Year and source")),
        ),
        rows=tuple(_datum(row, sexes, opened) for row in opened.document["synopsis"]),
    )


def _datum(row: Mapping[str, int], sexes: Sequence[str], opened: Opened) -> Row:
    words, whole = opened.words, opened.figures[row["whole"]]
    return Row(
        header=Cell(text=words.with_unit(whole)),
        cells=(
            cell(whole, words, is_flagged=True),
            *(cell(opened.figures[row[sex]] if sex in row else None, words) for sex in sexes),
            Cell(text=_year_and_source(whole, opened)),
        ),
    )


def _year_and_source(figure: found.Figure, opened: Opened) -> str:
    source = organisation(figure, opened.document["sources"], opened.words)
    return _("%(period)s, %(source)s") % {"period": opened.words.period(figure), "source": source}


def _has_sexes(opened: Opened) -> bool:
    return any("F" in row or "M" in row for row in opened.document["synopsis"])


def _locator(opened: Opened) -> Figure:
    words, document = opened.words, opened.document
    place, chart = document["place"], drawn.locator(opened)
    members = [place, *place["neighbours"]]
    by_name = locales.sort_key(words.lang)
    rows = tuple(
        Row(
            header=Cell(text=name),
            cells=tuple(
                Cell(text=locales.number(value, words.lang, 2), number=value, numeric=True)
                for value in (one["latitude"], one["longitude"])
            ),
            is_highlighted=one is place,
        )
        for name, one in sorted(
            ((words.of(one["names"]), one) for one in members), key=lambda pair: by_name(pair[0])
        )
    )
    columns = (
        Column(title=pgettext("column of a table", "Member")),
        Column(title=pgettext("column of a table", "Latitude"), numeric=True),
        Column(title=pgettext("column of a table", "Longitude"), numeric=True),
    )
    return Figure(
        anchor="locator",
        finding=chart.words.title,
        measured=_("Members of the network by position, degrees"),
        table=Table(caption=chart.words.title, columns=columns, rows=rows, is_caption_hidden=True),
        source=(Run(text=_("Positions from the network’s directory of members.")),),
        drawing=charts.draw(chart),
        narrow=charts.draw(chart, charts.NARROW),
        notes=((Run(text=_map_key(words.of(place["names"]))),),),
    )


def _map_key(place: str) -> str:
    return _("Filled circle: %(place)s. Rings: the other members of the network.") % {
        "place": place
    }


def citation(document: Document, lang: str, imprint: Imprint) -> str:
    """How to refer to this release."""
    with translation.override(lang):
        words = Words(document, lang)
        return _(
            "%(publisher)s: %(title)s. Version %(number)s, %(day)s. %(address)s. %(licence)s."
        ) % {
            "publisher": words.of(document["about"]["publisher"]),
            "title": title(document, lang),
            "number": imprint.number,
            "day": locales.day(imprint.released_on.date(), lang),
            "address": imprint.address,
            "licence": document["about"]["licence"],
        }


def _running(opened: Opened, imprint: Imprint) -> str:
    return _("%(title)s. Version %(number)s, %(day)s") % {
        "title": title(opened.document, opened.words.lang),
        "number": imprint.number,
        "day": locales.day(imprint.released_on.date(), opened.words.lang),
    }


def _keywords(opened: Opened) -> tuple[str, ...]:
    place = opened.document["place"]
    return (
        opened.words.of(place["names"]),
        opened.words.of(place["country_names"]),
        _("migration"),
    )
