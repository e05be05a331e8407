"""The indicator catalogue, as released: its domains and indicators, and what a page says of each.

Values in, values out. What a definition is about stands in the document; how it is laid out, and in
which words its fields are headed, is decided here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara.core.locales import listing

Document = dict[str, Any]
Name = dict[str, str]
#: Label and value.
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    code: str
    name: Name
    about: Name
    indicators: tuple[Document, ...]

    @property
    def anchor(self) -> str:
        return self.code.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One definition as a page shows it, all in the reader's language."""

    anchor: str
    code: str
    name: str
    definition: str
    counted: Pairs
    protected: Pairs
    zeros: tuple[str, ...]


class Catalogue:
    """A released document of the schema ``framework/1``, with its release's address and date."""

    def __init__(self, document: Document, *, address: str, number: int, released_at: datetime):
        framework = document["framework"]
        self.address, self.number, self.released_at = address, number, released_at
        self.network: str = document["network"]["slug"]
        self.is_demonstration: bool = document["demonstration"]
        self.name: Name = framework["name"]
        self.about: Name = framework["about"]
        self.version: str = framework["version"]
        self.indicators: dict[str, Document] = {one["code"]: one for one in framework["indicators"]}
        self.domains = tuple(
            Domain(
                code=domain["code"],
                name=domain["name"],
                about=domain["about"],
                indicators=tuple(
                    one for one in framework["indicators"] if one["domain"] == domain["code"]
                ),
            )
            for domain in framework["domains"]
        )
        self._words: Document = document["words"]
        self._units = _named(framework["units"])
        self._dimensions = _named(framework["dimensions"])
        self._values = {one["code"]: _named(one["codes"]) for one in framework["dimensions"]}
        self._lists = {one["id"]: _named(one["codes"]) for one in framework["codes"]}
        self._measures = {one["id"]: one["name"] for one in framework["measures"]}

    def domain_of(self, indicator: Document) -> Domain:
        return next(one for one in self.domains if one.code == indicator["domain"])

    def beside(self, code: str) -> tuple[Document | None, Document | None]:
        """The indicators before and after one, in the catalogue's order."""
        codes = list(self.indicators)
        place = codes.index(code)
        before = self.indicators[codes[place - 1]] if place else None
        after = self.indicators[codes[place + 1]] if place + 1 < len(codes) else None
        return before, after

    def matching(self, words: str, lang: str) -> tuple[Domain, ...]:
        """The domains with those of their indicators that hold every word, whatever its accents."""
        asked = _folded(words).split()
        found = []
        for domain in self.domains:
            left = tuple(
                one
                for one in domain.indicators
                if (text := _folded(_said(one, lang))) and all(word in text for word in asked)
            )
            if left:
                found.append(
                    Domain(code=domain.code, name=domain.name, about=domain.about, indicators=left)
                )
        return tuple(found)

    def short(self, field: str, code: str) -> Name:
        """A tier or direction in a word or two."""
        name: Name = self._words[f"short_{field}"][code]
        return name

    def sheet(self, indicator: Document, lang: str) -> Sheet:
        return self._sheet(indicator, indicator["code"], lang, units=indicator["also_units"])

    def variants(self, indicator: Document, lang: str) -> tuple[Sheet, ...]:
        """The definitions of countries and offices that are kept apart."""
        return tuple(
            self._sheet(variant, f"{indicator['code']}/{variant['id']}", lang, anchor=variant["id"])
            for variant in indicator["variants"]
        )

    def reading(self, indicator: Document, lang: str) -> tuple[str, ...]:
        """What a high or low figure means, and who is asked for it."""
        return (
            self._words["direction"][indicator["direction"]][lang],
            self._words["tier"][indicator["tier"]][lang],
        )

    def origins(self, indicator: Document, lang: str) -> Pairs:
        """The goals and rights an indicator serves, and whose work it follows."""
        goals = [
            (_("Sustainable Development Goals"), _sorted_out(indicator["sdg"])),
            (
                pgettext("indicator catalogue", "Human rights"),
                [self._right(one, lang) for one in indicator["rights"]],
            ),
            (
                pgettext("indicator catalogue", "Inspired by"),
                [self._work(one, lang) for one in indicator["inspired_by"]],
            ),
        ]
        return tuple((label, listing(values, lang)) for label, values in goals if values)

    def _sheet(
        self,
        found: Document,
        code: str,
        lang: str,
        *,
        anchor: str = "",
        units: Sequence[str] = (),
    ) -> Sheet:
        counts = found["counts"]
        return Sheet(
            anchor=anchor,
            code=code,
            name=found["name"][lang],
            definition=found["definition"][lang],
            counted=tuple(self._counted(found, lang, units)),
            protected=tuple(self._protected(found, lang)),
            zeros=tuple(self._zeros(counts, lang)) if counts else (),
        )

    def _counted(
        self, found: Document, lang: str, units: Sequence[str]
    ) -> Iterator[tuple[str, str]]:
        counts, breakdowns = found["counts"], found["breakdowns"]
        ladders = counts["ladders"] if counts else []
        coarser = [
            rung
            for rung in dict.fromkeys(rung for ladder in ladders for rung in ladder)
            if rung not in breakdowns
        ]
        yield (
            pgettext("indicator catalogue", "Unit"),
            _listed(self._units, (found["unit"], *units), lang),
        )
        yield (
            pgettext("indicator catalogue", "Broken down by"),
            _listed(self._dimensions, breakdowns, lang)
            or _("Nothing: one figure for the whole territory"),
        )
        if coarser:
            yield (
                pgettext("indicator catalogue", "Or, more coarsely, by"),
                _listed(self._dimensions, coarser, lang),
            )
        if counts and counts["share_of"]:
            yield (
                pgettext("indicator catalogue", "Divided by"),
                self._measures[counts["share_of"]][lang],
            )
        if counts and counts["part_of"]:
            yield (
                pgettext("indicator catalogue", "Part of"),
                self._measures[counts["part_of"]][lang],
            )
        yield pgettext("indicator catalogue", "Usual source"), found["usual_source"][lang]

    def _protected(self, found: Document, lang: str) -> Iterator[tuple[str, str]]:
        counts = found["counts"]
        protection = (
            self._words["protection"][counts["protection"]]
            if counts
            else self._words["nothing_counted"]
        )
        yield pgettext("indicator catalogue", "Protection"), protection[lang]
        if "audience" in found:
            yield (
                pgettext("indicator catalogue", "Shown to"),
                self._lists["audience"][found["audience"]][lang],
            )

    def _zeros(self, counts: Document, lang: str) -> Iterator[str]:
        for zero in counts["structural_zeros"]:
            group = listing(
                [self._values[dimension][code][lang] for dimension, code in zero["where"].items()],
                lang,
            )
            yield _("%(group)s: %(reason)s") % {"group": group, "reason": zero["reason"][lang]}

    def _right(self, citation: str, lang: str) -> str:
        code, _space, article = citation.partition(" ")
        name = self._lists["instrument"][code][lang]
        if not article:
            return name
        return _("%(instrument)s, article %(article)s") % {"instrument": name, "article": article}

    def _work(self, citation: str, lang: str) -> str:
        code, _space, place = citation.partition(" ")
        name = self._lists["inspiration"][code][lang]
        if not place:
            return name
        return _("%(work)s (%(place)s)") % {
            "work": name,
            "place": self._lists["place"][place][lang],
        }


def _named(listed: Iterable[Document]) -> dict[str, Name]:
    return {one["code"]: one["name"] for one in listed}


def _listed(names: dict[str, Name], codes: Iterable[str], lang: str) -> str:
    return listing([names[code][lang] for code in codes], lang)


def _sorted_out(targets: Iterable[str]) -> list[str]:
    """Targets in the order of their goals: 5.2 before 10.7."""
    return sorted(targets, key=lambda target: (int(target.partition(".")[0]), target))


def _said(indicator: Document, lang: str) -> str:
    found = (indicator, *indicator["variants"])
    return " ".join(
        (indicator["code"], *(f"{one['name'][lang]} {one['definition'][lang]}" for one in found))
    )


def _folded(text: str) -> str:
    """Small letters without accents or vowel signs."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
