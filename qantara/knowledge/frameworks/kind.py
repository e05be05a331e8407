"""The indicator framework as a kind of release: its rules, its card, its files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from qantara.core.errors import DomainError
from qantara.core.locales import LANGUAGES
from qantara.knowledge.frameworks import released
from qantara.knowledge.frameworks.document import SCHEMA, framework_of
from qantara.knowledge.frameworks.fingerprint import fingerprint
from qantara.knowledge.frameworks.schema import Framework, Indicator, Variant
from qantara.press import pdf
from qantara.releases import kinds
from qantara.releases.kinds import Document, Imprint, Made, Papers
from qantara.releases.models import Release
from qantara.tables import csv

#: What the CSV says in every language, by the name of the field.
_TEXTS = ("name", "definition", "usual_source")


def validate(document: Document) -> None:
    """Raises DomainError where the document is not whole, or its version was released otherwise."""
    if document.get("schema") != SCHEMA:
        raise DomainError(_("This is not an indicator catalogue."))
    try:
        framework = framework_of(document)
    except (KeyError, TypeError) as error:
        raise DomainError(
            _("The indicator catalogue is incomplete. Make the document again from its files.")
        ) from error
    if fingerprint(framework) != framework.content_hash:
        raise DomainError(
            _(
                "The content of the indicator catalogue does not match its checksum. Make the"
                " document again from its files."
            )
        )
    same_version = Release.objects.filter(
        kind="framework", card__framework=framework.id, card__version=framework.version
    )
    if same_version.exclude(card__content_hash=framework.content_hash).exists():
        raise DomainError(
            _(
                "Version %(version)s of the indicator catalogue has been released with another"
                " content. Give the catalogue a new version."
            )
            % {"version": framework.version}
        )


def card(document: Document) -> Document:
    framework = framework_of(document)
    core = sum(one.is_core for one in framework.indicators)
    return {
        "title": dict(framework.name),
        "summary": dict(framework.about),
        "network": document["network"]["slug"],
        "voice": document["voice"],
        "demonstration": document["demonstration"],
        "framework": framework.id,
        "version": framework.version,
        "content_hash": framework.content_hash,
        "domains": len(framework.domains),
        "indicators": len(framework.indicators),
        "core": core,
        "extended": len(framework.indicators) - core,
    }


def artefacts(document: Document, imprint: Imprint, _papers: Papers) -> Iterator[Made]:
    """The document itself, a table of all definitions, and the catalogue for print, by language."""
    framework = framework_of(document)
    stem = f"indicators-{framework.id}-{imprint.number}"
    yield Made(
        language="", format="json", filename=f"{stem}.json", media_type="application/json",
        content=kinds.canonical(document).encode(),
    )  # fmt: skip
    yield Made(
        language="", format="csv", filename=f"{stem}.csv", media_type="text/csv; charset=utf-8",
        content=table(framework),
    )  # fmt: skip
    fonts: Path = settings.VAR / "fonts" / "print"
    for lang in LANGUAGES:
        paper = released.whole(document, lang, imprint)
        yield Made(
            language=lang, format="pdf", filename=f"{stem}-{lang}.pdf",
            media_type="application/pdf",
            content=pdf.pdf(paper, at=imprint.released_on, fonts=fonts),
        )  # fmt: skip


def table(framework: Framework) -> bytes:
    """All definitions as CSV, one row each; codes in a list are parted by spaces or semicolons."""
    heads = [
        "code", "indicator", "domain", "tier", "unit", "also_units", "direction", "breakdowns",
        "sdg", "rights", "inspired_by", "audience", "country", "protection", "measure", "share_of",
        *(f"{field}_{lang}" for field in _TEXTS for lang in LANGUAGES),
    ]  # fmt: skip
    rows = [row for one in framework.indicators for row in _rows(one)]
    return csv.table(heads, rows, has_bom=True)


def _rows(indicator: Indicator) -> Iterator[list[str]]:
    """The row of an indicator, then one of each variant; a variant repeats what it shares."""
    variants = [(f"{indicator.code}/{one.id}", one, one.country) for one in indicator.variants]
    definitions: list[tuple[str, Indicator | Variant, str]] = [
        (indicator.code, indicator, ""),
        *variants,
    ]
    for code, found, country in definitions:
        counts = found.counts
        yield [
            code,
            indicator.code,
            indicator.domain,
            indicator.tier,
            found.unit,
            " ".join(indicator.also_units),
            indicator.direction,
            " ".join(found.breakdowns),
            " ".join(indicator.sdg),
            "; ".join(indicator.rights),
            "; ".join(indicator.inspired_by),
            indicator.audience,
            country,
            counts.protection if counts else "",
            counts.measure if counts else "",
            (counts.share_of or "") if counts else "",
            *(getattr(found, field)[lang] for field in _TEXTS for lang in LANGUAGES),
        ]


FRAMEWORK = kinds.Kind(
    name="framework",
    schema=SCHEMA,
    validate=validate,
    paper=released.overview,
    artefacts=artefacts,
    card=card,
)
