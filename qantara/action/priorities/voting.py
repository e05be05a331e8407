"""Between proposals and the ballots of a workshop: what is voted on, and what a round came to."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.action.ballots import results
from qantara.action.ballots.values import Option
from qantara.action.priorities.models import Priority, Ranking
from qantara.action.priorities.ranking import Outcome
from qantara.action.priorities.wording import names, words_of
from qantara.core import trace
from qantara.core.errors import DomainError
from qantara.network.models import Territory


def options(holder: Holder, territory: Territory) -> tuple[Option, ...]:
    """The proposals that were taken to the workshop, by title, as options of a round."""
    rows = Priority.objects.filter(
        holder=holder, territory=territory, state=Priority.State.CHOSEN
    ).select_related("text")
    chosen = list(rows.order_by("proposed_at", "id"))
    said = words_of(chosen)
    return tuple(
        Option(str(one.pk), names(said[one.pk]["title"]), trace.node(one)) for one in chosen
    )


def closed(holder: Holder, *, by: Person) -> list[results.Outcome]:
    """Closed rounds on proposals of a holder that no standing order was taken from, newest first."""
    taken = set(
        Ranking.objects.filter(holder=holder)
        .standing()
        .exclude(round=None)
        .values_list("round", flat=True)
    )
    kind = Priority._meta.label_lower
    return [
        one
        for one in results.closed(holder.pk, by=by)
        if one.is_shown
        and one.round not in taken
        and all(option.node and option.node[0] == kind for option in one.options)
    ]


def outcome(round_id: UUID, took_part: Mapping[str, int], *, by: Person) -> Outcome:
    """A round's places as an order of proposals. ``took_part``: by kind, which a ballot does not know.

    Raises DomainError where the round is not closed, or so small that its places are not shown.
    """
    found = results.of(round_id, by=by)
    if found is None or not found.is_shown:
        raise DomainError(
            _("This round is not closed, or too few said something for its places to be shown.")
        )
    keys = {option.key: UUID(option.node[1]) for option in found.options if option.node}
    return Outcome(
        places={keys[key]: place for place, tied in found.places for key in tied},
        firmness={keys[key]: word for key, word in found.firmness.items()},
        held_on=found.held_on,
        took_part=dict(took_part),
        abstained=found.abstained or 0,
        round=found.round,
        dissent=found.dissent,
    )
