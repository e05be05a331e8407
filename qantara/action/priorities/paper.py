"""A City Priority Paper in one language: what page and PDF are made from. Nothing is looked up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from qantara.action.priorities import said
from qantara.core import locales
from qantara.knowledge.profiles import narrative
from qantara.knowledge.profiles.citing import runs
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
    Subheading,
    Table,
)
from qantara.releases.kinds import Imprint
from qantara.releases.words import kind_name
from qantara.web.names import in_language

Document = Mapping[str, Any]


def paper(document: Document, lang: str, imprint: Imprint) -> Paper:
    """The document in ``lang``, with what its release adds to it."""
    with translation.override(lang):
        return _paper(document, lang, imprint)


def title(document: Document, lang: str) -> str:
    """The whole title, as lists and citations have it."""
    with translation.override(lang):
        return _("%(place)s: City Priority Paper") % {"place": _of(document["place"]["name"], lang)}


def lede(document: Document, lang: str) -> str:
    with translation.override(lang):
        return _lede(document, lang)


def _paper(document: Document, lang: str, imprint: Imprint) -> Paper:
    name = _of(document["place"]["name"], lang)
    day = locales.day(imprint.released_on.date(), lang)
    about = {"title": title(document, lang), "number": imprint.number, "day": day}
    return Paper(
        lang=lang,
        kicker=kind_name("priority_paper"),
        title=name,
        lede=(Run(text=_lede(document, lang)),),
        facts=_facts(document, lang, imprint, day),
        notices=tuple(_notices(document, lang)),
        sections=tuple(_sections(document, lang, imprint)),
        running=_("%(title)s. Version %(number)s, %(day)s") % about,
        address=imprint.address,
        citation=_(
            "%(publisher)s: %(title)s. Version %(number)s, %(day)s. %(address)s. %(licence)s."
        )
        % {
            **about,
            "publisher": _of(document["about"]["publisher"], lang),
            "address": imprint.address,
            "licence": document["about"]["licence"],
        },
        keywords=(name, _("priorities"), _("migration")),
    )


def _lede(document: Document, lang: str) -> str:
    count, act = len(document["priorities"]), document["endorsement"]
    return ngettext(
        "%(count)s priority of the city, endorsed on %(day)s by: %(body)s.",
        "%(count)s priorities of the city, endorsed on %(day)s by: %(body)s.",
        count,
    ) % {
        "count": locales.number(count, lang),
        "day": locales.day(date.fromisoformat(act["on"]), lang),
        "body": _of(act["body"]["name"], lang),
    }


def _facts(document: Document, lang: str, imprint: Imprint, day: str) -> Facts:
    act, about = document["endorsement"], document["about"]
    pairs = (
        (_("Country"), _of(document["place"]["country"]["name"], lang)),
        (_("Network"), _of(about["network_names"], lang)),
        (_("Endorsed by"), _of(act["body"]["name"], lang)),
        (_("Endorsed on"), locales.day(date.fromisoformat(act["on"]), lang)),
        (_("Minutes"), act["minute_reference"]),
        (_("This version"), _("%(number)s (%(day)s)") % {"number": imprint.number, "day": day}),
    )
    return Facts(pairs=tuple((label, (Run(text=text),)) for label, text in pairs))


def _notices(document: Document, lang: str) -> Iterator[Note]:
    if document["about"]["is_fictional"]:
        text = _(
            "This place does not exist. Its name, its people and all its figures are invented."
        )
        yield Note(runs=(Run(text=text),), tone="warn", is_in_frame=True)
    for notice in document["about"]["notices"]:
        yield Note(runs=(Run(text=_of(notice, lang)),), tone="warn", is_in_frame=True)


def _sections(document: Document, lang: str, imprint: Imprint) -> Iterator[Section]:
    yield Section(
        anchor="overview",
        title=_("The priorities at a glance"),
        blocks=(_overview(document, lang),),
    )
    for one in document["priorities"]:
        text, said_in = _title(one["title"], lang)
        number = locales.number(one["place"], lang)
        heading = (
            _("Priority %(number)s: %(title)s") % {"number": number, "title": text}
            if said_in == lang
            else _("Priority %(number)s") % {"number": number}
        )
        yield Section(
            anchor=f"priority-{one['place']}",
            title=heading,
            blocks=tuple(_priority(one, lang, imprint)),
        )
    yield Section(
        anchor="chosen", title=_("How they were chosen"), blocks=tuple(_chosen(document, lang))
    )
    yield Section(anchor="endorsed", title=_("Endorsement"), blocks=(_endorsement(document, lang),))


def _overview(document: Document, lang: str) -> Table:
    rows = tuple(
        Row(
            header=Cell(text=locales.number(one["place"], lang)),
            cells=(
                _titled(one["title"], lang),
                Cell(text=_horizon(one)),
                Cell(text=_cost(one, lang)),
                Cell(text=said.competence(one["competence"])),
            ),
        )
        for one in document["priorities"]
    )
    columns = (
        Column(title=pgettext("column of the priorities", "Order")),
        Column(title=pgettext("column of the priorities", "Priority")),
        Column(title=pgettext("column of the priorities", "By when")),
        Column(title=pgettext("column of the priorities", "Cost")),
        Column(title=pgettext("column of the priorities", "Competence")),
    )
    caption = _("Priorities in the order in which they were endorsed")
    return Table(
        caption=caption, is_caption_hidden=True, columns=columns, rows=rows, shape="reflow"
    )


def _priority(one: Document, lang: str, imprint: Imprint) -> Iterator[Block]:
    text, said_in = _title(one["title"], lang)
    if said_in != lang:
        yield Paragraph(runs=(Run(text=text, kind="strong", lang=said_in),))
    yield from _prose(one["problem"], lang)
    if one["quotes"]:
        yield Subheading(text=_("What it rests on"))
        yield Bullets(items=tuple(_quote(each, lang, imprint) for each in one["quotes"]))
    yield Subheading(text=_("Who acts, by when, at what cost"))
    yield Facts(pairs=tuple(_about(one, lang)))
    if one["competence_words"]["markdown"]:
        yield from _prose(one["competence_words"], lang)


def _about(one: Document, lang: str) -> Iterator[tuple[str, Runs]]:
    for label, kind in (
        (_("Whom it concerns"), "groups"), (_("Rights"), "rights"), (_("Themes"), "themes"),
    ):  # fmt: skip
        if one[kind]:
            yield (
                label,
                _plain(said.several([_of(tag["name"], lang) for tag in one[kind]], lang)),
            )
    if one["competence"]:
        bodies = said.several([_of(body["name"], lang) for body in one["held_by"]], lang)
        yield _("Competence"), _plain(said.competence_with(one["competence"], bodies))
    if one["lead"]["markdown"]:
        text, said_in = _title(one["lead"], lang)
        yield _("Lead department"), (Run(text=text, lang="" if said_in == lang else said_in),)
    if one["partners"]:
        kinds = [
            _("%(kind)s (%(count)s)")
            % {"kind": _of(each["name"], lang), "count": locales.number(each["count"], lang)}
            for each in one["partners"]
        ]
        yield _("Partners, by kind"), _plain(said.several(kinds, lang))
    if one["horizon"]:
        yield _("By when"), _plain(_horizon(one))
    if one["cost"]:
        yield _("Cost to the city"), _plain(_cost(one, lang))
    if one["serves"]:
        rows = [f"{each['code']}: {_of(each['name'], lang)}" for each in one["serves"]]
        yield _("Recommendations it serves"), _plain(said.several(rows, lang))
    if one["goals"]:
        yield _("Sustainable Development Goals"), _plain(said.goals(one["goals"], lang))


def _quote(quote: Document, lang: str, imprint: Imprint) -> Runs:
    """``Residents born abroad, persons, 2024: 18 420 (City Migration Profile, version 2, 2 November 2026).``"""
    source = _("%(kind)s, version %(number)s, %(day)s") % {
        "kind": kind_name(quote["kind"]),
        "number": quote["number"],
        "day": locales.day(date.fromisoformat(quote["released_on"]), lang),
    }
    site, _slash, _address = imprint.address.rpartition("/r/")
    return runs(
        _("%(subject)s, %(period)s: %(figure)s. %(release)s"),
        subject=_of(quote["subject"], lang),
        period=_of(quote["period"], lang),
        figure=Run(text=_of(quote["printed"], lang), kind="figure"),
        release=Run(text=source, kind="link", href=f"{site}/r/{quote['release']}"),
    )


def _chosen(document: Document, lang: str) -> Iterator[Block]:
    yield Paragraph(runs=_plain(_considered(document["considered"], lang)))
    chosen = document["chosen"]
    if chosen is None:
        yield Paragraph(runs=_plain(_("No order of the group is on record.")))
        return
    day = locales.day(date.fromisoformat(chosen["held_on"]), lang)
    yield Paragraph(runs=_plain(said.method(chosen["method"], day)))
    if chosen["took_part"]:
        yield _took_part(chosen, lang)
    if chosen["abstained"]:
        text = ngettext(
            "%(count)s of them gave no order.",
            "%(count)s of them gave no order.",
            chosen["abstained"],
        )
        yield Paragraph(runs=_plain(text % {"count": locales.number(chosen["abstained"], lang)}))
    yield _order(chosen, lang)
    if any(row["firmness"] for row in chosen["order"]):
        yield Paragraph(runs=_plain(said.what_firm_means()))
    if chosen["dissent"]:
        yield Subheading(text=_("What was said against it"))
        for note in chosen["dissent"]:
            yield from _prose(note, lang)


def _considered(considered: Mapping[str, int], lang: str) -> str:
    proposed = ngettext(
        "The city’s stakeholder group looked at %(count)s proposal.",
        "The city’s stakeholder group looked at %(count)s proposals.",
        considered["proposed"],
    ) % {"count": locales.number(considered["proposed"], lang)}
    rest = _("Merged into others: %(merged)s. Withdrawn: %(withdrawn)s.") % {
        "merged": locales.number(considered["merged"], lang),
        "withdrawn": locales.number(considered["withdrawn"], lang),
    }
    return f"{proposed} {rest}"


def _took_part(chosen: Document, lang: str) -> Table:
    rows = tuple(
        Row(
            header=Cell(text=_of(each["name"], lang)),
            cells=(
                Cell(
                    text=locales.number(each["people"], lang), number=each["people"], numeric=True
                ),
            ),
        )
        for each in chosen["took_part"]
    )
    columns = (
        Column(title=pgettext("column of the workshop", "Kind of body")),
        Column(title=pgettext("column of the workshop", "Took part"), numeric=True),
    )
    return Table(caption=_("Who took part, by kind alone"), columns=columns, rows=rows)


def _order(chosen: Document, lang: str) -> Table:
    tied = [row["place"] for row in chosen["order"]]
    is_measured = any(row["firmness"] for row in chosen["order"])
    rows = tuple(
        Row(
            header=Cell(text=said.place(row["place"], tied.count(row["place"]) > 1, lang)),
            cells=(
                _titled(row["title"], lang),
                *([Cell(text=said.firmness(row["firmness"]))] if is_measured else []),
                Cell(text=said.endorsed(row["endorsed"])),
            ),
            is_highlighted=row["endorsed"],
        )
        for row in chosen["order"]
    )
    columns = (
        Column(title=pgettext("column of the priorities", "Place")),
        Column(title=pgettext("column of the priorities", "Proposal")),
        *([Column(title=pgettext("column of the priorities", "How firm"))] if is_measured else []),
        Column(title=pgettext("column of the priorities", "What became of it")),
    )
    return Table(caption=_("The order the group gave"), columns=columns, rows=rows, shape="reflow")


def _endorsement(document: Document, lang: str) -> Paragraph:
    act = document["endorsement"]
    text = _("%(body)s, %(day)s. Minutes: %(reference)s.") % {
        "body": _of(act["body"]["name"], lang),
        "day": locales.day(date.fromisoformat(act["on"]), lang),
        "reference": act["minute_reference"],
    }
    return Paragraph(runs=_plain(text))


def _prose(block: Document, lang: str) -> list[Block]:
    """A paragraph in the reader's language, else in its own, and said to be so."""
    section = {"lang": block["lang"], "blocks": [block]}
    return narrative.blocks(section, {}, {}, lang) if block["markdown"] else []


def _title(block: Document, lang: str) -> tuple[str, str]:
    words: dict[str, str] = block["markdown"]
    return (words[lang], lang) if lang in words else (words[block["lang"]], block["lang"])


def _titled(block: Document, lang: str) -> Cell:
    text, said_in = _title(block, lang)
    return Cell(text=text, lang="" if said_in == lang else said_in)


def _horizon(one: Document) -> str:
    return str(one["horizon"]) if one["horizon"] else ""


def _cost(one: Document, lang: str) -> str:
    return said.cost(one["cost"], lang) if one["cost"] else ""


def _plain(text: str) -> Runs:
    return (Run(text=text),)


def _of(name: Mapping[str, str], lang: str) -> str:
    return in_language(name, lang)[0]
