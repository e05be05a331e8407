"""The port for what can be released: packages above register their kinds here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from qantara.papers import Paper

if TYPE_CHECKING:
    from qantara.releases.models import Case, Release

Document = dict[str, Any]
#: A document's papers by language, each made when it is first asked for, and once.
Papers = Callable[[str], Paper]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What a release adds to its document. ``address`` is the permanent one, absolute."""

    number: int
    released_on: datetime
    address: str
    previous: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file made of a document. ``language`` is empty where it is the same in all of them."""

    language: str
    format: str
    filename: str
    media_type: str
    content: bytes
    pages: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A released document with what its release adds to it."""

    document: Document
    imprint: Imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What the later of two releases of a kind changed: older first, in one language.

    ``paper`` to be read, ``table`` as CSV. Both are made from the two documents alone.
    """

    paper: Callable[[Issue, Issue, str], Paper]
    table: Callable[[Issue, Issue, str], bytes]


def _nothing_to_settle(_document: Document) -> None:
    """Most kinds leave nothing open between review and approval."""


def _nobody(_document: Document, _since: datetime | None) -> Iterable[UUID]:
    """Most kinds are made by whoever brings them to the gate."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What a kind whose documents tell of people asks of the gate.

    ``together``: from document and subject to the names of what no other gate may release at the same
    time. ``prove``: raises DomainError where what was proven of a case no longer holds; takes the
    release that is being made of it.
    """

    together: Callable[[Document, str], Sequence[str]]
    prove: Callable[[Case, Release], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of release.

    ``validate`` raises DomainError. ``card`` gives what lists show and the release is filed under:
    ``title`` and ``summary``, each by language, ``network`` (its slug), ``voice`` (city | network)
    and ``demonstration``. ``artefacts`` may begin its work at once and hand files over as they are
    asked for; it takes the papers it prints from those given. ``settled`` raises DomainError while something about a document is open
    that nobody may sign over; ``stands`` where what a document quotes does not stand any more, asked
    when it is approved and again when it is released. A kind without ``comparison`` lists no changes,
    one without ``guard`` tells of no people. ``contributors``: who changed a text or a figure of a
    document after a moment (None: ever).
    """

    name: str
    schema: str
    validate: Callable[[Document], None]
    paper: Callable[[Document, str, Imprint], Paper]
    artefacts: Callable[[Document, Imprint, Papers], Iterator[Made]]
    card: Callable[[Document], Document]
    settled: Callable[[Document], None] = _nothing_to_settle
    stands: Callable[[Document], None] = _nothing_to_settle
    comparison: Comparison | None = None
    guard: Guard | None = None
    contributors: Callable[[Document, datetime | None], Iterable[UUID]] = _nobody

    def papers(self, document: Document, imprint: Imprint) -> Papers:
        """What page and files of one release are made from."""
        return cache(lambda lang: self.paper(document, lang, imprint))


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known. Called from ``AppConfig.ready()``, once a kind."""
    if _kinds.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"two kinds of release are called {kind.name}")


def kind_named(name: str) -> Kind:
    """Raises KeyError for a kind nobody registered."""
    return _kinds[name]


def guarded() -> list[str]:
    """The kinds whose documents tell of people: what one of them shows, the others reckon with."""
    return [kind.name for kind in _kinds.values() if kind.guard]


def canonical(document: Document) -> str:
    """The one way a document is written down: sorted keys, no spaces, UTF-8, no NaN."""
    return json.dumps(
        document, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
