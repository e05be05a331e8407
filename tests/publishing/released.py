"""Releases of a made-up network, as the gate leaves them: frozen rows, files and pages."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from qantara.core.ids import uuid7
from qantara.files import store
from qantara.papers import Paper
from qantara.releases import site
from qantara.releases.kinds import canonical
from qantara.releases.models import Artefact, Body, Release
from qantara.web import paper as web_paper

NETWORK = "riverbank"
LANGUAGES = ["ar", "en", "es", "fr"]


def a_release(
    kind: str,
    subject: str,
    *,
    number: int = 1,
    released_at: datetime = datetime(2026, 10, 14, 9, tzinfo=UTC),
    document: dict[str, Any] | None = None,
    card: dict[str, Any] | None = None,
    papers: tuple[Paper, ...] = (),
    network: str = NETWORK,
    previous: Release | None = None,
    audience: str = "public",
) -> Release:
    """A release, public unless said otherwise, with a page for each of ``papers``."""
    text = canonical(document or {"schema": f"{kind}/1"})
    release = Release.objects.create(
        kind=kind,
        schema=f"{kind}/1",
        subject=subject,
        network=network,
        holder_id=uuid7(),
        number=number,
        voice="network",
        audience=audience,
        public_from=released_at,
        released_at=released_at,
        languages=[paper.lang for paper in papers] or LANGUAGES,
        card=card
        or {
            "title": {lang: subject.title() for lang in LANGUAGES},
            "summary": {},
            "demonstration": True,
        },
        document=text,
        checksum=hashlib.sha256(text.encode()).hexdigest(),
        previous=previous,
    )
    Body.objects.bulk_create(
        Body(
            release=release,
            language=paper.lang,
            renderer=web_paper.VERSION,
            title=paper.title,
            summary="".join(run.text for run in paper.lede),
            html=web_paper.body(paper),
        )
        for paper in papers
    )
    site.bring_up_to_date()
    return release


def place(
    slug: str,
    name: dict[str, str],
    country: str,
    longitude: float,
    latitude: float,
    *,
    has_page: bool = True,
) -> dict[str, Any]:
    return {
        "slug": slug,
        "name": name,
        "type": "municipality",
        "longitude": longitude,
        "latitude": latitude,
        "country": {"code": country[:2].upper(), "name": {"en": country}},
        "has_page": has_page,
    }


def member(
    slug: str,
    name: dict[str, str],
    places: list[dict[str, Any]],
    *,
    number: int,
    joined_in: int = 1,
    since: str | None = "2015-01-01",
    until: str | None = None,
) -> dict[str, Any]:
    return {
        "slug": slug,
        "name": name,
        "kind": "city",
        "number": number,
        "role": "member",
        "joined_in": joined_in,
        "from": since,
        "to": until,
        "places": places,
        "country": places[0]["country"],
        "note": {},
        "source": "Minutes of the founding meeting",
    }


def directory() -> dict[str, Any]:
    """Three members in two phases: a city, a city with its metropolis, a fund standing for two cities."""
    return {
        "schema": "directory/1",
        "voice": "network",
        "demonstration": True,
        "network": {
            "slug": NETWORK,
            "name": {"en": "Riverbank Network", "ar": "شبكة ضفة النهر"},
            "is_fictional": True,
        },
        "extent": [0.0, 30.0, 20.0, 45.0],
        "has_coast": False,
        "phases": [
            {
                "number": 1,
                "name": {"en": "Phase I", "ar": "المرحلة الأولى"},
                "from": "2015-01-01",
                "to": "2018-12-31",
            },
            {
                "number": 2,
                "name": {"en": "Phase II", "ar": "المرحلة الثانية"},
                "from": "2018-07-01",
                "to": "2021-03-31",
            },
        ],
        "members": [
            member(
                "marawel",
                {"en": "Marawel", "ar": "مراويل"},
                [place("marawel", {"en": "Marawel", "ar": "مراويل"}, "Aldovia", 5, 40)],
                number=1,
            ),
            member(
                "tarsis",
                {"en": "Tarsis", "ar": "ترسيس"},
                [
                    place("tarsis", {"en": "Tarsis", "ar": "ترسيس"}, "Berrania", 10, 38),
                    place(
                        "tarsis-metropolis",
                        {"en": "Tarsis Metropolis", "ar": "ترسيس الكبرى"},
                        "Berrania",
                        10.01,
                        38,
                        has_page=False,
                    ),
                ],
                number=2,
                until="2018-12-31",
            ),
            member(
                "fund",
                {"en": "Fund of Two Cities", "ar": "صندوق المدينتين"},
                [
                    place("east-quay", {"en": "East Quay"}, "Berrania", 14, 35),
                    place(
                        "west-quay", {"en": "West Quay", "ar": "الرصيف الغربي"}, "Berrania", 12, 33
                    ),
                ],
                number=3,
                joined_in=2,
                since=None,
            ),
        ],
        "organisations": [],
        "fundings": [],
        "facts": [],
    }


def a_file(
    release: Release,
    *,
    language: str = "en",
    file_format: str = "pdf",
    content: bytes = b"%PDF-",
    pages: int | None = 24,
) -> Artefact:
    """A file of a release, its bytes in the public store."""
    return Artefact.objects.create(
        release=release,
        language=language,
        format=file_format,
        filename=f"{release.subject}-{release.number}-{language}.{file_format}",
        media_type="application/pdf",
        size=len(content),
        pages=pages,
        checksum=hashlib.sha256(content).hexdigest(),
        store="public",
        key=store.write(content, "public"),
    )
