"""Two releases of the same thing, the later in the place of the earlier.

Read as the public side reads: where one of the two does not stand, there is nothing to lay side by
side, and no list of changes can be made of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from qantara.releases import kinds
from qantara.releases.models import Tombstone
from qantara.releases.read import Version, public


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """``older`` and ``newer`` with what pages say around them, from the newer one's card."""

    older: kinds.Issue
    newer: kinds.Issue
    comparison: kinds.Comparison
    filename: str
    title: dict[str, str]
    network: str
    subject: str
    is_demonstration: bool
    is_fictional: bool


def replaced(version: Version, versions: Iterable[Version]) -> Version | None:
    """Which of the standing releases of a place ``version`` took the place of, and can be compared with."""
    if kinds.kind_named(version.kind).comparison is None:
        return None
    earlier = (one for one in versions if one.kind == version.kind and one.number < version.number)
    return max(earlier, key=lambda one: one.number, default=None)


def between(older: str, newer: str) -> Succession | None:
    """Two public releases by their addresses; None where one has been withdrawn. One query."""
    names = ("address", "kind", "subject", "network", "number", "released_at", "card", "document")
    rows = {
        row["address"]: row for row in public().filter(address__in=[older, newer]).values(*names)
    }
    if older not in rows or newer not in rows:
        return None
    last = rows[newer]
    comparison = kinds.kind_named(last["kind"]).comparison
    if comparison is None:
        return None
    return Succession(
        older=_issue(rows[older]),
        newer=_issue(last),
        comparison=comparison,
        filename=f"{last['subject']}-{last['number']}-changes",
        title=last["card"]["title"],
        network=last["network"],
        subject=last["subject"],
        is_demonstration=bool(last["card"].get("demonstration")),
        is_fictional=bool(last["card"].get("is_fictional")),
    )


def withdrawn_before(subject: str, kind: str, number: int) -> Tombstone | None:
    """The newest withdrawn one among the earlier releases of a thing."""
    earlier = Tombstone.objects.filter(subject=subject, kind=kind, number__lt=number)
    return earlier.order_by("-number").first()


def _issue(row: dict[str, Any]) -> kinds.Issue:
    return kinds.Issue(
        document=json.loads(row["document"]),
        imprint=kinds.Imprint(
            number=row["number"],
            released_on=row["released_at"],
            address=f"{settings.SITE_URL}/r/{row['address']}",
        ),
    )
