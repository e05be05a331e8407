"""The nearest day of what is still to be done, for a city's home: from what the page has read already."""

from __future__ import annotations

from datetime import datetime

from qantara.desk.journey.gathering import Work
from qantara.knowledge import frameworks
from qantara.knowledge.dues import days
from qantara.knowledge.dues.days import Item
from qantara.knowledge.dues.models import Step
from qantara.knowledge.dues.standing import KINDS, Held, Opened, Out, gather
from qantara.knowledge.frameworks import sets
from qantara.network.models import Member


def next_due(work: Work, *, at: datetime) -> Item | None:
    """None where nothing has a day, or all of that is done. One query; two more where drafts have days."""
    holder = work.holder.pk
    dated = days.load([holder], at)
    if not dated.set:
        return None
    held = _held(work)
    if any(step == Step.DRAFT for _network, _whose, step, _language in dated.set):
        whole = [Member(holder=work.holder)]  # of it the holder alone is asked for
        drafts = gather(whole, frameworks.default(), at=at, steps={Step.DRAFT})[holder]
        held.sources, held.current, held.old = drafts.sources, drafts.current, drafts.old
    return next(iter(dated.open(holder, held)), None)


def _held(work: Work) -> Held:
    """What ``standing.gather`` would say, but for the drafts."""
    out = None
    if one := work.released:
        out = Out(number=one.number, day=one.released_at.date(), address=one.address)
    return Held(
        titles=set(work.titles),
        covered={row.indicator.code for row in work.covered if row.state in ("recent", "answered")},
        asked=frozenset(one.code for one in sets.of(frameworks.default(), work.choice)),
        case=_newest(work),
        out=out,
    )


def _newest(work: Work) -> Opened | None:
    for case, step in work.cases:
        if case.kind in KINDS:
            return Opened(
                key=case.pk,
                is_reviewed=step.name != "review",
                is_approved=step.name == "release",
                is_released=False,
            )
    if work.released is None:
        return None
    key = work.released.pk
    return Opened(key=key, is_reviewed=True, is_approved=True, is_released=True)
