"""A plain kind of release, so that the gate is tested without any pillar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from qantara.accounts.models import Holder, Person
from qantara.core.errors import DomainError
from qantara.papers import Facts, Paper, Paragraph, Run, Section
from qantara.releases import kinds
from qantara.releases.gate import approve_case, open_case, release_case, review_case
from qantara.releases.models import Audience, Case, Release
from tests.people import a_holder, a_person

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
REASON = {"ar": "خطأ", "en": "An error", "es": "Un error", "fr": "Une erreur"}


def document(text: str = "Bridges") -> dict[str, Any]:
    return {"voice": "city", "network": {"slug": "arches"}, "title": "Velmora", "text": text}


def _validate(given: dict[str, Any]) -> None:
    if not given.get("title"):
        raise DomainError("no title")


def _paper(given: dict[str, Any], lang: str, imprint: kinds.Imprint) -> Paper:
    body = Section(anchor="a", title="A", blocks=(Paragraph(runs=(Run(text=given["text"]),)),))
    return Paper(
        lang=lang, kicker="Leaflet", title=f"{given['title']} {lang}", lede=(Run(text="In short"),),
        facts=Facts(pairs=()), notices=(), sections=(body,), running="", address=imprint.address,
    )  # fmt: skip


def _artefacts(
    given: dict[str, Any], imprint: kinds.Imprint, _papers: kinds.Papers
) -> Iterator[kinds.Made]:
    for lang in ("ar", "en", "es", "fr"):
        yield kinds.Made(
            language=lang, format="txt", filename=f"leaflet-{imprint.number}.{lang}.txt",
            media_type="text/plain", content=f"{lang} {given['text']}".encode(),
        )  # fmt: skip


def _card(given: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": {"en": given["title"]}, "summary": {}, "demonstration": True,
        "network": given["network"]["slug"], "voice": given["voice"],
    }  # fmt: skip


LEAFLET = kinds.Kind(
    name="leaflet",
    schema="leaflet/1",
    validate=_validate,
    paper=_paper,
    artefacts=_artefacts,
    card=_card,
)


@pytest.fixture(autouse=True)
def leaflets() -> None:
    kinds.register(LEAFLET)


@dataclass(frozen=True)
class Team:
    """A city's three: who writes, who reviews, who signs; and two of another city."""

    city: Holder
    officer: Person
    reviewer: Person
    signatory: Person
    stranger: Person


def empty_site() -> None:
    """Copies are no tables of models: nothing empties them between tests."""
    with connection.cursor() as cursor:
        cursor.execute("delete from site.releases_release")
        cursor.execute("delete from site.releases_tombstone")


@pytest.fixture
def team(db: None) -> Team:
    empty_site()
    city, other = a_holder("velmora"), a_holder("ostrava-nova")
    return Team(
        city=city,
        officer=a_person("officer", ("officer", city)),
        reviewer=a_person("reviewer", ("reviewer", city)),
        signatory=a_person("signatory", ("signatory", city)),
        stranger=a_person(
            "stranger", ("signatory", other), ("officer", other), ("reviewer", other)
        ),
    )


def opened(team: Team, text: str = "Bridges") -> Case:
    return open_case(
        "leaflet", document(text), subject="velmora", holder=team.city, by=team.officer, at=AT
    )


def approved(
    team: Team,
    text: str = "Bridges",
    *,
    audience: str = Audience.PUBLIC,
    public_from: datetime = AT,
) -> Case:
    case = review_case(opened(team, text), by=team.reviewer, at=AT)
    return approve_case(case, by=team.signatory, at=AT, audience=audience, public_from=public_from)


def released(team: Team, text: str = "Bridges", **options: Any) -> Release:
    return release_case(approved(team, text, **options), by=team.signatory, at=AT)
