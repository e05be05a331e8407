"""A second person looks at a report and says whether it is so. Nobody checks their own city's word."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person, Role
from qantara.accounts.roles import demand, in_force
from qantara.action.progress.models import Check, ProgressReport
from qantara.core import audit, fence, trace
from qantara.core.errors import DomainError

Standing = Check.Standing
_LONGEST = 2_000


@transaction.atomic
def check(
    report: ProgressReport, *, is_confirmed: bool, standing: str, of: Holder | None = None,
    note: str = "", by: Person, at: datetime,
) -> Check:  # fmt: skip
    """Keep somebody's word on a report. ``of``: the city of a peer, one they have a role with."""
    demand(by, "progress.check", report.commitment, at=at)
    found = ProgressReport.objects.select_for_update(of=["self"]).select_related("commitment")
    row: ProgressReport = found.get(pk=report.pk)
    if row.undone_at is not None:
        raise DomainError(_("This has been taken back already."))
    if by.pk == row.reported_by_id or _belongs(by, row.commitment.holder, at):
        raise DomainError(_("A report is checked by somebody who is not of the city."))
    if standing not in Standing.values:
        raise DomainError(_("Say as what you looked at it."))
    if standing == Standing.PEER and (
        of is None or of.pk not in {one.pk for one in cities(by, row, at=at)}
    ):
        raise DomainError(_("Say which city you look at it from: one you have a role with."))
    note = note.replace("\r\n", "\n").strip()[:_LONGEST]
    if not is_confirmed and not note:
        raise DomainError(_("Say what you doubt, so that the city can answer."))
    made = Check.objects.create(
        report=row, is_confirmed=is_confirmed, standing=standing,
        of=of if standing == Standing.PEER else None, note=note, checked_by=by, checked_at=at,
    )  # fmt: skip
    trace.link(made, "checks", row)
    audit.record("commitment.checked", made, by=by, at=at, holder=row.commitment.holder_id)
    return made


@fence.reaching("person")
def cities(person: Person, report: ProgressReport, *, at: datetime) -> list[Holder]:
    """The cities a person has a role with, besides the one that reports."""
    roles = Role.objects.filter(in_force(at), person=person).exclude(
        holder=report.commitment.holder
    )
    titles = (Role.Title.OFFICER, Role.Title.SIGNATORY, Role.Title.EDITOR)
    rows = roles.filter(title__in=titles).select_related("holder").order_by("holder__slug")
    return list({role.holder_id: role.holder for role in rows}.values())


def newest(checks: Iterable[Check]) -> Check | None:
    """The last word: of each person the newest counts, and a doubt that stands weighs most."""
    last: dict[UUID, Check] = {}
    for one in sorted(checks, key=lambda each: each.checked_at):
        last[one.checked_by_id] = one
    doubts = [one for one in last.values() if not one.is_confirmed]
    return max(doubts or last.values(), key=lambda one: one.checked_at, default=None)


def _belongs(person: Person, holder: Holder, at: datetime) -> bool:
    """Of the city's own people: reviewers from outside are not."""
    titles = (Role.Title.OFFICER, Role.Title.SIGNATORY, Role.Title.EDITOR)
    roles = Role.objects.filter(in_force(at), person=person, holder=holder, title__in=titles)
    return roles.exists()
