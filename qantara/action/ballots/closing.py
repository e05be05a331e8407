"""Close a round: count once, keep the result, and destroy what could tell of single ballots.

Three steps, each whole or not at all. First the round takes no more ballots. Then, in one transaction, it
is counted, the record kept and every ballot removed. Last its key is destroyed. Whoever pulls the plug
between two of them, the next step is taken by the worker within a minute, or by closing again: the count
is the same, since it follows from the ballots alone.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.accounts.roles import demand
from qantara.action.ballots import keys, paper, sealing
from qantara.action.ballots.cast import unsealed
from qantara.action.ballots.locks import hold
from qantara.action.ballots.models import PaperBallot, Result, Round, Seat
from qantara.action.ballots.record import Boxes, digest, write
from qantara.core import audit, fence, trace
from qantara.core.errors import DomainError


def close(round_: Round, *, by: Person, at: datetime) -> Result:
    """Close and count. Closing again what is closing or closed changes nothing."""
    stop(round_, by=by, at=at)
    return finish(round_.pk)


@transaction.atomic
def stop(round_: Round, *, by: Person, at: datetime) -> None:
    """From now on the round takes no ballot. Raises DomainError where sheets still wait to be checked."""
    demand(by, "ballot.run", round_, at=at)
    hold(round_.pk)
    found: Round = Round.objects.get(pk=round_.pk)
    if found.state in (Round.State.CLOSING, Round.State.CLOSED):
        return
    if found.state != Round.State.OPEN:
        raise DomainError(_("This round is not open."))
    if not paper.batch(found).is_ready:
        raise DomainError(
            _(
                "Some sheets have not been entered alike by two people. Enter them, or take them out."
            )
        )
    found.state, found.closed_at = Round.State.CLOSING, at
    found.save(update_fields=["state", "closed_at"])
    audit.record("ballot.round_closed", found, by=by, at=at)


def finish(round_id: UUID) -> Result:
    """Count what takes no more ballots, unless it is counted, and destroy the key."""
    with fence.reaching("ballot"):
        result = _counted(round_id)
    keys.destroy(round_id)
    return result


def finish_all() -> list[UUID]:
    """Finish what somebody's closing left: the worker asks every minute."""
    with fence.reaching("ballot"):
        left = set(Round.objects.filter(state=Round.State.CLOSING).values_list("pk", flat=True))
        over = Round.objects.filter(
            pk__in=keys.kept(), state__in=[Round.State.CLOSED, Round.State.CALLED_OFF]
        )
        spent = set(over.values_list("pk", flat=True))
    for round_id in left:
        finish(round_id)
    for round_id in spent:
        keys.destroy(round_id)
    return sorted(left | spent)


def _counted(round_id: UUID) -> Result:
    """Inside a transaction: the record is kept and the ballots are gone together."""
    hold(round_id)
    found: Round = Round.objects.get(pk=round_id)
    if found.state == Round.State.CLOSED:
        kept: Result = Result.objects.get(round=found)
        return kept
    if found.state != Round.State.CLOSING:
        raise DomainError(_("This round is not being closed."))
    key = keys.key_of(round_id)
    phones = [ballot for ballot in unsealed(found, key) if ballot is not None]
    sheets = [
        ballot
        for place, sealed in PaperBallot.objects.filter(round=found, agrees=True).values_list(
            "pk", "first"
        )
        if (ballot := sealing.unseal(key, place, sealed)) is not None
    ]
    record = write(found, Boxes(phones, sheets))
    made = Result.objects.create(
        holder_id=found.holder_id, round=found, record=record, digest=digest(record)
    )
    Seat.objects.filter(round=found).delete()
    PaperBallot.objects.filter(round=found).delete()
    found.state = Round.State.CLOSED
    found.save(update_fields=["state"])
    nodes = [one.node for one in found.choices if one.node is not None]
    trace.link_all([(trace.node(found), "voted on", node) for node in nodes])
    return made
