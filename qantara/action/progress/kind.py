"""A city's progress as a kind of release: brought to the gate, checked, printed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import jsonschema
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.action.progress import paper as papers
from qantara.action.progress.document import SCHEMA, blocks_in, draft, quotes_in
from qantara.action.progress.harmless import demand_harmless, demand_quotes
from qantara.action.progress.models import Commitment, ProgressReport
from qantara.core import fence, trace
from qantara.core.errors import DomainError
from qantara.core.locales import LANGUAGES
from qantara.editions.models import Block, Version
from qantara.network.models import Territory
from qantara.press import pdf
from qantara.releases import kinds
from qantara.releases.gate import open_case
from qantara.releases.kinds import Document, Imprint, Made, Papers
from qantara.releases.models import Case

KIND = "progress"
_EVER = datetime(1, 1, 1, tzinfo=UTC)


@transaction.atomic
def bring(territory: Territory, *, holder: Holder, by: Person, at: datetime) -> Case:
    """Draft the cells a place lets out as everything stands, and bring them to the gate."""
    document = draft(territory, at=at)
    demand_harmless(document, holder=holder, at=at)
    demand_quotes(document)
    case = open_case(KIND, document, subject=territory.slug, holder=holder, by=by, at=at)
    trace.link_all(
        [
            (trace.node(case), "tells of", ("action.commitment", cell["id"]))
            for cell in document["cells"]
        ]
    )
    return case


@cache
def _validator() -> jsonschema.Draft202012Validator:
    path = Path(__file__).parent / "schema" / "progress-1.json"
    return jsonschema.Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def validate(document: Document) -> None:
    """Raises DomainError for what breaks the schema."""
    error = jsonschema.exceptions.best_match(_validator().iter_errors(document))
    if error is not None:
        raise DomainError(
            _("The document does not have its form at “%(place)s”: %(problem)s.")
            % {"place": error.json_path, "problem": error.message[:200]}
        )


def card(document: Document) -> Document:
    """What lists and the grid of all cities show."""
    place, about = document["place"], document["about"]
    return {
        "title": {lang: papers.title(document, lang) for lang in LANGUAGES},
        "summary": {lang: papers.lede(document, lang) for lang in LANGUAGES},
        "network": about["network"],
        "voice": about["voice"],
        "is_fictional": about["is_fictional"],
        "demonstration": about["demonstration"],
        "place": place["slug"],
        "name": place["name"],
        "cells": {cell["code"]: _cell(cell) for cell in document["cells"]},
        "quoted": sorted({row["release"] for row in quotes_in(document)}),
    }


def _cell(cell: dict[str, Any]) -> dict[str, Any]:
    """A cell of the grid: its level, or what stands in its place; the day, and that of its check."""
    newest = cell["reports"][-1] if cell["reports"] else None
    return {
        "stance": cell["stance"],
        "level": newest["level"] if newest else None,
        "on": newest["on"] if newest else None,
        "checked_on": newest["check"]["on"] if newest and newest["check"] else None,
        "standing": newest["check"]["standing"] if newest and newest["check"] else None,
    }


def artefacts(document: Document, imprint: Imprint, printed: Papers) -> Iterator[Made]:
    """The document itself, and the paper for print in each language."""
    stem = f"{document['place']['slug']}-progress-{imprint.number}"
    yield Made(
        language="", format="json", filename=f"{stem}.json", media_type="application/json",
        content=kinds.canonical(document).encode(),
    )  # fmt: skip
    fonts: Path = settings.VAR / "fonts" / "print"
    for lang in LANGUAGES:
        yield Made(
            language=lang, format="pdf", filename=f"{stem}-{lang}.pdf",
            media_type="application/pdf",
            content=pdf.pdf(printed(lang), at=imprint.released_on, fonts=fonts),
        )  # fmt: skip


@fence.reaching("draft")
def contributors(document: Document, since: datetime | None) -> Iterable[UUID]:
    """People who wrote or translated its texts, or reported, after a moment or ever."""
    since = since or _EVER
    texts = Block.objects.filter(pk__in=[one["id"] for one in blocks_in(document)]).values("text")
    wrote = Version.objects.filter(block__text__in=texts, at__gt=since).exclude(by=None)
    keys = [cell["id"] for cell in document["cells"]]
    made = Commitment.objects.filter(pk__in=keys, made_at__gt=since)
    reported = ProgressReport.objects.filter(commitment__in=keys, reported_at__gt=since)
    return {
        *wrote.values_list("by", flat=True),
        *made.values_list("made_by", flat=True),
        *reported.values_list("reported_by", flat=True),
    }


PROGRESS = kinds.Kind(
    name=KIND,
    schema=SCHEMA,
    validate=validate,
    paper=papers.paper,
    artefacts=artefacts,
    card=card,
    stands=demand_quotes,
    contributors=contributors,
)
