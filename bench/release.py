"""A release of a full profile: all artefacts in four languages, from the protected frame.

Limit: 2 s, with at least 20 charts. Each round has a fresh process, since Typst remembers what it has
set; it has shown the draft's pages to a reviewer before, as every release was. A release that is the
first thing its process does is measured besides, and for comparison Typst alone: one PDF after the
other, their values made before.
Run: python -m bench.release
"""

from __future__ import annotations

import gc
import os
from multiprocessing import get_context

os.environ["DJANGO_SETTINGS_MODULE"] = "qantara.config.settings"

import django

django.setup()

from collections.abc import Callable
from datetime import UTC, date, datetime
from time import perf_counter, process_time
from typing import TypeVar

import polars as pl

from qantara.core.locales import LANGUAGES
from qantara.demo.fictional import read
from qantara.knowledge import frameworks
from qantara.knowledge.disclosure import Rules, guard
from qantara.knowledge.disclosure.declaration import declared
from qantara.knowledge.profiles import files
from qantara.knowledge.profiles.draft import Document, draft
from qantara.knowledge.profiles.kind import PROFILE
from qantara.knowledge.profiles.parts import About
from qantara.papers import Figure
from qantara.press import pdf
from qantara.releases.kinds import Imprint
from qantara.web import paper as web_paper

T = TypeVar("T")

ROUNDS = 3
LIMIT = 2.0
FRAMEWORK = frameworks.load(frameworks.DEFAULT)
IMPRINT = Imprint(
    number=1,
    released_on=datetime(2026, 11, 20, 9, tzinfo=UTC),
    address="https://qantara.example/r/abc",
)


def protected() -> pl.DataFrame:
    """The fictional city's figures after the guard."""
    figures = read.figures()
    return guard.protect(figures, declared(FRAMEWORK), Rules(), key=b"bench").frame


def drafted(frame: pl.DataFrame) -> Document:
    place = read.place()
    return draft(
        "profile",
        place=place,
        about=About(
            network="four-shores",
            network_names=place.names,
            as_of=date(2026, 11, 1),
            voice="city",
            is_fictional=True,
            publisher=place.names,
            licence="CC BY 4.0",
            correction="mailto:figures@qantara.example",
        ),
        frame=frame,
        framework=FRAMEWORK,
        sources=list(read.sources().values()),
        names=read.names(),
        chapters=read.chapters(),
        notes=read.notes(),
    )


def pages(document: Document) -> list[str]:
    return [web_paper.body(PROFILE.paper(document, lang, IMPRINT)) for lang in LANGUAGES]


def as_at_the_desk() -> None:
    """What the desk's processes do when they begin (``qantara.config.desk_wsgi``)."""
    gc.collect()
    gc.freeze()


def first_release(frame: pl.DataFrame) -> tuple[float, float, int, int]:
    """Wall and CPU seconds of one release; how many files, of how many bytes."""
    begun, worked = perf_counter(), process_time()
    document = drafted(frame)
    PROFILE.validate(document)
    papers = PROFILE.papers(document, IMPRINT)
    files_of_it = PROFILE.artefacts(document, IMPRINT, papers)
    shown = [web_paper.body(papers(lang)) for lang in LANGUAGES]
    made = list(files_of_it)
    seconds, cpu = perf_counter() - begun, process_time() - worked
    size = sum(len(one.content) for one in made) + sum(len(page.encode()) for page in shown)
    return seconds, cpu, len(made) + len(shown), size


def release(frame: pl.DataFrame) -> tuple[float, float, int, int]:
    """The same where a reviewer has read the draft."""
    pages(drafted(frame))
    return first_release(frame)


def typst_alone(frame: pl.DataFrame) -> float:
    """Seconds Typst takes for the four PDFs, their values made before."""
    document = drafted(frame)
    papers = [PROFILE.paper(document, lang, IMPRINT) for lang in LANGUAGES]
    begun = perf_counter()
    for paper in papers:
        pdf.pdf(paper, at=IMPRINT.released_on, fonts=files.print_fonts())
    return perf_counter() - begun


def fresh(act: Callable[[pl.DataFrame], T], frame: pl.DataFrame) -> T:
    """What ``act`` gives in a process of its own."""
    with get_context("spawn").Pool(1, as_at_the_desk) as pool:
        return pool.apply(act, (frame,))


def main() -> None:
    frame = protected()
    charts = sum(
        isinstance(block, Figure) and block.drawing is not None
        for section in PROFILE.paper(drafted(frame), "en", IMPRINT).sections
        for block in section.blocks
    )
    rounds = [[fresh(act, frame) for act in (release, first_release)] for _ in range(ROUNDS)]
    reviewed, first = (sorted(found)[ROUNDS // 2] for found in zip(*rounds, strict=True))
    alone = sorted(fresh(typst_alone, frame) for _ in range(ROUNDS))[ROUNDS // 2]
    seconds, cpu, made, size = reviewed
    print(
        f"{charts} charts, {made} files and pages, {size / 1e6:.1f} MB: {seconds:.2f} s "
        f"({cpu:.2f} s of {os.cpu_count()} processors) = {seconds / LIMIT:.2f} of the limit of "
        f"{LIMIT:.0f} s, {seconds / alone:.2f} of Typst alone ({alone:.2f} s)\n"
        f"first thing a process does: {first[0]:.2f} s ({first[1]:.2f} s of processors); "
        f"load of the machine {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    main()
