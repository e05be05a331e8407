"""A set of recommendations as a kind of release."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from qantara.action.recommendations import paper as papers
from qantara.action.recommendations.document import SCHEMA, set_of
from qantara.core.errors import DomainError
from qantara.core.locales import LANGUAGES
from qantara.press import pdf
from qantara.releases import kinds
from qantara.releases.kinds import Document, Imprint, Made, Papers

KIND = "recommendations"


def validate(document: Document) -> None:
    """Raises DomainError where the document is not whole."""
    if document.get("schema") != SCHEMA:
        raise DomainError(_("This is not a set of recommendations."))
    try:
        found = set_of(document)
        titled = all(
            one.title[lang].strip() for one in found.in_force.values() for lang in LANGUAGES
        )
    except (KeyError, TypeError):
        titled = False
    if not titled or not found.in_force or not (found.is_placeholder or found.source):
        raise DomainError(
            _("The set is incomplete: headings in four languages, and a source unless it is a placeholder.")
        )  # fmt: skip


def card(document: Document) -> Document:
    found = set_of(document)
    return {
        "title": {lang: papers.title(document, lang) for lang in LANGUAGES},
        "summary": {lang: papers.lede(document, lang) for lang in LANGUAGES},
        "network": document["network"]["slug"],
        "voice": document["voice"],
        "is_fictional": document["network"]["is_fictional"],
        "demonstration": document["demonstration"],
        "version": found.number,
        "is_placeholder": found.is_placeholder,
        "recommendations": [
            {"code": one.code, "title": dict(one.title)} for one in found.in_force.values()
        ],
    }


def artefacts(document: Document, imprint: Imprint, printed: Papers) -> Iterator[Made]:
    """The document itself, and the set for print in each language."""
    stem = f"{document['network']['slug']}-recommendations-{imprint.number}"
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


RECOMMENDATIONS = kinds.Kind(
    name=KIND,
    schema=SCHEMA,
    validate=validate,
    paper=papers.paper,
    artefacts=artefacts,
    card=card,
)
