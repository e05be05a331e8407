"""What the files of one release are made from: its protected frame, and the words around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

import polars as pl

from qantara.tables import figures

T = TypeVar("T")

#: A text in the reader's languages: BCP 47 tag to words.
Name = Mapping[str, str]

#: Languages of README and code lists, in the order they are listed.
LANGUAGES = ("ar", "en", "es", "fr")


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """``code`` as SPDX names it (``CC-BY-4.0``); ``title`` as its own body does."""

    code: str
    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where figures come from: the sources of a dataset, in the order the frame counts them."""

    title: Name
    address: str = ""
    licence: str = ""
    accessed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Names of codes. A code without a name stands for itself.

    definitions  ``POP-01`` or ``POP-03/wien-herkunft`` -> name
    territories  slug -> name
    units        ``PS`` -> name
    dimensions   ``SEX`` -> name
    codes        ``SEX`` -> ``F`` -> name
    """

    definitions: Mapping[str, Name] = field(default_factory=dict)
    territories: Mapping[str, Name] = field(default_factory=dict)
    units: Mapping[str, Name] = field(default_factory=dict)
    dimensions: Mapping[str, Name] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, Name]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False, kw_only=True)
class Dataset:
    """The figures of one release with their words.

    slug        ASCII stem of file names, such as ``vienna-2``
    version     the release's number, as printed
    address     the release's permanent address
    notices     what must be read first; repeated in README and workbook
    figures     a protected frame, with the columns of ``docs/concepts.md``; every number of a row
                whose state is not ``shown`` is null (``figures.published`` refuses it otherwise)
    sources     what ``source`` counts, from 0
    """

    slug: str
    title: Name
    summary: Name
    version: str
    released_on: date
    address: str
    publisher: Name
    citation: Name
    licence: Licence
    figures: pl.DataFrame
    labels: Labels = field(default_factory=Labels)
    sources: tuple[Source, ...] = ()
    notices: tuple[Name, ...] = ()
    keywords: tuple[str, ...] = ()

    @cached_property
    def published(self) -> pl.DataFrame:
        """The figures as every file gives them, see ``figures.published``."""
        return figures.published(self.figures)

    @cached_property
    def dimensions(self) -> list[str]:
        """Dimensions of the breakdowns in use, sorted."""
        return figures.dimensions(self.figures)


def once(make: Callable[[Dataset], T]) -> Callable[[Dataset], T]:
    """What is the same in every language: made once for a dataset, and kept as long as that is."""
    made: WeakKeyDictionary[Dataset, T] = WeakKeyDictionary()

    @wraps(make)
    def get(dataset: Dataset) -> T:
        if dataset not in made:
            made[dataset] = make(dataset)
        return made[dataset]

    return get


def words(name: Name, lang: str, fallback: str = "") -> str:
    """The name in ``lang``, else in the first of our languages that has it, else ``fallback``."""
    for tag in (lang, *LANGUAGES):
        if text := name.get(tag):
            return text
    return fallback
