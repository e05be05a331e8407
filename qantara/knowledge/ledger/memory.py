"""What has been read: every release outside the city, of any kind, under embargo or withdrawn.

A release under embargo will be read, a withdrawn one was. One for the city alone is not remembered.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import polars as pl
from django.db.models import Q

from qantara.knowledge.disclosure.decision import World
from qantara.knowledge.ledger.linked import linked
from qantara.knowledge.ledger.models import Decision, Proof
from qantara.releases.models import Audience, Release

#: From a released document to its figure frame; None for a kind without figures.
Reading = Callable[[dict[str, Any]], pl.DataFrame | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """``releases`` that speak of the same people, and the ``figures`` of each, oldest first."""

    releases: tuple[UUID, ...]
    figures: tuple[pl.DataFrame, ...]


def remembered(
    territories: Iterable[str], reading: Reading, *, but: Collection[UUID] = ()
) -> Memory:
    """Everything ever released of territories and of those linked to them, but for releases known.

    A figure that was withheld by its city's choice alone protects nobody: it is as if never listed.
    """
    slugs = linked(territories)
    about = Proof.objects.filter(release__isnull=False, territories__overlap=sorted(slugs)).values(
        "release"
    )
    found = (
        Release.objects.filter(Q(subject__in=slugs) | Q(pk__in=about))
        .exclude(audience=Audience.HOLDER)
        .exclude(pk__in=list(but))
        .order_by("released_at", "number")
    )
    releases, frames = [], []
    for key, text in found.values_list("pk", "document").iterator(chunk_size=20):
        releases.append(key)
        frame = reading(json.loads(text))
        if frame is not None:
            is_choice = pl.col("key").is_in(_chosen(key))
            frames.append(frame.filter(pl.col("territory").is_in(sorted(slugs)) & ~is_choice))
    return Memory(releases=tuple(releases), figures=tuple(frames))


def _chosen(release: UUID) -> list[str]:
    rows = Decision.objects.filter(proof__release=release, reason=Decision.Reason.CHOICE)
    return [key for keys in rows.values_list("figures", flat=True) for key in keys]


def last_worlds(territory: str) -> list[World]:
    """The worlds behind the newest release of a place: the next one changes as little as possible."""
    last = (
        Proof.objects.filter(reader="real", release__subject=territory)
        .order_by("-release__released_at", "-release__number")
        .first()
    )
    return [world.changes for world in last.worlds.all()] if last else []
