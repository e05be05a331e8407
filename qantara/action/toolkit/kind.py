"""The guide as a kind of release: its rules, its card, its files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from qantara.action.toolkit.document import SCHEMA, guide_of
from qantara.action.toolkit.files import tools
from qantara.action.toolkit.paper import paper
from qantara.core.errors import DomainError
from qantara.core.locales import LANGUAGES
from qantara.press import pdf
from qantara.releases import kinds
from qantara.releases.kinds import Document, Imprint, Made, Papers


def validate(document: Document) -> None:
    """Raises DomainError where the document is not whole."""
    if document.get("schema") != SCHEMA:
        raise DomainError(_("This is not a toolkit."))
    try:
        guide = guide_of(document)
        found = [guide.tools[name] for step in guide.steps for name in step.tools]
        titles = [
            guide.title,
            *(step.title for step in guide.steps),
            *(tool.title for tool in found),
        ]
        spoken = all(title[lang].strip() for title in titles for lang in LANGUAGES)
    except (KeyError, TypeError):
        spoken = False
    if not spoken:
        raise DomainError(_("The toolkit is incomplete. Make the document again from its files."))


def card(document: Document) -> Document:
    guide = guide_of(document)
    return {
        "title": dict(guide.title),
        "summary": dict(guide.about),
        "network": document["network"]["slug"],
        "voice": document["voice"],
        "demonstration": document["demonstration"],
        "guide": guide.id,
        "version": guide.version,
        "steps": len(guide.steps),
        "tools": len(guide.tools),
    }


def artefacts(document: Document, imprint: Imprint, printed: Papers) -> Iterator[Made]:
    """The document itself; by language the guide for print, and its tools as documents and tables."""
    guide = guide_of(document)
    stem = f"toolkit-{guide.id}-{imprint.number}"
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
        yield Made(
            language=lang, format="tools", filename=f"{stem}-tools-{lang}.zip",
            media_type="application/zip", content=tools(guide, lang, at=imprint.released_on),
        )  # fmt: skip


TOOLKIT = kinds.Kind(
    name="toolkit",
    schema=SCHEMA,
    validate=validate,
    paper=paper,
    artefacts=artefacts,
    card=card,
)
