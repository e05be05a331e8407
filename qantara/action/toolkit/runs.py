"""A city's way through the guide: begin, rest, go on, say of a step how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.action.toolkit.guide import Guide
from qantara.action.toolkit.models import Run, State, StepMark
from qantara.core import audit
from qantara.core.errors import Conflict, DomainError


def run_of(holder: Holder, guide: Guide) -> Run | None:
    found: Run | None = Run.objects.filter(holder=holder, guide=guide.id).first()
    return found


@transaction.atomic
def begin(holder: Holder, guide: Guide, *, by: Person, at: datetime) -> Run:
    """The run of a city; where there is one, that."""
    made = Run(holder=holder, guide=guide.id, started_at=at)
    demand(by, "toolkit.write", made, at=at)
    found, is_new = Run.objects.get_or_create(
        holder=holder, guide=guide.id, defaults={"started_at": at}
    )
    if is_new:
        audit.record("toolkit.begun", found, by=by, at=at)
    return found


@transaction.atomic
def pause(run: Run, *, by: Person, at: datetime) -> Run:
    """Let it rest. It keeps all that was said."""
    return _rest(run, "toolkit.paused", at, by=by, at=at)


@transaction.atomic
def resume(run: Run, *, by: Person, at: datetime) -> Run:
    return _rest(run, "toolkit.resumed", None, by=by, at=at)


def _rest(run: Run, act: str, since: datetime | None, *, by: Person, at: datetime) -> Run:
    found: Run = Run.objects.select_for_update().get(pk=run.pk)
    demand(by, "toolkit.write", found, at=at)
    if (found.paused_at is None) != (since is None):
        found.paused_at = since
        found.save(update_fields=["paused_at"])
        audit.record(act, found, by=by, at=at)
    return found


def marks_of(run: Run | None) -> Mapping[str, StepMark]:
    return {} if run is None else {mark.step: mark for mark in run.marks.all()}


@transaction.atomic
def mark(
    run: Run, guide: Guide, step: str, state: str, note: str, *, seen: int, by: Person, at: datetime
) -> StepMark:
    """Say how far a step is. ``seen``: the version that was read, 0 where there was none.

    Raises Conflict where somebody said otherwise meanwhile, DomainError where a step is left out for
    no reason, KeyError for a step the guide has not.
    """
    guide.step(step)
    run = Run.objects.select_for_update().get(pk=run.pk)
    demand(by, "toolkit.write", run, at=at)
    if state == State.LEFT_OUT and not note.strip():
        raise DomainError(_("Say why this step is left out: somebody will ask later."))
    found = run.marks.filter(step=step).first() or StepMark(run=run, step=step, version=0)
    if found.version != seen:
        raise Conflict(_("Somebody else marked this step meanwhile. Read it again, then decide."))
    found.state, found.note, found.changed_at = State(state), note.strip(), at
    found.version += 1
    found.save()
    audit.record("toolkit.marked", found, by=by, at=at)
    return found
