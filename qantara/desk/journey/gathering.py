"""What is on record of one holder's work, gathered once for a page. Few queries, whatever the size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from qantara.accounts.models import Holder, Person, Role
from qantara.accounts.roles import in_force
from qantara.action.priorities.endorse import PAPER
from qantara.action.priorities.models import Priority
from qantara.action.progress.kind import KIND as PROGRESS
from qantara.action.progress.models import Commitment
from qantara.desk.steps import Step, step_of
from qantara.editions.models import Block
from qantara.knowledge import frameworks
from qantara.knowledge.answers.models import ChosenSet
from qantara.knowledge.evidence.arrivals.models import Arrival
from qantara.knowledge.frameworks import Indicator, sets
from qantara.knowledge.profiles import coverage
from qantara.knowledge.profiles.coverage import Covered
from qantara.knowledge.profiles.models import Narrative
from qantara.knowledge.reviews.waiting import unanswered
from qantara.network.members import spoken_for
from qantara.network.models import Territory
from qantara.notices.models import Notice
from qantara.releases.models import Case, Release


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One holder's work as it stands.

    titles    title of a role -> how many people hold it
    staying   titles that somebody holds without an end
    people    how many people there are
    arrivals  files that wait, the oldest first
    choice    the set of indicators that counts for it: ``core`` or ``short``
    covered   these indicators and what is known of each; empty for a holder without territory
    written   sections that have text
    cases     with their next step, the newest first; released ones are left out
    released  the newest standing release of its profile or figures
    proposed  the state of every proposal of a priority
    paper     the newest standing City Priority Paper
    said      stances on recommendations that stand
    told      the newest standing release of progress
    """

    holder: Holder
    territories: Sequence[Territory]
    titles: dict[str, int]
    staying: frozenset[str]
    people: int
    arrivals: Sequence[Arrival]
    choice: str
    covered: Sequence[Covered]
    written: frozenset[str]
    cases: Sequence[tuple[Case, Step]]
    released: Release | None
    proposed: Sequence[str]
    paper: Release | None
    said: Sequence[str]
    told: Release | None

    @property
    def has_figures(self) -> bool:
        return any(row.latest for row in self.covered)

    @property
    def recent(self) -> int:
        """Indicators that count with a recent figure, or answered."""
        return sum(row.state in ("recent", "answered") for row in self.covered)


def seen(holders: QuerySet[Holder], person: Person, *, at: datetime) -> QuerySet[Holder]:
    """Holders with what their page asks besides, in the same query.

    team        who holds which role, as JSON        choice  the set of indicators, if one was chosen
    proposed    the state of every proposal of a priority
    said        stances on recommendations that stand
    unanswered  remarks that wait for ``person``     unread  what they have not read themselves
    """
    roles = Role.objects.filter(in_force(at), holder=OuterRef("pk"), person__is_active=True)
    notices = Notice.objects.filter(person=person).unread().order_by().values("person")
    return holders.annotate(
        team=ArraySubquery(
            roles.values(one=JSONObject(title="title", person="person_id", until="until"))
        ),
        proposed=ArraySubquery(Priority.objects.filter(holder=OuterRef("pk")).values("state")),
        said=ArraySubquery(
            Commitment.objects.standing().filter(holder=OuterRef("pk")).values("stance")
        ),
        choice=Subquery(ChosenSet.objects.filter(holder=OuterRef("pk")).values("choice")),
        unanswered=Subquery(unanswered(OuterRef("pk"), person.pk)),
        unread=Subquery(notices.annotate(count=Count("pk")).values("count")),
    )


def gather(
    holder: Holder, cases: Sequence[Case], releases: Sequence[Release], *, at: datetime
) -> Work:
    """``holder``: of ``seen``; ``cases``: of ``steps.visible_cases``; ``releases``: the newest first."""
    territories = territories_of(holder)
    slugs = [place.slug for place in territories]
    team: list[dict[str, str]] = holder.team  # type: ignore[attr-defined]
    titles: dict[str, int] = {}
    for one in team:
        titles[one["title"]] = titles.get(one["title"], 0) + 1
    choice: str = holder.choice or ChosenSet.Choice.CORE  # type: ignore[attr-defined]
    return Work(
        holder=holder,
        territories=territories,
        titles=titles,
        staying=frozenset(one["title"] for one in team if one["until"] is None),
        people=len({one["person"] for one in team}),
        arrivals=list(
            Arrival.objects.filter(holder=holder).waiting().defer("answers").order_by("received_at")
        ),
        choice=choice,
        covered=_covered(sets.of(frameworks.default(), choice), territories, at),
        written=frozenset(
            section
            for place in territories
            for section in place.written  # type: ignore[attr-defined]
        ),
        cases=[
            (case, step)
            for case in cases
            if case.holder_id == holder.pk and (step := step_of(case)).action
        ],
        released=_newest(releases, slugs, ("profile", "figures")),
        proposed=holder.proposed,  # type: ignore[attr-defined]
        paper=_newest(releases, slugs, (PAPER,)),
        said=holder.said,  # type: ignore[attr-defined]
        told=_newest(releases, slugs, (PROGRESS,)),
    )


def _newest(
    releases: Sequence[Release], slugs: Sequence[str], kinds: Sequence[str]
) -> Release | None:
    """The newest standing release of one of ``kinds`` about one of the places."""
    return next(
        (
            one
            for one in releases
            if not one.withdrawn_at and one.subject in slugs and one.kind in kinds
        ),
        None,
    )


def territories_of(holder: Holder) -> list[Territory]:
    """The places a holder speaks for, with the sections of each that have text."""
    return list(spoken_for(holder).annotate(written=_written()))


@cache
def _written() -> ArraySubquery:
    """Of a territory; the same each time, so made once."""
    block = Block.objects.filter(text=OuterRef("text"))
    sections = Narrative.objects.filter(Exists(block), territory=OuterRef("pk")).values("section")
    return ArraySubquery(sections)


def _covered(
    asked: Sequence[Indicator], territories: Sequence[Territory], at: datetime
) -> list[Covered]:
    if not territories:
        return []
    found = coverage.known([place.pk for place in territories])
    return coverage.covered(asked, found, at.date())
