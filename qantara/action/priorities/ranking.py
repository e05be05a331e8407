"""Record the order the group gave the chosen proposals, by a ballot or by agreement; take it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.action.priorities.models import Endorsement, Priority, Ranked, Ranking
from qantara.core import audit, trace
from qantara.core.errors import DomainError
from qantara.editions.arrange import add_block
from qantara.editions.models import Text
from qantara.editions.write import write_text
from qantara.network.models import Territory
from qantara.network.stakeholders.models import Level

#: People who can have taken part in one meeting, of one kind of body.
MOST = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the group came to.

    places     proposal -> its place, from 1; two in one place are tied
    firmness   proposal -> code of ``Ranked.Firmness``, where somebody measured it
    took_part  kind of body -> people
    round      of ``ballots``; none: by agreement, and ``minute_reference`` says where
    dissent    (language, words), as the group put it
    """

    places: Mapping[UUID, int]
    held_on: date
    firmness: Mapping[UUID, str] = field(default_factory=dict)
    took_part: Mapping[str, int] = field(default_factory=dict)
    abstained: int = 0
    round: UUID | None = None
    minute_reference: str = ""
    dissent: Sequence[tuple[str, str]] = ()


@transaction.atomic
def record(
    outcome: Outcome, *, holder: Holder, territory: Territory, by: Person, at: datetime
) -> Ranking:
    """Keep the group's order of all chosen proposals of a place."""
    demand(by, "priorities.decide", Ranking(holder=holder), at=at)
    _check(outcome, at)
    found = Priority.objects.select_for_update().filter(
        holder=holder, territory=territory, state=Priority.State.CHOSEN
    )
    chosen = list(found)
    if {one.pk for one in chosen} != set(outcome.places) or not outcome.places:
        raise DomainError(_("Give every proposal that was taken to the workshop its place."))
    made = Ranking.objects.create(
        holder=holder, territory=territory,
        method=Ranking.Method.BALLOT if outcome.round else Ranking.Method.GROUP,
        round=outcome.round, held_on=outcome.held_on,
        minute_reference=" ".join(outcome.minute_reference.split()),
        took_part={kind: outcome.took_part[kind] for kind in Level.values if outcome.took_part.get(kind)},
        abstained=outcome.abstained, recorded_by=by, recorded_at=at,
        dissent=_dissent(outcome, holder, by, at),
    )  # fmt: skip
    Ranked.objects.bulk_create(
        Ranked(ranking=made, priority=one, place=place, firmness=outcome.firmness.get(one.pk, ""))
        for one, place in _in_places(chosen, outcome.places)
    )
    trace.link_all([(trace.node(made), "ranked", trace.node(one)) for one in chosen])
    audit.record("priorities.ranked", made, by=by, at=at)
    return made


@transaction.atomic
def take_back(ranking: Ranking, *, reason: str, by: Person, at: datetime) -> Ranking:
    """The order counts no more; an act of endorsement that rests on it keeps it."""
    demand(by, "priorities.decide", ranking, at=at)
    found: Ranking = Ranking.objects.select_for_update().get(pk=ranking.pk)
    if found.undone_at is not None:
        raise DomainError(_("This has been taken back already."))
    if Endorsement.objects.filter(ranking=found, undone_at=None).exists():
        raise DomainError(
            _("Priorities were endorsed in this order. Take the endorsement back first.")
        )
    found.undone_reason = " ".join(reason.split())
    if not found.undone_reason:
        raise DomainError(_("Say why it is taken back."))
    found.undone_by, found.undone_at = by, at
    found.save(update_fields=["undone_by", "undone_at", "undone_reason"])
    audit.record("priorities.ranking_undone", found, by=by, at=at, reason=found.undone_reason)
    return found


def standing(holder: Holder, territory: Territory) -> Ranking | None:
    """The newest order that counts."""
    rows = Ranking.objects.filter(holder=holder, territory=territory).standing()
    return rows.order_by("-held_on", "-recorded_at").first()


def _dissent(outcome: Outcome, holder: Holder, by: Person, at: datetime) -> Text | None:
    """What was said against it, a paragraph a note, each in its language."""
    notes = [
        (lang, said)
        for lang, words in outcome.dissent
        if (said := words.replace("\r\n", "\n").strip())
    ]
    if not notes:
        return None
    text = write_text([], language=notes[0][0], holder=holder, by=by, at=at)
    for lang, said in notes:
        add_block(text, said, language=lang, by=by, at=at)
    return text


def _check(outcome: Outcome, at: datetime) -> None:
    if outcome.held_on > at.date():
        raise DomainError(_("The workshop cannot have been on a day that is still to come."))
    if outcome.round is None and not outcome.minute_reference.strip():
        raise DomainError(_("Say where it is minuted."))
    if not set(outcome.took_part) <= set(Level.values):
        raise DomainError(_("Choose kinds of body from the list."))
    if any(not 0 <= people <= MOST for people in (*outcome.took_part.values(), outcome.abstained)):
        raise DomainError(_("That many people cannot have taken part."))
    if min(outcome.places.values(), default=1) < 1:
        raise DomainError(_("Places count from 1."))
    if not set(outcome.firmness.values()) <= {"", *Ranked.Firmness.values}:
        raise DomainError(_("How firm a place is has no such word."))


def _in_places(
    chosen: Sequence[Priority], places: Mapping[UUID, int]
) -> list[tuple[Priority, int]]:
    """Places as they are counted in sport: two firsts, then the third."""
    given = sorted(places.values())
    return [
        (one, given.index(places[one.pk]) + 1)
        for one in sorted(chosen, key=lambda one: (places[one.pk], str(one.pk)))
    ]
