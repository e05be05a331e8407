"""What a document says of itself where it takes the place of an earlier one.

How many figures differ and why it is issued again: frozen with the document, signed with it. The
figures themselves stand in the list of changes (``changelist``), which is made while both releases
stand, so that a withdrawn one lives on nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qantara.core import locales
from qantara.core.errors import DomainError
from qantara.core.locales import LANGUAGES
from qantara.knowledge.profiles import narrative
from qantara.knowledge.profiles.bind import references
from qantara.knowledge.profiles.changes import Changes, Document, changes
from qantara.knowledge.profiles.citing import runs
from qantara.knowledge.profiles.opened import Opened
from qantara.knowledge.profiles.parts import Block as Written
from qantara.knowledge.profiles.parts import Chapter
from qantara.papers import Block, Paragraph, Run, Subheading

WHATS = ("revised", "marked", "added", "gone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why something is issued again: written in ``lang``, in the other languages where given."""

    lang: str
    text: Mapping[str, str]

    @property
    def chapter(self) -> Chapter:
        """As narrative, to be read like it for numbers typed by hand."""
        block = Written(id="why", markdown=self.text, states={})
        return Chapter(section="revision", lang=self.lang, blocks=(block,))


def since(
    older: Document, newer: Document, *, number: int, released_on: date, why: Why | None
) -> dict[str, Any]:
    """The ``revision`` of the document ``newer``, which follows release ``number``."""
    return {
        "number": number,
        "released_on": released_on.isoformat(),
        "counts": counts(changes(older, newer)),
        "lang": why.lang if why else "",
        "note": dict(why.text) if why else {},
    }


def counts(found: Changes) -> dict[str, int]:
    return {what: len(found.of(what)) for what in WHATS}  # type: ignore[arg-type]


def counted(many: Mapping[str, int], lang: str) -> str:
    """``12 figures revised, 58 added``; empty where no figure differs."""
    said = {
        "revised": ngettext(
            "%(count)s figure revised", "%(count)s figures revised", many["revised"]
        ),
        "marked": ngettext(
            "%(count)s with another status", "%(count)s with another status", many["marked"]
        ),
        "added": ngettext("%(count)s figure added", "%(count)s figures added", many["added"]),
        "gone": ngettext("%(count)s no longer shown", "%(count)s no longer shown", many["gone"]),
    }
    return locales.listing(
        [said[what] % {"count": locales.number(many[what], lang)} for what in WHATS if many[what]],
        lang,
    )


def heading(number: int) -> str:
    return _("What changed since version %(number)s") % {"number": number}


def blocks(opened: Opened, address: str) -> Iterator[Block]:
    """The short form inside the document itself; nothing in a first one.

    address  permanent address of the release; empty before there is one
    """
    revision = opened.document.get("revision")
    if not revision:
        return
    yield Subheading(text=heading(revision["number"]))
    yield from note(opened.document, opened.words.lang)
    yield Paragraph(runs=tuple(_counts(revision, opened.words.lang, address)))


def note(document: Mapping[str, Any], lang: str) -> list[Block]:
    """Why it was issued again; in another language where it is not translated, and said so."""
    revision = document.get("revision")
    if not revision or not revision["note"]:
        return []
    block = {"id": "why", "markdown": revision["note"], "states": {}}
    return narrative.blocks({"blocks": [block], "lang": revision["lang"]}, {}, {}, lang)


def _counts(revision: Mapping[str, Any], lang: str, address: str) -> Iterator[Run]:
    said = counted(revision["counts"], lang)
    named = {
        "number": str(revision["number"]),
        "day": locales.day(date.fromisoformat(revision["released_on"]), lang),
    }
    if said:
        pattern = _("Against version %(number)s of %(day)s: %(changes)s.")
        yield from runs(pattern, **named, changes=said)
    else:
        yield from runs(_("Against version %(number)s of %(day)s no figure differs."), **named)
    if address:
        yield Run(text=" ")
        yield Run(text=_("Every change, with its reason"), kind="link", href=f"{address}/changes/")


def written(lang: str, text: Mapping[str, str]) -> Why | None:
    """A note of why, if anything was written: in ``lang`` if that is given, else in the first that is.

    Raises DomainError for a figure in it: the note speaks of two versions at once.
    """
    given = {code: text[code].strip() for code in LANGUAGES if text.get(code, "").strip()}
    if not given:
        return None
    if any(references(one) for one in given.values()):
        raise DomainError(
            _("Say in words why this is issued again. The list of changes has the figures.")
        )
    return Why(lang=lang if lang in given else next(iter(given)), text=given)
