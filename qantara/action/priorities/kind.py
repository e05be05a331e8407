"""The City Priority Paper as a kind of release: brought to the gate, checked, printed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from uuid import UUID

import jsonschema
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.action.priorities import paper as papers
from qantara.action.priorities.checks import demand_harmless
from qantara.action.priorities.document import SCHEMA, blocks_in, draft, quotes_in
from qantara.action.priorities.endorse import PAPER
from qantara.action.priorities.models import Endorsement, Quote
from qantara.action.priorities.quotes import demand_standing
from qantara.core import fence, trace
from qantara.core.errors import DomainError
from qantara.core.locales import LANGUAGES
from qantara.editions.models import Block, Version
from qantara.press import pdf
from qantara.releases import kinds
from qantara.releases.gate import open_case
from qantara.releases.kinds import Document, Imprint, Made, Papers
from qantara.releases.models import Case, Release

_EVER = datetime(1, 1, 1, tzinfo=UTC)


@transaction.atomic
def bring(endorsement: Endorsement, *, by: Person, at: datetime) -> Case:
    """Draft the paper of an act as everything stands, and bring it to the gate."""
    if endorsement.undone_at is not None:
        raise DomainError(_("This has been taken back already."))
    document = draft(endorsement, at=at)
    demand_harmless(document, holder=endorsement.holder, at=at)
    demand_quotes(document)
    case = open_case(
        PAPER, document, subject=endorsement.territory.slug, holder=endorsement.holder, by=by, at=at
    )
    trace.link(case, "tells of", endorsement)
    return case


@cache
def _validator() -> jsonschema.Draft202012Validator:
    path = Path(__file__).parent / "schema" / "priority_paper-1.json"
    return jsonschema.Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def validate(document: Document) -> None:
    """Raises DomainError for what breaks the schema."""
    error = jsonschema.exceptions.best_match(_validator().iter_errors(document))
    if error is not None:
        raise DomainError(
            _("The document does not have its form at “%(place)s”: %(problem)s.")
            % {"place": error.json_path, "problem": error.message[:200]}
        )


@fence.reaching("gate")
def demand_quotes(document: Document) -> None:
    """Every quoted figure is public still, printed as it was quoted. Raises DomainError."""
    rows = quotes_in(document)
    found = {
        one.address: one
        for one in Release.objects.filter(address__in={row["release"] for row in rows})
    }
    if missing := {row["release"] for row in rows} - found.keys():
        raise DomainError(
            _("There is no release “%(address)s” to quote from.") % {"address": sorted(missing)[0]}
        )
    demand_standing((found[row["release"]], row["key"], row["printed"]) for row in rows)


def card(document: Document) -> Document:
    """What lists show; ``endorsement`` and ``quoted`` tell what it rests on."""
    place, about = document["place"], document["about"]
    return {
        "title": {lang: papers.title(document, lang) for lang in LANGUAGES},
        "summary": {lang: papers.lede(document, lang) for lang in LANGUAGES},
        "network": about["network"],
        "voice": about["voice"],
        "is_fictional": about["is_fictional"],
        "demonstration": about["demonstration"],
        "place": place["slug"],
        "priorities": len(document["priorities"]),
        "endorsement": document["endorsement"]["id"],
        "quoted": sorted({row["release"] for row in quotes_in(document)}),
    }


def artefacts(document: Document, imprint: Imprint, printed: Papers) -> Iterator[Made]:
    """The document itself, and the paper for print in each language."""
    stem = f"{document['place']['slug']}-priorities-{imprint.number}"
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
    """People who wrote or translated its texts, or chose its figures, after a moment or ever."""
    since = since or _EVER
    texts = Block.objects.filter(pk__in=[one["id"] for one in blocks_in(document)]).values("text")
    wrote = Version.objects.filter(block__text__in=texts, at__gt=since).exclude(by=None)
    quoted = Quote.objects.filter(
        priority__in=[one["id"] for one in document["priorities"]], quoted_at__gt=since
    )
    return {*wrote.values_list("by", flat=True), *quoted.values_list("quoted_by", flat=True)}


PRIORITY_PAPER = kinds.Kind(
    name=PAPER,
    schema=SCHEMA,
    validate=validate,
    paper=papers.paper,
    artefacts=artefacts,
    card=card,
    stands=demand_quotes,
    contributors=contributors,
)
