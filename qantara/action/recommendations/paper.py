"""A set of recommendations in one language: what page and PDF are made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara.action.recommendations.document import set_of
from qantara.core import locales
from qantara.papers import Cell, Column, Facts, Note, Paper, Paragraph, Row, Run, Section, Table
from qantara.releases.kinds import Document, Imprint
from qantara.releases.words import kind_name
from qantara.web.names import in_language


def paper(document: Document, lang: str, imprint: Imprint) -> Paper:
    """The document in ``lang``, with what its release adds to it."""
    with translation.override(lang):
        return _paper(document, lang, imprint)


def title(document: Document, lang: str) -> str:
    with translation.override(lang):
        return _("Policy recommendations of %(network)s") % {
            "network": _of(document["network"]["name"], lang)
        }


def lede(document: Document, lang: str) -> str:
    with translation.override(lang):
        return _("What the network’s cities commit to, each in its own way and at its own pace.")


def _paper(document: Document, lang: str, imprint: Imprint) -> Paper:
    day = locales.day(imprint.released_on.date(), lang)
    about = {"title": title(document, lang), "number": imprint.number, "day": day}
    return Paper(
        lang=lang,
        kicker=kind_name("recommendations"),
        title=title(document, lang),
        lede=(Run(text=lede(document, lang)),),
        facts=_facts(document, lang, imprint, day),
        notices=tuple(_notices(document)),
        sections=tuple(_sections(document, lang)),
        running=_("%(title)s. Version %(number)s, %(day)s") % about,
        address=imprint.address,
        citation=_("%(title)s. Version %(number)s, %(day)s. %(address)s.")
        % {**about, "address": imprint.address},
        keywords=(_("recommendations"), _("migration")),
    )


def _facts(document: Document, lang: str, imprint: Imprint, day: str) -> Facts:
    found = set_of(document)
    pairs = [
        (_("Network"), _of(document["network"]["name"], lang)),
        (_("Recommendations"), locales.number(len(found.in_force), lang)),
        (_("Source"), found.source or _("a placeholder; the official text has not been entered")),
        (_("This version"), _("%(number)s (%(day)s)") % {"number": imprint.number, "day": day}),
    ]
    return Facts(pairs=tuple((label, (Run(text=text),)) for label, text in pairs))


def placeholder_note() -> str:
    """Said wherever a placeholder is shown."""
    return _(
        "These recommendations are a placeholder: their headings are drawn from what is known of the"
        " field and no network has adopted them. They give way to the official text once it is entered."
    )


def _notices(document: Document) -> Iterator[Note]:
    if document["network"]["is_fictional"]:
        text = _("This network does not exist. Its name, its cities and their people are invented.")
        yield Note(runs=(Run(text=text),), tone="warn", is_in_frame=True)
    if document["set"]["is_placeholder"]:
        yield Note(runs=(Run(text=placeholder_note()),), tone="warn")


def _sections(document: Document, lang: str) -> Iterator[Section]:
    found = set_of(document)
    for one in found.in_force.values():
        text, said_in = in_language(one.title, lang)
        body = in_language(one.text, lang) if one.text else ("", lang)
        yield Section(
            anchor=one.code.lower(),
            title=_("%(code)s. %(title)s") % {"code": one.code, "title": text},
            lang="" if said_in == lang else said_in,
            blocks=(Paragraph(runs=(Run(text=body[0], lang="" if body[1] == lang else body[1]),)),)
            if body[0]
            else (),
        )
    for frame in document["frames"]:
        yield Section(
            anchor=f"frame-{frame['id']}",
            title=_of(frame["name"], lang),
            blocks=(
                Paragraph(
                    runs=(
                        Run(
                            text=_(
                                "Which recommendations speak to its parts. The mapping is ours and has not been"
                                " checked by those who keep this frame. Source: %(source)s."
                            )
                            % {"source": frame["source"]}
                        ),
                    )
                ),
                _beside(frame, lang),
            ),
        )


def _beside(frame: Mapping[str, Any], lang: str) -> Table:
    rows = tuple(
        Row(
            header=Cell(text=part["code"] if part["code"].isdigit() else _of(part["name"], lang)),
            cells=(
                *([Cell(text=_of(part["name"], lang))] if part["code"].isdigit() else []),
                Cell(
                    text=locales.listing(part["recommendations"], lang)
                    or pgettext("recommendations beside a frame", "none")
                ),
            ),
        )
        for part in frame["parts"]
    )
    is_numbered = frame["parts"][0]["code"].isdigit()
    part = pgettext("column of a frame", "Part")
    columns = (
        *([Column(title=pgettext("column of a frame", "Number"))] if is_numbered else []),
        Column(title=part),
        Column(title=pgettext("column of a frame", "Recommendations")),
    )
    return Table(
        caption=_of(frame["name"], lang), is_caption_hidden=True, columns=columns, rows=rows
    )


def _of(name: Mapping[str, str], lang: str) -> str:
    return in_language(name, lang)[0]
