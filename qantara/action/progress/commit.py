"""Commit to a recommendation, or say why not; change it, end it, translate it. One transaction each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.action.priorities import tags
from qantara.action.priorities.models import Priority
from qantara.action.priorities.serves import network_of
from qantara.action.progress.models import Commitment, CommitmentSet
from qantara.action.progress.wording import COMMITMENT, blocks_of, stamp, tidy
from qantara.action.recommendations import sets
from qantara.core import audit, trace
from qantara.core.errors import Conflict, DomainError
from qantara.editions.models import Text
from qantara.editions.write import change_block, translate_block, write_text
from qantara.network.members import spoken_for
from qantara.network.models import Territory
from qantara.network.stakeholders.models import Level

Stance = Commitment.Stance
#: Years ahead a commitment may reach.
FURTHEST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a city says of a recommendation. ``words``: part -> text, in ``wording.COMMITMENT``."""

    stance: str
    words: Mapping[str, str]
    due: date | None = None
    held_by: Sequence[str] = ()
    body: str = ""
    decided_on: date | None = None
    minute_reference: str = ""
    priority: UUID | None = None


@transaction.atomic
def commit(
    draft: Draft, *, recommendation: str, language: str, holder: Holder, territory: Territory,
    by: Person, at: datetime,
) -> Commitment:  # fmt: skip
    """Say it of a place the holder speaks for, of a recommendation that is in force."""
    demand(by, "progress.write", Commitment(holder=holder), at=at)
    if not spoken_for(holder).filter(pk=territory.pk).exists():
        raise DomainError(_("This place is not one the city or organisation speaks for."))
    network = network_of(territory)
    if recommendation not in sets.in_force(network).in_force:
        raise DomainError(
            _("There is no such recommendation: %(code)s.") % {"code": recommendation}
        )
    if of_place(territory).filter(recommendation=recommendation).exists():
        raise _said_already()
    words = tidy(draft.words, COMMITMENT)
    text = write_text(
        [words[part] for part in COMMITMENT], language=language, holder=holder, by=by, at=at
    )
    made = Commitment(
        holder=holder, territory=territory, recommendation=recommendation, text=text, made_by=by,
        made_at=at,
    )  # fmt: skip
    _fill(made, draft, words, at)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise _said_already() from error
    trace.link_all(
        [(trace.node(made), "commits to", sets.node(network, recommendation)), *_from(made)]
    )
    audit.record("commitment.made", made, by=by, at=at)
    return made


@transaction.atomic
def change(
    commitment: Commitment, draft: Draft, *, seen: int, by: Person, at: datetime
) -> Commitment:
    """Put ``draft`` in the place of what stands. Raises Conflict where it is not version ``seen``."""
    found = held(commitment, by, at)
    if found.version != seen:
        raise Conflict(
            _("Somebody else changed this meanwhile. Their words stand above; yours are in the form.")
        )  # fmt: skip
    demand_standing(found)
    if draft.stance != Stance.COMMITTED and found.reports.standing().exists():
        raise DomainError(
            _("Reports have been given of this commitment. End it, and say anew why it does not apply.")
        )  # fmt: skip
    words = tidy(draft.words, COMMITMENT)
    for part, block in blocks_of(found.text, COMMITMENT).items():
        if block.markdown != words[part]:
            change_block(block, words[part], expected=block.version, by=by, at=at)
    before = _from(found)
    _fill(found, draft, words, at)
    found.version += 1
    found.save()
    if before != _from(found):
        trace.unlink_all(before)
        trace.link_all(_from(found))
    audit.record("commitment.changed", found, by=by, at=at)
    return found


@transaction.atomic
def end(commitment: Commitment, *, reason: str, by: Person, at: datetime) -> Commitment:
    """The city no longer commits to it. What was reported stays on record."""
    found = held(commitment, by, at)
    demand_standing(found)
    found.ended_reason = " ".join(reason.split())[:1_000]
    if not found.ended_reason:
        raise DomainError(_("Say why it ends."))
    found.ended_at = found.changed_at = at
    found.version += 1
    found.save(update_fields=["ended_at", "ended_reason", "changed_at", "version"])
    audit.record("commitment.ended", found, by=by, at=at)
    return found


@transaction.atomic
def let_out(
    territory: Territory, keys: Collection[UUID], *, holder: Holder, by: Person, at: datetime
) -> None:
    """Which of a place's cells go out with its next release: these, and no others."""
    demand(by, "progress.write", Commitment(holder=holder), at=at)
    rows = of_place(territory).filter(holder=holder).select_for_update()
    for one in rows:
        wanted = one.pk in keys
        if one.is_let_out != wanted:
            one.is_let_out = wanted
            one.save(update_fields=["is_let_out"])
            act = "commitment.let_out" if wanted else "commitment.kept_back"
            audit.record(act, one, by=by, at=at)


@transaction.atomic
def translate(
    text: Text, parts: Sequence[str], language: str, words: Mapping[str, str], *, seen: str,
    commitment: Commitment, by: Person, at: datetime,
) -> None:  # fmt: skip
    """A commitment's or a report's words in another language. Empty parts stay untranslated."""
    demand(by, "progress.translate", commitment, at=at)
    if stamp(text, language) != seen:
        raise Conflict(
            _("Somebody else changed this meanwhile. Their words stand above; yours are in the form.")
        )  # fmt: skip
    said = tidy(words, parts)
    for part, block in blocks_of(text, parts).items():
        if said[part] and block.markdown and language != block.source_language:
            translate_block(block, said[part], language=language, by=by, at=at)
    audit.record("commitment.translated", commitment, by=by, at=at, fields=[language])


def of_place(territory: Territory) -> CommitmentSet:
    """What stands of a place, by recommendation."""
    rows: CommitmentSet = Commitment.objects.filter(territory=territory, ended_at=None)
    return rows.order_by("recommendation")


def _said_already() -> Conflict:
    return Conflict(_("Somebody has just said something of this recommendation. Look again."))


def held(commitment: Commitment, by: Person, at: datetime) -> Commitment:
    """As it stands, locked, for whoever may write it."""
    demand(by, "progress.write", commitment, at=at)
    rows = Commitment.objects.select_for_update(of=["self"])
    found: Commitment = rows.select_related("text", "territory", "holder").get(pk=commitment.pk)
    return found


def demand_standing(commitment: Commitment) -> None:
    if commitment.ended_at is not None:
        raise DomainError(_("This commitment has ended, so nothing is changed of it any more."))


def _from(one: Commitment) -> list[tuple[trace.Node, str, trace.Node]]:
    """The edge to the priority it comes from."""
    if one.priority_id is None:
        return []
    return [(trace.node(one), "comes from", ("action.priority", str(one.priority_id)))]


def _fill(one: Commitment, draft: Draft, words: Mapping[str, str], at: datetime) -> None:
    if draft.stance not in Stance.values:
        raise DomainError(_("Say whether the city commits to it, or why not."))
    if not words["what"]:
        raise DomainError(
            _("Say what the city commits to.")
            if draft.stance == Stance.COMMITTED
            else _("Say why, in a sentence.")
        )
    is_committed = draft.stance == Stance.COMMITTED
    _check_days(draft, at, is_committed=is_committed)
    if not set(draft.held_by) <= set(Level.values):
        raise DomainError(_("Choose kinds of body from the list."))
    if draft.stance == Stance.OUTSIDE and not draft.held_by:
        raise DomainError(_("Say whose competence it is."))
    if draft.body and draft.body not in tags.tags("bodies"):
        raise DomainError(_("Choose the body that decided."))
    if draft.priority is not None:
        theirs = Priority.objects.filter(
            pk=draft.priority, territory=one.territory, holder=one.holder,
            state=Priority.State.ENDORSED,
        )  # fmt: skip
        if not theirs.exists():
            raise DomainError(_("Choose one of the city’s endorsed priorities."))
    one.stance, one.due = draft.stance, draft.due if is_committed else None
    one.held_by = (
        [code for code in Level.values if code in draft.held_by]
        if draft.stance == Stance.OUTSIDE
        else []
    )
    one.body, one.decided_on = draft.body, draft.decided_on
    one.minute_reference = " ".join(draft.minute_reference.split())[:200]
    one.priority_id = draft.priority if is_committed else None
    one.changed_at = at


def _check_days(draft: Draft, at: datetime, *, is_committed: bool) -> None:
    if is_committed and draft.due is None:
        raise DomainError(_("Say by when: a commitment has a day."))
    if draft.due is not None and not 2000 <= draft.due.year <= at.year + FURTHEST:
        raise DomainError(_("Give a day at most thirty years ahead."))
    if draft.decided_on is not None and draft.decided_on > at.date():
        raise DomainError(_("A body cannot have decided on a day that is still to come."))
