"""What is on record of one holder's work, gathered once for a page. Few queries, whatever the size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from qantara.accounts.models import Holder, Role
from qantara.accounts.roles import in_force
from qantara.desk.steps import Step, step_of
from qantara.knowledge import frameworks
from qantara.knowledge.answers.choose import chosen
from qantara.knowledge.evidence.arrivals.models import Arrival
from qantara.knowledge.frameworks import Indicator, sets
from qantara.knowledge.profiles import coverage
from qantara.knowledge.profiles.coverage import Covered
from qantara.knowledge.profiles.models import Narrative
from qantara.network.models import Member, Territory
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

    @property
    def has_figures(self) -> bool:
        return any(row.latest for row in self.covered)

    @property
    def recent(self) -> int:
        """Indicators that count with a recent figure, or answered."""
        return sum(row.state in ("recent", "answered") for row in self.covered)


def gather(
    holder: Holder, cases: Sequence[Case], releases: Sequence[Release], *, at: datetime
) -> Work:
    """``cases``: those of ``steps.visible_cases``; ``releases``: the holder's, the newest first."""
    territories = territories_of(holder)
    slugs = [place.slug for place in territories]
    held = list(
        Role.objects.filter(in_force(at), holder=holder, person__is_active=True).values_list(
            "title", "person", "until"
        )
    )
    titles: dict[str, int] = {}
    for title, _person, _until in held:
        titles[title] = titles.get(title, 0) + 1
    choice = chosen(holder)
    return Work(
        holder=holder,
        territories=territories,
        titles=titles,
        staying=frozenset(title for title, _person, until in held if until is None),
        people=len({person for _title, person, _until in held}),
        arrivals=list(
            Arrival.objects.filter(holder=holder).waiting().defer("answers").order_by("received_at")
        ),
        choice=choice,
        covered=_covered(sets.of(frameworks.default(), choice), territories, at),
        written=_written(territories),
        cases=[
            (case, step)
            for case in cases
            if case.holder_id == holder.pk and (step := step_of(case)).action
        ],
        released=next(
            (
                one
                for one in releases
                if not one.withdrawn_at
                and one.subject in slugs
                and one.kind in ("profile", "figures")
            ),
            None,
        ),
    )


def territories_of(holder: Holder) -> list[Territory]:
    """The places a holder speaks for, then those that stand in for them."""
    members = Member.objects.filter(holder=holder)
    return list(
        Territory.objects.filter(Q(members__in=members) | Q(stands_in_for__members__in=members))
        .distinct()
        .order_by("pk")
    )


def _covered(
    asked: Sequence[Indicator], territories: Sequence[Territory], at: datetime
) -> list[Covered]:
    if not territories:
        return []
    found = coverage.known([place.pk for place in territories])
    return coverage.covered(asked, found, at.date())


def _written(territories: Sequence[Territory]) -> frozenset[str]:
    rows = (
        Narrative.objects.filter(territory__in=territories)
        .annotate(blocks=Count("text__blocks"))
        .filter(blocks__gt=0)
    )
    return frozenset(rows.values_list("section", flat=True))
