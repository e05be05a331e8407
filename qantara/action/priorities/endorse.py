"""The act of endorsement: recorded as the minutes name it, taken back with a reason until released."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.action.priorities import ranking as rankings
from qantara.action.priorities import tags
from qantara.action.priorities.models import Endorsed, Endorsement, Priority
from qantara.core import audit, trace
from qantara.core.errors import DomainError
from qantara.network.models import Territory
from qantara.releases.models import Release

#: The release that tells of endorsed priorities.
PAPER = "priority_paper"
State = Priority.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """The decision, as its minutes name it. ``body``: code of ``tags.bodies``."""

    body: str
    on: date
    minute_reference: str


@transaction.atomic
def endorse(
    priorities: Sequence[Priority], act: Act, *, holder: Holder, territory: Territory, by: Person,
    at: datetime,
) -> Endorsement:  # fmt: skip
    """Record that a body made these chosen proposals the city's priorities, in this order."""
    demand(by, "priorities.endorse", Endorsement(holder=holder), at=at)
    _check(act, at)
    chosen = {
        one.pk: one
        for one in Priority.objects.select_for_update().filter(
            holder=holder, territory=territory, state=State.CHOSEN
        )
    }
    keys = list(dict.fromkeys(one.pk for one in priorities))
    if not keys or not set(keys) <= chosen.keys():
        raise DomainError(_("Only proposals that were taken to the workshop are endorsed."))
    _demand_evidence([chosen[key] for key in keys])
    made = Endorsement.objects.create(
        holder=holder, territory=territory, body=act.body, on=act.on,
        minute_reference=" ".join(act.minute_reference.split()),
        ranking=rankings.standing(holder, territory), recorded_by=by, recorded_at=at,
    )  # fmt: skip
    Endorsed.objects.bulk_create(
        Endorsed(endorsement=made, priority=chosen[key], place=place)
        for place, key in enumerate(keys, start=1)
    )
    for key in keys:
        _go(chosen[key], State.ENDORSED, at)
        trace.link(made, "endorsed", chosen[key])
    if made.ranking is not None:
        trace.link(made, "followed", made.ranking)
    audit.record("priorities.endorsed", made, by=by, at=at)
    return made


@transaction.atomic
def take_back(endorsement: Endorsement, *, reason: str, by: Person, at: datetime) -> Endorsement:
    """The act counts no more, and its priorities are open again. Not once a paper tells of it."""
    demand(by, "priorities.endorse", endorsement, at=at)
    found: Endorsement = Endorsement.objects.select_for_update().get(pk=endorsement.pk)
    if found.undone_at is not None:
        raise DomainError(_("This has been taken back already."))
    if is_released(found):
        raise DomainError(
            _(
                "A City Priority Paper that tells of this act has been released. Withdraw the paper first."
            )
        )
    found.undone_reason = " ".join(reason.split())
    if not found.undone_reason:
        raise DomainError(_("Say why it is taken back."))
    found.undone_by, found.undone_at = by, at
    found.save(update_fields=["undone_by", "undone_at", "undone_reason"])
    for one in Priority.objects.select_for_update(of=["self"]).filter(acts__endorsement=found):
        _go(one, State.CHOSEN, at)
    trace.unlink_all(
        [
            (trace.node(found), "endorsed", trace.node(place.priority))
            for place in found.places.select_related("priority")
        ]
    )
    audit.record("priorities.endorsement_undone", found, by=by, at=at, reason=found.undone_reason)
    return found


def standing(holder: Holder, territory: Territory) -> Endorsement | None:
    """The newest act that counts."""
    rows = Endorsement.objects.filter(holder=holder, territory=territory).standing()
    return rows.select_related("ranking").order_by("-on", "-recorded_at").first()


def is_released(endorsement: Endorsement) -> bool:
    """Whether a paper that stands tells of the act."""
    papers = Release.objects.standing().filter(
        kind=PAPER, subject=endorsement.territory.slug, card__endorsement=str(endorsement.pk)
    )
    return papers.exists()


def _check(act: Act, at: datetime) -> None:
    if act.body not in tags.tags("bodies"):
        raise DomainError(_("Choose the body that decided."))
    if act.on > at.date():
        raise DomainError(_("A body cannot have decided on a day that is still to come."))
    if not act.minute_reference.strip():
        raise DomainError(_("Say where it is minuted."))


def _demand_evidence(priorities: Sequence[Priority]) -> None:
    """A priority without evidence cannot be told from an opinion."""
    if not all(one.quotes.exists() for one in priorities):
        raise DomainError(
            _("A priority rests on a figure. Quote one for each before it is endorsed.")
        )


def _go(priority: Priority, state: str, at: datetime) -> None:
    priority.state, priority.changed_at = state, at
    priority.version += 1
    priority.save(update_fields=["state", "changed_at", "version"])
