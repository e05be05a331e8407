"""A city's way through the guide: begun once, marked, set aside; and what is counted of each step."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from qantara.accounts.models import Holder, Person
from qantara.action.toolkit import outputs, runs
from qantara.action.toolkit.guide import shipped
from qantara.action.toolkit.models import Run, StepMark
from qantara.core.errors import Conflict, DomainError, NotAllowed
from qantara.core.models import AuditLine
from qantara.network.stakeholders import keep
from qantara.network.stakeholders.keep import Draft
from tests.people import a_holder, a_person

AT = datetime(2026, 5, 1, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def holder() -> Holder:
    return a_holder()


@pytest.fixture
def officer(holder: Holder) -> Person:
    return a_person("officer", ("officer", holder))


def test_run_is_begun_once_and_rests_with_all_that_was_said(
    holder: Holder, officer: Person
) -> None:
    run = runs.begin(holder, shipped(), by=officer, at=AT)
    assert runs.begin(holder, shipped(), by=officer, at=AT) == run
    runs.mark(run, shipped(), "mandate", "done", "Minute 12", seen=0, by=officer, at=AT)
    runs.pause(run, by=officer, at=AT)
    runs.pause(run, by=officer, at=AT)
    run.refresh_from_db()
    assert run.paused_at == AT
    assert runs.resume(run, by=officer, at=AT).paused_at is None
    assert [(one.step, one.state, one.note) for one in StepMark.objects.all()] == [
        ("mandate", "done", "Minute 12")
    ]
    assert list(AuditLine.objects.order_by("id").values_list("act", flat=True)) == [
        "toolkit.begun", "toolkit.marked", "toolkit.paused", "toolkit.resumed",
    ]  # fmt: skip


def test_two_who_mark_a_step_at_once_lose_nothing(holder: Holder, officer: Person) -> None:
    run = runs.begin(holder, shipped(), by=officer, at=AT)
    runs.mark(run, shipped(), "team", "doing", "Two people", seen=0, by=officer, at=AT)
    with pytest.raises(Conflict):
        runs.mark(run, shipped(), "team", "done", "", seen=0, by=officer, at=AT)
    runs.mark(run, shipped(), "team", "done", "", seen=1, by=officer, at=AT)
    assert (StepMark.objects.get().state, StepMark.objects.get().version) == ("done", 2)


def test_step_is_left_out_for_a_reason_only(holder: Holder, officer: Person) -> None:
    run = runs.begin(holder, shipped(), by=officer, at=AT)
    with pytest.raises(DomainError, match="Say why"):
        runs.mark(run, shipped(), "options", "left_out", " \n", seen=0, by=officer, at=AT)
    with pytest.raises(KeyError):
        runs.mark(run, shipped(), "unheard-of", "done", "", seen=0, by=officer, at=AT)
    assert not StepMark.objects.exists()


def test_nobody_else_begins_or_marks(holder: Holder, officer: Person) -> None:
    stranger = a_person("stranger", ("officer", a_holder("karwan")))
    reviewer = a_person("reviewer", ("reviewer", holder))
    run, elsewhere = runs.begin(holder, shipped(), by=officer, at=AT), a_holder("elsewhere")
    for person in (stranger, reviewer):
        with pytest.raises(NotAllowed):
            runs.mark(run, shipped(), "team", "done", "", seen=0, by=person, at=AT)
        with pytest.raises(NotAllowed):
            runs.begin(elsewhere, shipped(), by=person, at=AT)
        assert not Run.objects.visible_to(person).exists()
    assert Run.objects.visible_to(officer).get() == run


def test_what_is_on_record_is_counted_and_nobody_elses(holder: Holder, officer: Person) -> None:
    before = outputs.counted(holder, at=AT)
    assert set(before) <= {step.id for step in shipped().steps}
    assert {one.count for found in before.values() for one in found} == {0, 1}
    assert before["team"] == (outputs.Output("people", 1),)
    draft = Draft(name="River school", level="local", parts={})
    keep.add(draft, holder=holder, by=officer, at=AT)
    other = a_holder("karwan")
    neighbour = a_person("neighbour", ("officer", other))
    keep.add(draft, holder=other, by=neighbour, at=AT)
    assert outputs.counted(holder, at=AT)["people"] == (outputs.Output("stakeholders", 1),)
