"""The same of the action chain: proposals, workshops, commitments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from qantara.action.ballots import closing, rounds
from qantara.action.ballots.models import Round, Workshop
from qantara.action.priorities.links import make as make_link
from qantara.action.priorities.models import Endorsement, GroupLink, Priority, Quote, Ranking
from qantara.action.priorities.propose import Draft as ProposalDraft
from qantara.action.priorities.propose import propose
from qantara.action.progress import commit
from qantara.action.progress.models import Commitment, ProgressReport
from qantara.action.progress.report import Said, report
from qantara.core import clock
from qantara.network.models import (
    Territory,
)
from tests.action.ballots.conftest import RANKING
from tests.desk.having import Records

Given = dict[str, object]
#: Name of an address -> the parameters that lead to a record of the holder.
ACTION: dict[str, Callable[[Records], Given]] = {}
ACTION |= {
    name: lambda has: {"slug": has.city.holder.slug}
    for name in (
        "priorities", "priority-new", "priorities-rank", "priorities-count", "priorities-endorse",
        "priority-paper", "group-link",
    )
}  # fmt: skip
ACTION |= {
    name: lambda has: {"key": a_priority(has).pk}
    for name in ("priority", "priority-change", "priority-figures")
}
ACTION |= {
    "priority-translate": lambda has: {"key": a_priority(has).pk, "text_lang": "fr"},
    "priority-act": lambda has: {"key": a_priority(has).pk, "act": "withdraw"},
    "quote-remove": lambda has: {"key": a_quote(has).pk},
    "ranking-undo": lambda has: {"key": a_ranking(has).pk},
    "endorsement-undo": lambda has: {"key": an_endorsement(has).pk},
    "group-link-close": lambda has: {"key": a_group_link(has).pk},
}

ACTION |= {
    name: lambda has: {"slug": has.city.holder.slug}
    for name in ("commitments", "commitments-let-out", "progress-paper", "workshops", "orphans")
}
ACTION |= {
    name: lambda has: {"slug": has.city.holder.slug, "code": a_commitment(has).recommendation}
    for name in ("commitment", "commitment-change", "commitment-report")
}
ACTION |= {
    "commitment-end": lambda has: {"key": a_commitment(has).pk},
    "commitment-translate": lambda has: {"key": a_commitment(has).pk, "text_lang": "fr"},
    "progress-undo": lambda has: {"key": a_report(has).pk},
    "progress-check": lambda has: {"key": a_report(has).pk},
    "progress-translate": lambda has: {"key": a_report(has).pk, "text_lang": "fr"},
}
ACTION |= {
    name: lambda has: {"network": has.city.network.slug}
    for name in ("recommendations", "recommendations-about", "recommendations-propose")
}
ACTION |= {"recommendation": lambda has: {"network": has.city.network.slug, "code": "R1"}}
ACTION |= {name: lambda has: {"key": a_workshop(has).pk} for name in ("workshop", "round-prepare")}
ACTION |= {
    name: lambda has: {"key": a_round(has).pk} for name in ("round", "round-change", "round-cards")
}
ACTION |= {
    "round-act": lambda has: {"key": a_round(has).pk, "act": "call-off"},
    "round-screen": lambda has: {"key": an_open_round(has).pk},
    "round-sheets": lambda has: {"key": an_open_round(has).pk},
    "round-sheet-out": lambda has: {"key": an_open_round(has).pk, "number": 1},
    "round-record": lambda has: {"key": a_closed_round(has).pk},
}


def a_priority(has: Records) -> Priority:
    """A proposal for the city's first place, once made."""
    holder = has.city.holder
    if found := Priority.objects.filter(holder=holder).first():
        return found
    return propose(
        ProposalDraft(words={"title": "A desk", "problem": "Seven offices."}), language="en",
        holder=holder, territory=Territory.objects.get(slug="marwa"), by=has.city.officer,
        at=clock.now(),
    )  # fmt: skip


def a_quote(has: Records) -> Quote:
    """What the proposal quotes of a release; the door asks for the row alone."""
    at = clock.now()
    return Quote.objects.get_or_create(
        priority=a_priority(has), release=has.release, key="POP-01@marwa;2024",
        defaults={
            "subject": {}, "period": {}, "printed": {}, "quoted_by": has.city.officer, "quoted_at": at,
        },
    )[0]  # fmt: skip


def a_ranking(has: Records) -> Ranking:
    """An order that was taken back already, so that the act at its door changes nothing."""
    at, officer = clock.now(), has.city.officer
    return Ranking.objects.get_or_create(
        holder=has.city.holder, territory=Territory.objects.get(slug="marwa"), method="group",
        defaults={
            "held_on": at.date(), "minute_reference": "1", "recorded_by": officer, "recorded_at": at,
            "undone_at": at, "undone_by": officer, "undone_reason": "Wrong",
        },
    )[0]  # fmt: skip


def an_endorsement(has: Records) -> Endorsement:
    """An act that was taken back already."""
    at, officer = clock.now(), has.city.officer
    return Endorsement.objects.get_or_create(
        holder=has.city.holder, territory=Territory.objects.get(slug="marwa"), body="council",
        defaults={
            "on": at.date(), "minute_reference": "1", "recorded_by": officer, "recorded_at": at,
            "undone_at": at, "undone_by": officer, "undone_reason": "Wrong",
        },
    )[0]  # fmt: skip


def a_group_link(has: Records) -> GroupLink:
    """A link for the group, once made."""
    if found := GroupLink.objects.filter(holder=has.city.holder).first():
        return found
    place = Territory.objects.get(slug="marwa")
    return make_link(
        holder=has.city.holder, territory=place, days=7, by=has.city.officer, at=clock.now()
    )[0]


def a_commitment(has: Records) -> Commitment:
    """That the city commits to a recommendation, let out; once said."""
    if found := Commitment.objects.filter(holder=has.city.holder).first():
        return found
    place, given = Territory.objects.get(slug="marwa"), {"by": has.city.officer, "at": clock.now()}
    draft = commit.Draft(stance="committed", words={"what": "A desk"}, due=date(2040, 1, 1))
    made = commit.commit(
        draft, recommendation="R5", language="en", holder=has.city.holder, territory=place, **given
    )
    commit.let_out(place, [made.pk], holder=has.city.holder, **given)
    return made


def a_report(has: Records) -> ProgressReport:
    """How far the commitment is, once reported."""
    at, one = clock.now(), a_commitment(has)
    if found := one.reports.first():
        return found
    said = Said(level=1, on=at.date(), words={"done": "The room is found."})
    return report(one, said, language="en", by=has.city.officer, at=at)


def a_workshop(has: Records) -> Workshop:
    """Of the city's group, once prepared."""
    if found := Workshop.objects.filter(holder=has.city.holder).first():
        return found
    return rounds.prepare_workshop(
        {"en": "Priorities"}, holder=has.city.holder,
        territory=Territory.objects.get(slug="marwa"), held_on=clock.now().date(),
        by=has.city.officer, at=clock.now(),
    )  # fmt: skip


def a_round(has: Records, state: str = "prepared") -> Round:
    """A round of the workshop in a state, once made."""
    workshop = a_workshop(has)
    if found := Round.objects.filter(workshop=workshop, state=state).first():
        return found
    return rounds.prepare(workshop, RANKING, by=has.city.officer, at=clock.now())


def an_open_round(has: Records) -> Round:
    if found := Round.objects.filter(workshop=a_workshop(has), state="open").first():
        return found
    made, given = a_round(has), {"by": has.city.officer, "at": clock.now()}
    rounds.make_cards(made, 12, **given)
    return rounds.open_round(made, **given)


def a_closed_round(has: Records) -> Round:
    if found := Round.objects.filter(workshop=a_workshop(has), state="closed").first():
        return found
    one = an_open_round(has)
    closing.close(one, by=has.city.officer, at=clock.now())
    return one
