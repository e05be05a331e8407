"""What those who write a profile see of its figures: the last draft's, protected, never a raw one."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from time import perf_counter
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.core import audit
from qantara.core.errors import DomainError
from qantara.knowledge.profiles.models import Sketch
from qantara.knowledge.profiles.opened import Opened
from qantara.knowledge.profiles.opened import opened as open_document
from qantara.knowledge.profiles.prepare import drafted
from qantara.knowledge.profiles.read import upgraded
from qantara.network.models import Network, Territory
from qantara.releases.models import Case

#: Documents kept open: a large city's is some megabytes.
KEPT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A drafted document and when its figures were read. Equal bases have the same document."""

    table: str
    key: UUID
    at: datetime

    def opened(self, lang: str) -> Opened:
        """Its document in a language. Whether somebody may read it is asked before (``latest``)."""
        return _opened(self, lang)

    @property
    def document(self) -> dict[str, Any]:
        return _document(self)


def latest(territory: Territory, holders: Collection[UUID]) -> Base | None:
    """The newest sketch or draft of a place's profile among those of ``holders``."""
    sketches = Sketch.objects.filter(territory=territory, holder__in=holders)
    cases = Case.objects.filter(
        kind="profile", subject=territory.slug, holder__in=holders, dropped_at=None
    )
    rows = [
        *(
            Base(table="sketch", key=key, at=at)
            for key, at in sketches.values_list("pk", "made_at")
        ),
        *(
            Base(table="case", key=key, at=at)
            for key, at in cases.order_by("-opened_at").values_list("pk", "opened_at")[:1]
        ),
    ]
    return max(rows, key=lambda base: base.at, default=None)


@transaction.atomic
def make(
    territory: Territory, network: Network, *, holder: Holder, by: Person, at: datetime
) -> Sketch:
    """Draft a place's figures as they stand, protected, for those who write about them.

    Raises DomainError for what would keep a draft from being made.
    """
    demand(by, "case.open", Sketch(holder=holder), at=at)
    began = perf_counter()
    made = drafted(
        "profile", territory, network, holder=holder, at=at, names={}, notes={}, checked_by={},
        correction="", opened=(), is_told=False,
    )  # fmt: skip
    sketch, _created = Sketch.objects.update_or_create(
        territory=territory,
        holder=holder,
        defaults={
            "document": json.dumps(made.document, ensure_ascii=False), "made_at": at,
            "seconds": perf_counter() - began,
        },
    )  # fmt: skip
    audit.record("profile.sketched", sketch, by=by, at=at, holder=holder.pk)
    return sketch


def network_of(territory: Territory) -> Network:
    """The network in whose frame a place is drafted: the one the member took part in first.

    Raises DomainError where its member takes part in none.
    """
    rows = Network.objects.filter(participations__member__stands_for=territory)
    found = rows.order_by("participations__valid_from", "slug").first()
    if found is None:
        raise DomainError(
            _(
                "This place takes part in no network, so its figures cannot be drafted. Ask the secretariat."
            )
        )
    return found


@lru_cache(maxsize=KEPT)
def _document(base: Base) -> dict[str, Any]:
    rows: Iterable[str] = (
        Sketch.objects.filter(pk=base.key, made_at=base.at).values_list("document", flat=True)
        if base.table == "sketch"
        else Case.objects.filter(pk=base.key).values_list("document", flat=True)
    )
    return upgraded(json.loads(next(iter(rows))))


@lru_cache(maxsize=KEPT * 4)
def _opened(base: Base, lang: str) -> Opened:
    return open_document(_document(base), lang)
