"""Remind whoever can do a step that it is due: a few times before and after, and never once it is done.

Reminders are notices and come with all others in one mail. In each range of days somebody is reminded once,
whenever in it the worker comes round; what has become untrue meanwhile (done, or another day) is settled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from qantara.accounts.models import Holder, Person, Role
from qantara.core import fence
from qantara.knowledge import frameworks
from qantara.knowledge.dues import days
from qantara.knowledge.dues.days import Item
from qantara.knowledge.dues.models import Due, Step
from qantara.knowledge.dues.standing import gather
from qantara.knowledge.dues.words import step_name
from qantara.network.models import Member, Participation, holds_on
from qantara.notices.models import Notice
from qantara.notices.tell import News, in_all, settle, tell_all
from qantara.notices.whom import teams

KINDS = ("due.near", "due.past")

_Title = Role.Title
#: Who of a city's people can do a step.
WHO: dict[str, tuple[str, ...]] = {
    Step.TEAM: (_Title.SIGNATORY,),
    Step.EVIDENCE: (_Title.OFFICER,),
    Step.DRAFT: (_Title.OFFICER, _Title.EDITOR),
    Step.REVIEW: (_Title.REVIEWER, _Title.OFFICER),
    Step.SIGNATURE: (_Title.SIGNATORY,),
    Step.RELEASE: (_Title.SIGNATORY, _Title.OFFICER),
}


@dataclass(frozen=True, slots=True)
class Range:
    """Days from ``first`` to ``last`` as seen from the due day: negative before it, positive after."""

    name: str
    first: int
    last: int
    kind: str


#: Four times at most: two weeks and three days before, the day after, and a week later. Then silence.
RANGES = (
    Range("14", -14, -4, "due.near"),
    Range("3", -3, 0, "due.near"),
    Range("past", 1, 7, "due.past"),
    Range("past-8", 8, 21, "due.past"),
)


def range_of(due: date, today: date) -> Range | None:
    """The range that ``today`` lies in; None where nobody is reminded."""
    behind = (today - due).days
    return next((one for one in RANGES if one.first <= behind <= one.last), None)


@fence.reaching("notices")
def remind(*, at: datetime) -> None:
    """Tell who has to be told, and settle what is not true any more."""
    if not Due.objects.in_force().exists():
        _settle(set(), at)
        return
    news = list(_news(at))
    tell_all(news, at=at)
    _settle({one.mark for one in news}, at)


def _news(at: datetime) -> Iterator[News]:
    today = at.date()
    taking_part = Participation.objects.filter(holds_on(today))
    members = list(
        Member.objects.filter(pk__in=taking_part.values("member")).select_related("holder")
    )
    holders = [member.holder_id for member in members]
    dated = days.load(holders, at)
    held = gather(members, frameworks.default(), at=at)
    people = teams(holders, at=at)
    for member in members:
        team = people.get(member.holder_id, [])
        for item in dated.open(member.holder_id, held[member.holder_id]):
            if found := range_of(item.day.on, today):
                yield _reminder(member.holder, item, found, team)


def _reminder(holder: Holder, item: Item, found: Range, team: list[tuple[str, Person]]) -> News:
    return News(
        kind=found.kind,
        to=[person for title, person in team if title in WHO[item.step]],
        holder=holder.pk,
        about={
            "step": in_all(step_name(item.step, item.language)),
            "day": item.day.on.isoformat(),
        },
        link={"slug": holder.slug},
        mark=f"{holder.pk}/{item.step}/{item.language}/{item.day.on}/{found.name}",
    )


def _settle(true: set[str], at: datetime) -> None:
    told = Notice.objects.filter(kind__in=KINDS, settled_at=None).values_list("mark", flat=True)
    settle(KINDS, set(told.distinct()) - true, at=at)
