"""Two voices: the city's statement beside the expert's text, until both sides settle it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.accounts.roles import can, demand
from qantara.core import audit
from qantara.core.errors import Conflict, DomainError, NotAllowed
from qantara.core.locales import LANGUAGES
from qantara.editions.models import Block, Text
from qantara.knowledge.reviews import anchors, remarks, telling
from qantara.knowledge.reviews.models import Said, Side, Statement, Thread

Act = Said.Act

#: Who may settle a dispute, for each side.
SETTLES = {Side.CITY: "dispute.state", Side.EXPERT: "dispute.answer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """What stands beside a paragraph while it is disputed.

    city   name of who states it, by language
    words  the statement by language   since  the day the dispute was opened
    """

    city: Mapping[str, str]
    words: Mapping[str, str]
    since: date


def standing(texts: Collection[Text]) -> dict[UUID, Dispute]:
    """Block -> its open dispute, of all blocks of ``texts``."""
    threads = Thread.objects.open().disputes().filter(text__in=texts)
    newest: dict[UUID, Statement] = {}
    rows = Statement.objects.filter(thread__in=threads).select_related("thread__holder")
    for row in rows.order_by("version"):
        newest[row.thread.block_id] = row
    return {
        block: Dispute(
            city=dict(row.thread.holder.name),
            words=dict(row.words),
            since=row.thread.opened_at.date(),
        )
        for block, row in newest.items()
    }


@transaction.atomic
def dispute(
    block: Block, language: str, words: Mapping[str, str], *, seen: str, by: Person, at: datetime
) -> Thread:
    """The city does not agree with a paragraph, and says what it holds.

    words  its statement by language, at least one
    seen   hash of the paragraph's text that was before the writer
    Raises Conflict where the paragraph changed since, DomainError where it is disputed already.
    """
    thread = remarks.begin(block, language, Thread.Kind.DISPUTE, seen=seen, by=by, at=at)
    demand(by, "dispute.state", thread, at=at)
    try:
        with transaction.atomic():
            thread.save(force_insert=True)
    except IntegrityError as error:
        raise DomainError(
            _("This paragraph is disputed already. Change the statement that stands.")
        ) from error
    _state(thread, words, by=by, at=at)
    telling.begun(thread, by=by, at=at)
    audit.record("dispute.opened", thread, by=by, at=at, fields=[language])
    return thread


@transaction.atomic
def restate(
    thread: Thread, words: Mapping[str, str], *, seen: int, by: Person, at: datetime
) -> Statement:
    """Word the city's statement anew. Whoever agreed to settle it is asked again.

    seen  number of the statement's version that was before the writer
    Raises Conflict where somebody worded it meanwhile.
    """
    thread = _open(thread)
    demand(by, "dispute.state", thread, at=at)
    _demand_latest(thread, seen)
    thread.city_agreed_by = thread.expert_agreed_by = None
    thread.save(update_fields=["city_agreed_by", "expert_agreed_by"])
    made = _state(thread, words, by=by, at=at)
    telling.said(thread.said.latest("number"), at=at)
    audit.record("dispute.restated", thread, by=by, at=at)
    return made


@transaction.atomic
def agree(
    thread: Thread, side: Side, *, seen: int, hashed: str, words: str = "", by: Person, at: datetime
) -> Thread:
    """One side holds the dispute settled by the text as it stands. Settled once both do.

    seen, hashed  the statement's version and the hash of the text that were before them
    Raises Conflict where either changed since. What the other side agreed to counts only if it was this
    very text and this very statement.
    """
    thread = _open(thread)
    if not can(by, SETTLES[side], thread, at=at):
        raise NotAllowed(_("A dispute is settled by the city and by those who check the text."))
    _demand_latest(thread, seen)
    now = anchors.standing(_block(thread), thread.language)
    if (now.hash if now else "") != hashed:
        raise Conflict(_("This paragraph changed while you were reading. Both texts stand below."))
    if (thread.agreed_hash, thread.agreed_version) != (hashed, seen):
        thread.city_agreed_by = thread.expert_agreed_by = None
    mine, theirs = _agreed(thread, side)
    if mine is not None:
        raise DomainError(_("Your side has agreed already. It waits for the other."))
    if theirs == by.pk:
        raise DomainError(_("Two people settle a dispute, one for each side."))
    setattr(thread, f"{side.value}_agreed_by", by)
    thread.agreed_hash, thread.agreed_version = hashed, seen
    last = remarks.say(thread, Act.AGREED, words, side=side, by=by, at=at)
    if theirs is not None:
        thread.settled_at = at
        last = remarks.say(thread, Act.SETTLED, by=by, at=at)
    telling.said(last, at=at)
    thread.save()
    audit.record(
        "dispute.agreed" if theirs is None else "dispute.settled", thread, by=by, at=at,
        fields=[side.value],
    )  # fmt: skip
    return thread


def agreed_by(thread: Thread, statement: int, hashed: str) -> dict[str, Person]:
    """Side -> who agreed, to the text and the statement as they stand."""
    if (thread.agreed_hash, thread.agreed_version) != (hashed, statement):
        return {}
    found = {Side.CITY: thread.city_agreed_by, Side.EXPERT: thread.expert_agreed_by}
    return {side.value: person for side, person in found.items() if person is not None}


def latest(thread: Thread) -> Statement:
    return thread.statements.order_by("-version")[0]


def _agreed(thread: Thread, side: Side) -> tuple[UUID | None, UUID | None]:
    both = thread.city_agreed_by_id, thread.expert_agreed_by_id
    return both if side == Side.CITY else (both[1], both[0])


def _open(thread: Thread) -> Thread:
    thread = remarks.locked(thread)
    if thread.kind != Thread.Kind.DISPUTE:
        raise DomainError(_("A remark is resolved, not settled by two sides."))
    if thread.settled_at is not None:
        raise DomainError(_("This dispute has been settled. The city can open another."))
    return thread


def _block(thread: Thread) -> Block:
    rows = Block.objects.select_for_update(of=("self",)).select_related("text")
    return rows.get(pk=thread.block_id)


def _demand_latest(thread: Thread, seen: int) -> None:
    if latest(thread).version != seen:
        raise Conflict(
            _("Somebody worded the statement anew meanwhile. Theirs is kept; yours stands below.")
        )


def _state(thread: Thread, words: Mapping[str, str], *, by: Person, at: datetime) -> Statement:
    said = {code: words[code].strip() for code in LANGUAGES if words.get(code, "").strip()}
    if not said:
        raise DomainError(_("Write the city’s statement in at least one language."))
    if any("{fig:" in text or "{chart:" in text for text in said.values()):
        raise DomainError(_("A statement is words. Leave figures to the text and its sources."))
    version = thread.statements.count() + 1
    made = Statement.objects.create(thread=thread, version=version, words=said, by=by, at=at)
    remarks.say(thread, Act.STATED, side=Side.CITY, by=by, at=at)
    return made
