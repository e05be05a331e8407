"""Prepare a workshop and its rounds, make the cards of a round, open it, or call it off."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.action.ballots import codes, keys, sealing
from qantara.action.ballots.locks import hold
from qantara.action.ballots.models import Round, Seat, Workshop
from qantara.action.ballots.values import (
    FEWEST_OPTIONS,
    HEAVIEST,
    MOST_CRITERIA,
    MOST_OPTIONS,
    MOST_SEATS,
    Criterion,
    Option,
)
from qantara.core import audit, fence
from qantara.core.errors import DomainError
from qantara.network.models import Territory

#: Letters of a name in one language.
LONGEST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a round asks. A ranking has no criteria."""

    method: str
    options: tuple[Option, ...]
    criteria: tuple[Criterion, ...] = ()


@transaction.atomic
def prepare_workshop(
    name: Mapping[str, str],
    *,
    holder: Holder,
    territory: Territory,
    held_on: date,
    by: Person,
    at: datetime,
) -> Workshop:
    """A meeting on a day. ``name`` in one language or several."""
    demand(by, "ballot.run", Workshop(holder=holder), at=at)
    made = Workshop.objects.create(
        holder=holder,
        territory=territory,
        name=_named(name),
        held_on=held_on,
        made_by=by,
        made_at=at,
    )
    audit.record("ballot.workshop_prepared", made, by=by, at=at)
    return made


@transaction.atomic
def prepare(workshop: Workshop, plan: Plan, *, by: Person, at: datetime) -> Round:
    """The next round of a workshop."""
    demand(by, "ballot.run", workshop, at=at)
    hold(workshop.pk)
    last = workshop.rounds.aggregate(last=Max("number"))["last"] or 0
    made = Round.objects.create(
        holder_id=workshop.holder_id, workshop=workshop, number=last + 1, **_checked(plan)
    )
    audit.record("ballot.round_prepared", made, by=by, at=at)
    return made


@transaction.atomic
def change(round_: Round, plan: Plan, *, seen: int, by: Person, at: datetime) -> Round:
    """Ask something else, as long as the round is not open. Cards that were made open nothing any more."""
    found = _prepared(round_, by=by, at=at)
    if found.version != seen:
        raise DomainError(_("Somebody else changed this round meanwhile. Load the page again."))
    for field, value in _checked(plan).items():
        setattr(found, field, value)
    found.version += 1
    found.seats = 0
    found.save()
    _clear(found)
    audit.record("ballot.round_changed", found, by=by, at=at)
    return found


@transaction.atomic
def make_cards(round_: Round, seats: int, *, by: Person, at: datetime) -> tuple[Round, list[str]]:
    """A seat for each card, and the codes to be printed on them; they are kept nowhere.

    Cards of this round that were made before open nothing any more. The order of the codes tells nothing
    of the order of the rows.
    """
    found = _prepared(round_, by=by, at=at)
    if not 1 <= seats <= MOST_SEATS:
        raise DomainError(_("Make between 1 and %(most)s cards.") % {"most": MOST_SEATS})
    key = keys.make(found.pk)
    made: set[str] = set()
    while len(made) < seats:
        made.add(codes.make())
    order = sorted(made)
    secrets.SystemRandom().shuffle(order)
    rows = []
    for code in order:
        place = uuid4()
        rows.append(
            Seat(
                id=place, round=found, digest=sealing.digest(key, code),
                sealed=sealing.seal(key, place, None, found.marks),
            )
        )  # fmt: skip
    _clear(found)
    with fence.reaching("ballot"):
        Seat.objects.bulk_create(rows)
    found.series += 1
    found.seats = seats
    found.save(update_fields=["series", "seats"])
    audit.record("ballot.cards_made", found, by=by, at=at)
    secrets.SystemRandom().shuffle(order)
    return found, order


@transaction.atomic
def open_round(round_: Round, *, by: Person, at: datetime) -> Round:
    """From now on cards count. Opened once: after closing there is another round, not this one again."""
    found = _prepared(round_, by=by, at=at)
    if not found.seats:
        raise DomainError(_("Make the cards of this round first."))
    found.state, found.opened_at = Round.State.OPEN, at
    found.save(update_fields=["state", "opened_at"])
    audit.record("ballot.round_opened", found, by=by, at=at)
    return found


def call_off(round_: Round, *, by: Person, at: datetime) -> Round:
    """A round that is not open yet does not take place."""
    with transaction.atomic():
        found = _prepared(round_, by=by, at=at)
        found.state = Round.State.CALLED_OFF
        found.save(update_fields=["state"])
        _clear(found)
        audit.record("ballot.round_called_off", found, by=by, at=at)
    keys.destroy(found.pk)
    return found


def _clear(found: Round) -> None:
    with fence.reaching("ballot"):
        Seat.objects.filter(round=found).delete()


def _prepared(round_: Round, *, by: Person, at: datetime) -> Round:
    demand(by, "ballot.run", round_, at=at)
    found: Round = (
        Round.objects.select_for_update(of=("self",)).select_related("workshop").get(pk=round_.pk)
    )
    if found.state != Round.State.PREPARED:
        raise DomainError(
            _("This round has been opened or called off. For another vote prepare a new round.")
        )
    return found


def _checked(plan: Plan) -> dict[str, object]:
    if plan.method not in Round.Method.values:
        raise DomainError(_("Choose scores or a ranking."))
    if not FEWEST_OPTIONS <= len(plan.options) <= MOST_OPTIONS:
        raise DomainError(
            _("Give between %(fewest)s and %(most)s options to vote on.")
            % {"fewest": FEWEST_OPTIONS, "most": MOST_OPTIONS}
        )
    if plan.method == Round.Method.SCORES and not 1 <= len(plan.criteria) <= MOST_CRITERIA:
        raise DomainError(
            _("Give between 1 and %(most)s criteria to score by.") % {"most": MOST_CRITERIA}
        )
    if any(not 1 <= one.weight <= HEAVIEST for one in plan.criteria):
        raise DomainError(_("A weight is a whole number from 1 to %(most)s.") % {"most": HEAVIEST})
    _demand_apart([one.key for one in plan.options], [one.name for one in plan.options])
    _demand_apart([one.key for one in plan.criteria], [one.name for one in plan.criteria])
    criteria = plan.criteria if plan.method == Round.Method.SCORES else ()
    return {
        "method": plan.method,
        "options": [Option(one.key, _named(one.name), one.node).plain() for one in plan.options],
        "criteria": [
            Criterion(one.key, _named(one.name), one.weight, one.asks).plain() for one in criteria
        ],
    }


def _named(name: Mapping[str, str]) -> dict[str, str]:
    """In the order of our languages, without what is empty."""
    tidy = {code: " ".join(name.get(code, "").split()) for code, _name in settings.LANGUAGES}
    told = {code: words for code, words in tidy.items() if words}
    if not told:
        raise DomainError(_("Give a name in one language at least."))
    if any(len(words) > LONGEST for words in told.values()):
        raise DomainError(_("A name has at most %(most)s letters.") % {"most": LONGEST})
    return told


def _demand_apart(given: Sequence[str], names: Sequence[Mapping[str, str]]) -> None:
    for code, _name in settings.LANGUAGES:
        words = [name[code].casefold().strip() for name in names if name.get(code, "").strip()]
        if len(set(words)) < len(words):
            raise DomainError(_("Two of them have the same name. Nobody could tell them apart."))
    if len(set(given)) < len(given):
        raise DomainError(_("Two of them have the same name. Nobody could tell them apart."))
