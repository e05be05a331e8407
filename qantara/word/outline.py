"""What the styles and lists of a document mean: headings and their levels, bullets and numbers."""

from __future__ import annotations

import re
from typing import Literal

from qantara.word.inline import child, value
from qantara.word.markup import Element, W

#: Headings below this level are headings of this one.
DEEPEST = 6
#: As Word and LibreOffice name them in every language, and as people call them in ours.
_HEADING = re.compile(r"(?:heading|titre|título|titulo|العنوان|عنوان)\s*([1-9])", re.IGNORECASE)
_TITLES = {"title", "titre", "título", "titulo", "العنوان"}
_CONTENTS = re.compile(r"(?:toc|contents)\s*(?:\d|heading)", re.IGNORECASE)
#: How far styles rest on each other before it is a circle.
_FAR = 12


class Outline:
    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self._styles = {
            value(one, "styleId"): one
            for one in (styles.iter(f"{{{W}}}style") if styles is not None else ())
        }
        self._kinds = dict(_lists(numbering))

    def level(self, properties: Element | None) -> int:
        """The level of a heading, from 1; 0 for other paragraphs."""
        if (own := value(child(properties, "outlineLvl"))).isdigit() and int(own) < DEEPEST:
            return int(own) + 1
        for style in self._chain(properties):
            said = value(child(style, "name"))
            if found := _HEADING.fullmatch(said.strip()):
                return min(int(found[1]), DEEPEST)
            if said.strip().lower() in _TITLES:
                return 1
            outlined = value(child(style, "pPr", "outlineLvl"))
            if outlined.isdigit() and int(outlined) < DEEPEST:
                return int(outlined) + 1
        return 0

    def listed(self, properties: Element | None) -> tuple[Literal["", "bullets", "numbers"], int]:
        """What list a paragraph stands in, and how deep."""
        if self.level(properties):
            return "", 0
        given = [properties, *(child(style, "pPr") for style in self._chain(properties))]
        for where in given:
            number = child(where, "numPr", "numId")
            if number is None:
                continue
            if value(number) == "0":
                return "", 0
            depth = value(child(where, "numPr", "ilvl")) or "0"
            depth = depth if depth.isdigit() else "0"
            return self._kinds.get((value(number), depth), "bullets"), int(depth)
        return "", 0

    def is_contents(self, properties: Element | None) -> bool:
        """Whether a paragraph is a line of the table of contents."""
        return any(
            _CONTENTS.match(value(child(style, "name"))) for style in self._chain(properties)
        )

    def _chain(self, properties: Element | None) -> list[Element]:
        """The style of a paragraph and those it rests on."""
        key, found = value(child(properties, "pStyle")), list[Element]()
        while key in self._styles and len(found) < _FAR:
            found.append(self._styles[key])
            key = value(child(found[-1], "basedOn"))
        return found


def _lists(
    numbering: Element | None,
) -> list[tuple[tuple[str, str], Literal["bullets", "numbers"]]]:
    """(list, level) -> its kind."""
    if numbering is None:
        return []
    kinds: dict[tuple[str, str], Literal["bullets", "numbers"]] = {}
    for one in numbering.findall(f"{{{W}}}abstractNum"):
        for level in one.findall(f"{{{W}}}lvl"):
            is_bullet = value(child(level, "numFmt")) in ("bullet", "none")
            key = value(one, "abstractNumId"), value(level, "ilvl")
            kinds[key] = "bullets" if is_bullet else "numbers"
    return [
        ((value(one, "numId"), level), kind)
        for one in numbering.findall(f"{{{W}}}num")
        for (abstract, level), kind in kinds.items()
        if abstract == value(child(one, "abstractNumId"))
    ]
