"""Texts of a profile as a draft in Word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import shorten

from django.utils.translation import gettext as _
from django.utils.translation import override

from qantara.editions import read
from qantara.editions.models import Block, Text
from qantara.knowledge.profiles import drawn, placed
from qantara.knowledge.profiles.bind import references
from qantara.knowledge.profiles.opened import Opened
from qantara.word.blocks import Draft, Passage
from qantara.word.bookmarks import Tag

#: Word keeps this many letters of what a field is called, and takes other text for typed over.
NAME = 40


def draft(
    sections: Iterable[tuple[Mapping[str, str], Text]],
    lang: str,
    opened: Opened | None,
    *,
    place: str,
) -> Draft:
    """A draft in ``lang``. ``sections``: title by language, and text; ``opened``: where figures are printed.

    A block that has no translation stands in the language it was written in, and comes back as that.
    """
    with override(lang):
        return Draft(
            lang=lang,
            title=place,
            about=_(
                "Change the text with tracked changes, or without. Numbers in it are bound to the figures on"
                " record: leave them, or move them. Bring the document back to your desk, where each change is"
                " shown beside the text before anything is stored."
            ),
            sections=[
                (title[lang], [passage(block, lang, opened) for block in read.standing(text)])
                for title, text in sections
            ],
            running=place,
        )


def passage(block: Block, lang: str, opened: Opened | None) -> Passage:
    """A block as it is sent out, with the versions it can be told by when it comes back."""
    shown = read.shown(block, lang)
    return Passage(
        tag=tag(block, shown.language), markdown=shown.markdown,
        printed=_printed(references(shown.markdown), opened) | _named(shown.markdown, opened),
    )  # fmt: skip


def tag(block: Block, lang: str) -> Tag:
    """The tag of a block in a language as things stand. Version 0: not translated yet."""
    version = block.version
    if lang != block.source_language:
        found = read.translation(block, lang)
        version = found.version if found else 0
    return Tag(block=str(block.pk), lang=lang, version=version, source=block.hash)


def _printed(keys: Iterable[str], opened: Opened | None) -> dict[str, str]:
    """Figures as printed; of one that is not to be seen, its key stands."""
    if opened is None:
        return {}
    found = ((key, opened.figures.by_key.get(key)) for key in keys)
    return {key: opened.words.figure(figure) for key, figure in found if figure and figure.is_shown}


def _named(markdown: str, opened: Opened | None) -> dict[str, str]:
    """Charts by their title: where one stands, its name does."""
    names = placed.references(markdown)
    if opened is None or not names:
        return {}
    with override(opened.words.lang):
        return {
            f"chart:{chart['id']}": _("[Chart: %(title)s]")
            % {"title": shorten(drawn.heading(chart, opened)[0], NAME, placeholder="…")}
            for chart in placed.free(opened.document)
            if chart["id"] in names
        }
