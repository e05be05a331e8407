"""Texts as they will look, while they are written: with the figures of the last draft.

A reference that stands for nothing is shown as such, and said (``Flaw``), instead of stopping anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara.core.locales import LANGUAGES
from qantara.knowledge.profiles import drawn, narrative, placed, typed
from qantara.knowledge.profiles.bind import references
from qantara.knowledge.profiles.draft import Document, plan
from qantara.knowledge.profiles.opened import Opened
from qantara.knowledge.profiles.opened import opened as open_document
from qantara.knowledge.profiles.parts import Block, Chapter, written
from qantara.knowledge.profiles.words import Words, withheld
from qantara.papers import Block as PaperBlock

#: Where a reference leads that stands for no figure: to no chart.
NOWHERE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Something in a text to be looked at. ``about``: a series key, or the number as typed.

    unknown   no such figure            withheld  protected, so it cannot be printed
    absent    nobody has a value        typed     a number that is bound to no figure
    equals    a typed number that equals a withheld one
    others    a translation that refers to other figures or charts than its source
    chart     no such chart
    """

    kind: Literal["unknown", "withheld", "absent", "typed", "equals", "others", "chart"]
    about: str = ""

    @property
    def stops(self) -> bool:
        """Whether a draft would be refused for it."""
        return self.kind != "typed"


def shown(markdown: str, lang: str, opened: Opened | None) -> list[PaperBlock]:
    """A text in ``lang`` as blocks of a paper. ``opened``: the last draft in that language, if any."""
    block = {"markdown": {lang: markdown}, "states": {lang: "source"}}
    with translation.override(lang):
        bound = _bound(references(markdown), {lang: opened} if opened else {}, (lang,))
        draw = drawn.Placing(opened) if opened else None
        return narrative.blocks({"blocks": [block], "lang": lang}, bound, {}, lang, draw)


def flaws(
    markdown: str, lang: str, opened: Opened | None, *, source: str | None = None,
    hidden: tuple[Mapping[str, float], set[str]] | None = None,
) -> list[Flaw]:  # fmt: skip
    """What is to be looked at in a text.

    source  for a translation, the text it is of
    hidden  true values the draft does not print (``typed.hidden``); only for those who may see them
    """
    keys = references(markdown)
    found = [flaw for key in dict.fromkeys(keys) if (flaw := _of_key(key, opened))]
    charts = placed.references(markdown)
    known = {chart["id"] for chart in placed.free(opened.document)} if opened else set()
    found += [Flaw(kind="chart", about=name) for name in charts if name not in known]
    if source is not None and (
        sorted(references(source)) != sorted(keys)
        or sorted(placed.references(source)) != sorted(charts)
    ):
        found.append(Flaw(kind="others"))
    if hidden:
        block = Block(id="", markdown={lang: markdown}, states={})
        chapter = Chapter(section="", lang=lang, blocks=(block,))
        equal = typed.typed([chapter], *hidden)
        found += [Flaw(kind="equals", about=key) for _section, _block, key in equal]
    return [*found, *(Flaw(kind="typed", about=number) for number in typed.by_hand(markdown, lang))]


def _of_key(key: str, opened: Opened | None) -> Flaw | None:
    figure = opened.figures.by_key.get(key) if opened else None
    if figure is None:
        return Flaw(kind="unknown", about=key)
    if figure.is_shown:
        return None
    return Flaw(kind="absent" if figure.state == "absent" else "withheld", about=key)


def with_texts(document: Document, chapters: Sequence[Chapter]) -> Document:
    """A drafted document with these chapters for its narrative, whatever they refer to."""
    by_section = {chapter.section: chapter for chapter in chapters}
    keys = [
        key
        for chapter in chapters
        for block in chapter.blocks
        for markdown in block.markdown.values()
        for key in references(markdown)
    ]
    languages = {lang: open_document(document, lang) for lang in LANGUAGES} if keys else {}
    sections = [
        {
            "id": section["id"],
            "title": section["title"],
            "lang": chapter.lang if (chapter := by_section.get(section["id"])) else "",
            "blocks": [written(one) for one in (chapter.blocks if chapter else ())],
        }
        for section in plan()
        if "profile" in section["kinds"]
    ]
    return document | {"sections": sections, "bound": _bound(keys, languages, LANGUAGES)}


def _bound(
    keys: Iterable[str], opened: Mapping[str, Opened], languages: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """What each reference stands for; for those without a figure, a word in its place."""
    found: dict[str, dict[str, Any]] = {}
    for key in dict.fromkeys(keys):
        figure = next((one.figures.by_key.get(key) for one in opened.values()), None)
        found[key] = {
            "at": figure.at if figure and figure.is_shown else NOWHERE,
            "printed": {
                lang: _printed(key, lang, opened[lang].words if lang in opened else None, opened)
                for lang in languages
            },
        }
    return found


def _printed(key: str, lang: str, words: Words | None, opened: Mapping[str, Opened]) -> str:
    figure = opened[lang].figures.by_key.get(key) if words else None
    with translation.override(lang):
        if figure is None or words is None:
            return pgettext("in place of a figure", "[no such figure]")
        return words.figure(figure) if figure.is_shown else f"[{withheld()}]"


def said(flaw: Flaw) -> str:
    """A flaw in the reader's words."""
    sentences = {
        "unknown": _("There is no figure “%(about)s”. Search for it again, or write without it."),
        "withheld": _("The figure “%(about)s” is withheld to protect people. Write without it."),
        "absent": _("Nobody has a value for “%(about)s”. Write without it."),
        "typed": _(
            "“%(about)s” is typed by hand: it stays as it is when the figure changes. Insert it by "
            "search, if it is a figure."
        ),
        "equals": _(
            "A number typed here equals “%(about)s”, which is withheld to protect people. Write the "
            "sentence without it."
        ),
        "others": _(
            "This translation does not refer to the same figures and charts as its source."
        ),
        "chart": _("There is no chart “%(about)s”. Search for it again, or take it out."),
    }
    return sentences[flaw.kind] % {"about": flaw.about}
