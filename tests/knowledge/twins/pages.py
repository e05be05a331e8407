"""The city's release on the public site, and every page that speaks of it."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction
from django.test import Client

from qantara.core.ids import uuid7
from qantara.core.locales import LANGUAGES
from qantara.knowledge import frameworks
from qantara.knowledge.frameworks import kind as framework_kind
from qantara.knowledge.frameworks.document import framework_document
from qantara.knowledge.profiles import kind
from qantara.knowledge.profiles.draft import Document
from qantara.publishing.site import indicators, kept
from qantara.releases.kinds import canonical
from qantara.releases.models import Body, Release
from qantara.web import paper as web_paper
from tests.knowledge.twins import city
from tests.publishing import released

NETWORK = "four-shores"
#: A number drawn for each request.
OF_REQUEST = "X-Request-Id"
#: Indicators with figures that are withheld.
INDICATORS = ("coh-02", "flw-04", "pop-01")


def answers(document: Document, files: dict[str, bytes]) -> dict[str, bytes]:
    """Head and body of each answer of the site while this is the only release of a city."""
    with transaction.atomic():
        _around()
        release = _city(document)
        for filename, content in files.items():
            lang, rest = filename.removeprefix("ardelune-1-")[:2], filename[len("ardelune-1-ar") :]
            released.a_file(release, language=lang, file_format=rest.lstrip(".-"), content=content)
        kept.shelf.clear()
        indicators.released.cache_clear()
        found = dict(map(_answer, addresses()))
        transaction.set_rollback(True)
    return found


def _answer(address: str) -> tuple[str, bytes]:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    headers = sorted(answer.headers.items())
    head = "\n".join(f"{name}: {value}" for name, value in headers if name != OF_REQUEST)
    return address, head.encode() + b"\n\n" + answer.content


def _around() -> None:
    """What a site has beside its cities: the network's directory, the catalogue of indicators."""
    directory = released.directory()
    directory["network"]["slug"] = NETWORK
    _released("directory", NETWORK, "twinbooks2", directory, {"title": city.NAME})
    facts = {"slug": NETWORK, "name": city.NAME, "is_fictional": True}
    catalogue = framework_document(frameworks.default(), facts, is_demonstration=True)
    _released("framework", NETWORK, "twinindex2", catalogue, framework_kind.card(catalogue))


def _city(document: Document) -> Release:
    card = kind.PROFILE.card(document)
    release = _released("profile", "ardelune", city.ADDRESS, document, card)
    for lang in LANGUAGES:
        paper = kind.PROFILE.paper(document, lang, city.IMPRINT)
        Body.objects.create(
            release=release,
            language=lang,
            renderer=web_paper.VERSION,
            title=paper.title,
            summary="".join(run.text for run in paper.lede),
            html=web_paper.body(paper),
        )
    return release


def _released(
    of: str, subject: str, address: str, document: Document, card: dict[str, Any]
) -> Release:
    """As the gate leaves it, but at an address that is always the same."""
    text = canonical(document)
    return Release.objects.create(
        kind=of,
        schema=f"{of}/1",
        subject=subject,
        network=NETWORK,
        holder_id=uuid7(),
        number=1,
        address=address,
        voice="network",
        audience="public",
        public_from=city.AT,
        released_at=city.AT,
        languages=list(LANGUAGES),
        card={"summary": {}, "demonstration": True} | card,
        document=text,
        checksum=hashlib.sha256(text.encode()).hexdigest(),
    )


def addresses() -> list[str]:
    of_languages = [
        f"/{lang}/{page}"
        for lang in LANGUAGES
        for page in (
            "",
            "members/",
            "cities/ardelune/",
            f"r/{city.ADDRESS}/",
            "indicators/",
            *(f"indicators/{code}/" for code in INDICATORS),
        )
    ]
    return [*of_languages, "/sitemap.xml"]
