"""Remarks on a paragraph or a figure: said, answered, resolved, opened again. One transaction each."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.accounts.roles import can, demand
from qantara.core import audit
from qantara.core.errors import Conflict, DomainError, NotAllowed
from qantara.editions.models import Block
from qantara.knowledge.reviews import anchors, telling
from qantara.knowledge.reviews.models import Said, Side, Thread

Act, Kind = Said.Act, Thread.Kind


@transaction.atomic
def remark(
    block: Block, language: str, words: str, *, seen: str, figure: str = "", by: Person,
    at: datetime,
) -> Thread:  # fmt: skip
    """Say something of a paragraph, or of one of its figures.

    seen    hash of the text that was before the writer
    figure  series key of a figure the paragraph refers to
    Raises Conflict where the paragraph changed since it was seen.
    """
    thread = begin(block, language, Kind.REMARK, seen=seen, figure=figure, by=by, at=at)
    demand(by, "case.comment", thread, at=at)
    thread.save(force_insert=True)
    say(thread, Act.SAID, words, by=by, at=at)
    telling.begun(thread, by=by, at=at)
    audit.record("remark.made", thread, by=by, at=at, fields=[language])
    return thread


@transaction.atomic
def reply(thread: Thread, words: str, *, by: Person, at: datetime) -> Said:
    """Answer in a thread, settled or not."""
    thread = locked(thread)
    demand(by, "case.comment", thread, at=at)
    said = say(thread, Act.SAID, words, by=by, at=at)
    telling.said(said, at=at)
    audit.record("remark.answered", thread, by=by, at=at)
    return said


@transaction.atomic
def resolve(thread: Thread, *, seen: int, words: str = "", by: Person, at: datetime) -> Thread:
    """What was remarked is done with.

    seen  number of the last thing said that was before whoever resolves it
    Raises Conflict where something was said since.
    """
    thread = _held(thread, seen, by, at)
    if thread.settled_at is not None:
        raise DomainError(_("This remark has been resolved already."))
    telling.said(say(thread, Act.RESOLVED, words, by=by, at=at), at=at)
    thread.settled_at = at
    thread.save(update_fields=["settled_at"])
    audit.record("remark.resolved", thread, by=by, at=at)
    return thread


@transaction.atomic
def reopen(thread: Thread, *, seen: int, words: str = "", by: Person, at: datetime) -> Thread:
    """It is not done with. Raises Conflict where something was said since."""
    thread = _held(thread, seen, by, at)
    if thread.settled_at is None:
        raise DomainError(_("This remark is open."))
    telling.said(say(thread, Act.REOPENED, words, by=by, at=at), at=at)
    thread.settled_at = None
    thread.save(update_fields=["settled_at"])
    audit.record("remark.reopened", thread, by=by, at=at)
    return thread


def may_resolve(thread: Thread, person: Person) -> bool:
    """Whoever made a remark may resolve it; so may those who write and those who check."""
    if thread.kind != Kind.REMARK:
        return False
    if thread.opened_by_id == person.pk and can(person, "case.comment", thread):
        return True
    return can(person, "review.resolve", thread)


def begin(
    block: Block, language: str, kind: str, *, seen: str, figure: str = "", by: Person,
    at: datetime,
) -> Thread:  # fmt: skip
    """A thread on a paragraph as it was seen, not stored yet."""
    block = Block.objects.select_for_update(of=("self",)).select_related("text").get(pk=block.pk)
    found = anchors.demand(block, language, seen)
    if figure and figure not in " ".join(found.markdown.split()):
        raise DomainError(_("This paragraph does not refer to that figure."))
    return Thread(
        holder_id=block.text.holder_id, text_id=block.text_id, block=block, language=language,
        kind=kind, figure=figure, quoted=found.markdown, version=found.version, hash=found.hash,
        opened_by=by, opened_at=at,
    )  # fmt: skip


def say(
    thread: Thread, act: str, words: str = "", *, side: Side | None = None, by: Person,
    at: datetime,
) -> Said:  # fmt: skip
    """The next thing in a locked thread."""
    words = words.strip()
    if act == Act.SAID and not words:
        raise DomainError(_("Write what you want to say."))
    return Said.objects.create(
        thread=thread, number=thread.said.count() + 1, act=act, side=side or "", words=words,
        by=by, at=at,
    )  # fmt: skip


def locked(thread: Thread) -> Thread:
    """The thread as it stands, and nobody adds to it before the commit."""
    return Thread.objects.select_for_update(of=("self",)).get(pk=thread.pk)


def _held(thread: Thread, seen: int, by: Person, at: datetime) -> Thread:
    thread = locked(thread)
    if thread.kind != Kind.REMARK:
        raise DomainError(_("A dispute is settled by both sides, not resolved."))
    if not may_resolve(thread, by):
        raise NotAllowed(
            _("A remark is resolved by whoever made it, or by those who write or check the text.")
        )
    if thread.said.count() != seen:
        raise Conflict(
            _(
                "Somebody said something here meanwhile. Read it first; what you wrote is kept below."
            )
        )
    return thread
