"""The directory as a kind of release: its rules, its paper, its files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara.core import locales
from qantara.core.errors import DomainError
from qantara.papers import (
    Block,
    Cell,
    Column,
    Facts,
    Note,
    Paper,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
)
from qantara.releases import kinds
from qantara.releases.kinds import Document, Imprint, Made, Papers
from qantara.releases.words import kind_name


def validate(document: Document) -> None:
    """Raises DomainError where the directory names nobody or a member without a place."""
    if document.get("schema") != "directory/1":
        raise DomainError(_("This is not a directory of a network."))
    if not document["members"]:
        raise DomainError(_("The directory names no member. Add the members first."))


def card(document: Document) -> Document:
    return {
        "title": document["network"]["name"],
        "summary": {},
        "network": document["network"]["slug"],
        "voice": document["voice"],
        "demonstration": document["demonstration"],
        "is_fictional": document["network"]["is_fictional"],
        "members": len(document["members"]),
        "places": sum(len(member["places"]) for member in document["members"]),
    }


def artefacts(document: Document, imprint: Imprint, _papers: Papers) -> Iterator[Made]:
    content = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True).encode()
    yield Made(
        language="", format="json", filename=f"{document['network']['slug']}-directory-{imprint.number}.json",
        media_type="application/json", content=content,
    )  # fmt: skip


def paper(document: Document, lang: str, imprint: Imprint) -> Paper:
    """The directory to be read: who takes part since when, who leads and pays, what sources say."""
    with translation.override(lang):
        title = name(document["network"]["name"], lang)
        return Paper(
            lang=lang,
            kicker=kind_name("directory"),
            title=title,
            lede=(Run(text=_lede(document, lang)),),
            facts=Facts(
                pairs=(
                    (_("Version"), (Run(text=str(imprint.number)),)),
                    (_("Date"), (Run(text=locales.day(imprint.released_on.date(), lang)),)),
                )
            ),
            notices=_notices(document),
            sections=(
                Section(anchor="members", title=_("Members"), blocks=(_members(document, lang),)),
                Section(anchor="phases", title=_("Phases"), blocks=(_phases(document, lang),)),
                Section(
                    anchor="partners",
                    title=_("Partners and funding"),
                    blocks=_partners(document, lang),
                ),
                Section(anchor="facts", title=_("What sources say"), blocks=_facts(document)),
            ),
            running=f"{title} · {imprint.number}",
            address=imprint.address,
        )


def name(names: dict[str, str], lang: str) -> str:
    """A name in ``lang``; else in English, French, Spanish, Arabic: the first there is."""
    return next((names[code] for code in (lang, "en", "fr", "es", "ar") if names.get(code)), "")


def _lede(document: Document, lang: str) -> str:
    members, places = (
        len(document["members"]),
        sum(len(row["places"]) for row in document["members"]),
    )
    return _(
        "%(members)s members, %(places)s places, each with the day it joined and who says so."
    ) % {
        "members": locales.number(members, lang),
        "places": locales.number(places, lang),
    }


def _notices(document: Document) -> tuple[Note, ...]:
    if not document["demonstration"]:
        return ()
    return (Note(runs=(Run(text=demonstration_notice()),), tone="warn"),)


def demonstration_notice() -> str:
    """The line every page and file of the demonstration carries."""
    return _(
        "Demonstration made from public information. It is not a publication of MC2CM, its donors, "
        "partners or cities, and none of them has approved it."
    )


def _members(document: Document, lang: str) -> Table:
    roles = {
        "member": pgettext("role in a network", "member"),
        "associate": pgettext("role in a network", "associate"),
        "invited": pgettext("role in a network", "invited"),
    }
    rows = tuple(
        Row(
            header=Cell(text=name(member["name"], lang)),
            cells=(
                Cell(text=name(member["country"]["name"], lang)),
                Cell(
                    text=locales.listing(
                        [name(each["name"], lang) for each in member["places"]], lang
                    )
                ),
                Cell(text=_phase_name(document, member["joined_in"], lang)),
                Cell(text=roles[member["role"]]),
            ),
        )
        for member in document["members"]
    )
    columns = tuple(
        Column(title=title)
        for title in (_("Member"), _("Country"), _("Speaks for"), _("Joined in"), _("Role"))
    )
    return Table(
        caption=_("Members"), is_caption_hidden=True, columns=columns, rows=rows, shape="reflow"
    )


def _phase_name(document: Document, number: int, lang: str) -> str:
    return next(name(each["name"], lang) for each in document["phases"] if each["number"] == number)


def _phases(document: Document, lang: str) -> Table:
    rows = tuple(
        Row(
            header=Cell(text=name(each["name"], lang)),
            cells=(
                Cell(text=_printed(each["from"], each["precision"], lang)),
                Cell(text=_printed(each["to"], each["precision"], lang)),
                Cell(text=each["source"], lang="en"),
            ),
        )
        for each in document["phases"]
    )
    columns = tuple(Column(title=title) for title in (_("Phase"), _("From"), _("To"), _("Source")))
    return Table(
        caption=_("Phases"), is_caption_hidden=True, columns=columns, rows=rows, shape="reflow"
    )


def _printed(day: str | None, precision: str, lang: str) -> str:
    if day is None:
        return _("not known")
    on = date.fromisoformat(day)
    if precision == "year":
        return locales.year(on)
    return locales.month(on, lang) if precision == "month" else locales.day(on, lang)


def _partners(document: Document, lang: str) -> tuple[Block, ...]:
    roles = {
        "lead": pgettext("role of an organisation", "leads"),
        "partner": pgettext("role of an organisation", "partner"),
        "donor": pgettext("role of an organisation", "donor"),
    }
    rows = tuple(
        Row(
            header=Cell(text=name(each["name"], lang)),
            cells=(Cell(text=roles[each["role"]]), Cell(text=each["source"], lang="en")),
        )
        for each in document["organisations"]
    )
    columns = tuple(Column(title=title) for title in (_("Organisation"), _("Role"), _("Source")))
    blocks: list[Block] = [
        Table(
            caption=_("Partners"),
            is_caption_hidden=True,
            columns=columns,
            rows=rows,
            shape="reflow",
        )
    ]
    if document["fundings"]:
        blocks.append(_funding(document, lang))
    return tuple(blocks)


def _funding(document: Document, lang: str) -> Table:
    rows = tuple(
        Row(
            header=Cell(text=each["organisation"] or _("Partners")),
            cells=(
                Cell(text=_phase_name(document, each["phase"], lang)),
                Cell(
                    text=locales.number(float(each["amount_eur"]), lang, 0),
                    number=float(each["amount_eur"]), numeric=True,
                ),
                Cell(text=each["source"], lang="en"),
            ),
        )
        for each in document["fundings"]
    )  # fmt: skip
    columns = (
        Column(title=_("Organisation")), Column(title=_("Phase")),
        Column(title=_("Euro"), numeric=True), Column(title=_("Source")),
    )  # fmt: skip
    return Table(caption=_("Funding"), columns=columns, rows=rows, shape="reflow")


def _facts(document: Document) -> tuple[Block, ...]:
    said: dict[str, list[dict[str, Any]]] = {}
    for each in document["facts"]:
        said.setdefault(each["fact"], []).append(each)
    rows = tuple(
        Row(
            header=Cell(text=fact.replace("_", " "), lang="en"),
            cells=(Cell(text=each["value"], lang="en"), Cell(text=each["source"], lang="en")),
            is_highlighted=len({row["value"] for row in statements}) > 1,
        )
        for fact, statements in said.items()
        for each in statements
    )
    columns = tuple(Column(title=title) for title in (_("Fact"), _("Value"), _("Source")))
    text = _(
        "Where sources say different things, both are kept; their lines stand out. Facts are quoted in English."
    )
    table = Table(
        caption=_("Facts"), is_caption_hidden=True, columns=columns, rows=rows, shape="reflow"
    )
    return (Paragraph(runs=(Run(text=text),)), table)


DIRECTORY = kinds.Kind(
    name="directory",
    schema="directory/1",
    validate=validate,
    paper=paper,
    artefacts=artefacts,
    card=card,
)
