"""What leads nowhere in a city: asked of the records themselves."""

from __future__ import annotations

from dataclasses import dataclass

from qantara.accounts.models import Holder
from qantara.action.priorities.models import Priority
from qantara.action.priorities.serves import network_of
from qantara.action.progress.commit import of_place
from qantara.action.progress.models import Commitment
from qantara.action.recommendations import sets
from qantara.network.models import Territory


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphans:
    """priorities       endorsed, and no commitment comes from them
    commitments      that come from no priority
    recommendations  codes nobody of the city has spoken of
    """

    priorities: tuple[Priority, ...]
    commitments: tuple[Commitment, ...]
    recommendations: tuple[str, ...]


def orphans(holder: Holder, place: Territory) -> Orphans:
    standing = of_place(place).filter(holder=holder)
    endorsed = Priority.objects.filter(
        holder=holder, territory=place, state=Priority.State.ENDORSED
    ).exclude(pk__in=standing.exclude(priority=None).values("priority"))
    said = set(standing.values_list("recommendation", flat=True))
    return Orphans(
        priorities=tuple(endorsed.select_related("text").order_by("proposed_at")),
        commitments=tuple(
            standing.filter(stance=Commitment.Stance.COMMITTED, priority=None).select_related(
                "text"
            )
        ),
        recommendations=tuple(
            code for code in sets.in_force(network_of(place)).in_force if code not in said
        ),
    )
