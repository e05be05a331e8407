"""What the public side reads: releases that are public now.

The public process's database role finds copies of these under the same names, and nothing else
(``releases.site``); the conditions here serve the desk, which reads the tables themselves.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, QuerySet, When
from django.db.models.functions import Now

from qantara.files import store
from qantara.releases.models import Artefact, Audience, Body, Release, Tombstone

#: Which kind tells of a city's priorities.
PRIORITIES = "priority_paper"
#: Which kind tells of a city's progress on the recommendations.
PROGRESS = "progress"
#: Which kind a place's own page shows, where there are several: the city's own voice first.
PAGE_KINDS = ("profile", "figures", "entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A release's page in one language, without its frame."""

    address: str
    kind: str
    subject: str
    network: str
    number: int
    voice: str
    released_at: datetime
    languages: list[str]
    checksum: str
    renderer: int
    title: str
    summary: str
    html: str
    is_demonstration: bool
    is_fictional: bool
    quoted: tuple[str, ...] = ()  # addresses of releases whose figures it quotes


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    address: str
    kind: str
    number: int
    voice: str
    released_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file. ``language`` is empty where it is the same in all."""

    key: str
    language: str
    format: str
    filename: str
    media_type: str
    size: int
    pages: int | None
    checksum: str


def public() -> QuerySet[Release]:
    """Releases everyone may read at this moment, by the database's clock."""
    return Release.objects.filter(
        audience=Audience.PUBLIC, public_from__lte=Now(), withdrawn_at=None
    )


def page(subject: str, language: str, kinds: Sequence[str] = PAGE_KINDS) -> Page | None:
    """The page of a place: newest release of the first kind there is. One query."""
    rank = Case(*(When(release__kind=kind, then=place) for place, kind in enumerate(kinds)))
    bodies = _bodies(language).filter(release__subject=subject, release__kind__in=kinds)
    body = bodies.order_by(rank, "-release__number").first()
    return _page(body) if body else None


def page_at(address: str, language: str) -> Page | None:
    """The page of one release, at its permanent address. One query."""
    body = _bodies(language).filter(release__address=address).first()
    return _page(body) if body else None


def versions(subject: str) -> list[Version]:
    """Every standing release of a place, newest first, whatever its kind. One query."""
    rows = public().filter(subject=subject).order_by("-released_at", "-number")
    return [
        Version(**row) for row in rows.values("address", "kind", "number", "voice", "released_at")
    ]


def downloads(address: str, language: str) -> list[Download]:
    """A release's files in one language, and those without language. One query."""
    rows = Artefact.objects.filter(
        release__in=public().filter(address=address), language__in=[language, ""]
    ).order_by("format")
    names = ("key", "language", "format", "filename", "media_type", "size", "pages", "checksum")
    return [Download(**row) for row in rows.values(*names)]


def download(address: str, filename: str) -> tuple[Download, bytes] | None:
    """One file of a public release with its bytes."""
    row = (
        Artefact.objects.filter(release__in=public().filter(address=address), filename=filename)
        .values("key", "language", "format", "filename", "media_type", "size", "pages", "checksum")
        .first()
    )
    return (Download(**row), store.read_key(row["key"], "public")) if row else None


def newest(*, network: str, kinds: Sequence[str], limit: int = 8) -> list[Mapping[str, Any]]:
    """Cards of the newest releases of a network, with address, kind, subject, number, released_at."""
    rows = (
        public().filter(network=network, kind__in=kinds).order_by("-released_at", "subject")[:limit]
    )
    return list(rows.values("address", "kind", "subject", "number", "voice", "released_at", "card"))


def newest_document(*, kind: str, subject: str) -> dict[str, Any] | None:
    """The newest public document of one kind and subject, parsed, with its release's facts."""
    row = (
        public().filter(kind=kind, subject=subject).order_by("-number")
        .values("address", "number", "released_at", "checksum", "document").first()
    )  # fmt: skip
    return {**row, "document": json.loads(row["document"])} if row else None


def as_of(subject: str, kind: str, day: date) -> str | None:
    """The permanent address of the release that stood on a day: an as-of read resolves to it."""
    return (
        public().filter(subject=subject, kind=kind, released_at__date__lte=day)
        .order_by("-number").values_list("address", flat=True).first()
    )  # fmt: skip


def subjects(network: str, kinds: Sequence[str] = PAGE_KINDS) -> list[Mapping[str, Any]]:
    """Subject, kind and date of every place's newest release, for sitemap and lists."""
    rows = (
        public().filter(network=network, kind__in=kinds)
        .order_by("subject", "kind", "-number").distinct("subject", "kind")
    )  # fmt: skip
    return list(rows.values("address", "kind", "subject", "number", "voice", "released_at", "card"))


def tombstone(address: str) -> Tombstone | None:
    return Tombstone.objects.filter(address=address).first()


def tombstone_of(subject: str, kinds: Sequence[str] = PAGE_KINDS) -> Tombstone | None:
    """The newest withdrawal among the releases of a place's own page, or of other kinds."""
    withdrawn = Tombstone.objects.filter(subject=subject, kind__in=kinds)
    return withdrawn.order_by("-withdrawn_at", "-number").first()


def _bodies(language: str) -> QuerySet[Body, Any]:
    return Body.objects.filter(release__in=public(), language=language).values(
        "title", "summary", "html", "renderer", "release__address", "release__kind",
        "release__subject", "release__network", "release__number", "release__voice",
        "release__released_at", "release__languages", "release__checksum", "release__card",
    )  # fmt: skip


def _page(row: dict[str, Any]) -> Page:
    values = {key.removeprefix("release__"): value for key, value in row.items()}
    card = values.pop("card")
    return Page(
        **values,
        is_demonstration=bool(card.get("demonstration")),
        is_fictional=bool(card.get("is_fictional")),
        quoted=tuple(card.get("quoted", ())),
    )
