"""Who hears of what is said in a review: those who wrote the paragraph, and those who took part.

A notice says that something was said and where, never what.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from qantara.accounts.models import Person
from qantara.accounts.roles import can
from qantara.editions.models import Version
from qantara.knowledge.reviews.models import Said, Thread
from qantara.notices.tell import settle, tell
from qantara.notices.whom import who_may

Act = Said.Act
BEGUN = ("remark.made", "remark.figure", "dispute.opened")


def begun(thread: Thread, *, by: Person, at: datetime) -> None:
    """To whoever wrote the paragraph in that language; of a dispute, to whoever may answer it too."""
    kind = "remark.figure" if thread.figure else "remark.made"
    people = _writers(thread) or who_may("texts.write", thread.holder_id, at=at, afar=False)
    if thread.kind == Thread.Kind.DISPUTE:
        kind = "dispute.opened"
        people = [*people, *who_may("dispute.answer", thread.holder_id, at=at)]
    _tell(kind, thread, people, str(thread.pk), by, at)


def said(one: Said, *, at: datetime) -> None:
    """To everybody who said something in the thread before."""
    thread, people = one.thread, _took_part(one.thread)
    if thread.kind == Thread.Kind.DISPUTE:
        kind = "dispute.settled" if one.act == Act.SETTLED else "dispute.answered"
    else:
        kind = {
            Act.RESOLVED.value: "remark.resolved",
            Act.REOPENED.value: "remark.reopened",
        }.get(one.act, "remark.answered")
    if thread.kind == Thread.Kind.DISPUTE:
        people += _writers(thread)
    _tell(kind, thread, people, f"{thread.pk} {one.number}", one.by, at)
    if one.act in (Act.RESOLVED, Act.SETTLED):
        settle(BEGUN, [str(thread.pk)], at=at)


def _tell(
    kind: str, thread: Thread, people: Iterable[Person], mark: str, by: Person, at: datetime
) -> None:
    """Only those hear of it who may read it still."""
    to = {one for one in people if one != by and can(one, "review.read", thread, at=at)}
    tell(kind, to=to, holder=thread.holder_id, by=by, at=at, link={"key": thread.pk}, mark=mark)


def _writers(thread: Thread) -> list[Person]:
    """Whoever wrote the paragraph, in the language it is about."""
    rows = Version.objects.filter(block=thread.block_id, language=thread.language)
    return _people(rows.exclude(by=None).values_list("by", flat=True))


def _took_part(thread: Thread) -> list[Person]:
    return _people([thread.opened_by_id, *thread.said.values_list("by", flat=True)])


def _people(keys: Iterable[UUID | None]) -> list[Person]:
    return list(Person.objects.filter(pk__in={key for key in keys if key}, is_active=True))
