"""A city with a public sheet and two endorsed priorities, that commits to recommendations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from qantara.accounts.models import Person
from qantara.action.priorities.models import Priority
from qantara.action.progress import check, commit, report
from qantara.action.progress.commit import Draft
from qantara.action.progress.models import Check, Commitment, ProgressReport
from qantara.action.progress.report import Cited, Said
from tests.action.priorities.conftest import Group, city, group, made
from tests.knowledge.ledger.conftest import moment
from tests.people import a_holder, a_person

__all__ = ["city", "group", "made"]

DRAFT = Draft(
    stance="committed", words={"what": "One desk in every district", "lead": "Services"},
    due=date(2028, 6, 30), body="council", decided_on=date(2026, 3, 4), minute_reference="2026/17",
)  # fmt: skip
MINUTES = Cited(kind="document", title="Budget vote", issuer="City council", on=date(2026, 3, 4))
SAID = Said(
    level=2, on=date(2026, 3, 6),
    words={"done": "Two desks work.", "obstacle": "Rent.", "next": "A third desk."},
    evidence=[MINUTES],
)  # fmt: skip


@dataclass(frozen=True)
class Promise:
    """The city and short ways through its commitments. Days count from the start of its group."""

    group: Group
    peer: Person

    def commit(self, code: str = "R5", draft: Draft = DRAFT, *, day: int = 5) -> Commitment:
        return commit.commit(
            draft, recommendation=code, language="en", holder=self.group.city.holder,
            territory=self.group.place, by=self.group.city.officer, at=moment(day),
        )  # fmt: skip

    def report(
        self, one: Commitment, level: int = 2, *, day: int = 6, **said: object
    ) -> ProgressReport:
        given = replace(SAID, level=level, on=moment(day).date(), **said)  # type: ignore[arg-type]
        return report.report(one, given, language="en", by=self.group.city.officer, at=moment(day))

    def check(self, row: ProgressReport, *, day: int = 7, **said: object) -> Check:
        given = {"is_confirmed": True, "standing": "expert", "by": self.group.city.reviewer}
        return check.check(row, at=moment(day), **given | said)  # type: ignore[arg-type]

    def let_out(self, *commitments: Commitment) -> None:
        commit.let_out(
            self.group.place, [one.pk for one in commitments], holder=self.group.city.holder,
            by=self.group.city.officer, at=moment(8),
        )  # fmt: skip

    @property
    def priority(self) -> Priority:
        return Priority.objects.filter(state=Priority.State.ENDORSED).order_by("proposed_at")[0]


@pytest.fixture
def promise(group: Group) -> Promise:
    group.endorsed()
    neighbour = a_holder("nordhavn")
    peer = a_person("peer", ("officer", neighbour), ("reviewer", group.city.holder))
    return Promise(group=group, peer=peer)
