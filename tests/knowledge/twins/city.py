"""The fictional city as it is published: protected, drafted, printed and shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import polars as pl

from qantara.core.locales import LANGUAGES
from qantara.demo.fictional import read
from qantara.knowledge import frameworks
from qantara.knowledge.disclosure import Protected, Rules, declared, protect
from qantara.knowledge.disclosure.reveal import protected
from qantara.knowledge.profiles import kind
from qantara.knowledge.profiles.draft import Document, draft
from qantara.knowledge.profiles.parts import About
from qantara.papers import Paper
from qantara.releases.kinds import Imprint, Issue
from qantara.web import paper as web_paper

KEY = b"private to the fictional network"
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
ADDRESS = "twincity22"
IMPRINT = Imprint(
    number=1, released_on=AT, address=f"https://example.org/r/{ADDRESS}", previous=None
)
NAME = {
    "ar": "أردلون",
    "en": "Ardelune",
    "es": "Ardeluna",
    "fr": "Ardelune",
}
#: Raised so high that pyramids, series, nets and bars have gaps: the city is large.
RULES = Rules(people=400, sensitive=100)


def guarded() -> Protected:
    return protect(read.figures(), declared(frameworks.default()), RULES, key=KEY)


def drafted(found: Protected, figures: pl.DataFrame) -> Document:
    """The document of a city with these figures, under the decision that was taken."""
    frame = protected(figures, found.real.hidden())
    document = draft(
        "profile",
        place=read.place(),
        about=About(
            network="four-shores",
            network_names=NAME,
            as_of=date(2026, 11, 1),
            voice="city",
            is_fictional=True,
            publisher=NAME,
            licence="CC BY 4.0",
            correction="mailto:figures@example.org",
        ),
        frame=frame,
        framework=frameworks.default(),
        sources=list(read.sources().values()),
        names=read.names(),
        chapters=[],
        notes=read.notes(),
    )
    kind.PROFILE.validate(document)
    return document


def shown(document: Document) -> dict[str, str]:
    """The page's own part in each language, and what lists show."""
    pages = {
        lang: web_paper.body(kind.PROFILE.paper(document, lang, IMPRINT)) for lang in LANGUAGES
    }
    return pages | {"card": repr(kind.PROFILE.card(document))}


def earlier() -> Document:
    """An earlier release of the same city, which showed more."""
    found = protect(read.figures(), declared(frameworks.default()), Rules(), key=KEY)
    return drafted(found, found.folded)


def changed(older: Document, newer: Document, lang: str) -> tuple[Paper, bytes]:
    """What a release changed against an earlier one, to be read and as a table."""
    assert kind.PROFILE.comparison
    before = Imprint(number=1, released_on=AT, address="https://example.org/r/twinbefore")
    pair = Issue(document=older, imprint=before), Issue(document=newer, imprint=IMPRINT)
    return kind.PROFILE.comparison.paper(*pair, lang), kind.PROFILE.comparison.table(*pair, lang)


def files(document: Document) -> dict[str, bytes]:
    papers = kind.PROFILE.papers(document, IMPRINT)
    return {one.filename: one.content for one in kind.PROFILE.artefacts(document, IMPRINT, papers)}


def withheld(found: Protected) -> Iterator[str]:
    """Keys of the figures withheld."""
    yield from found.frame.filter(pl.col("state") == "withheld")["key"].to_list()
