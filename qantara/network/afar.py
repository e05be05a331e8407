"""Whom a network's secretariat reaches: the holders of its members, for as long as they are members."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from qantara.network.models import Participation, holds_on


def members_of(holders: Collection[UUID], at: datetime) -> set[UUID]:
    """The holders of those who take part, at a moment, in the networks that ``holders`` run."""
    rows = Participation.objects.filter(holds_on(at.date()), network__holder__in=holders)
    return set(rows.values_list("member__holder_id", flat=True))
