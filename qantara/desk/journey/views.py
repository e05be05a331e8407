"""The desk's first page, and the page of one city."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import held_roles, holders_for
from qantara.core import clock
from qantara.desk.asking import SIGNED_IN, asks
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.journey.gathering import Work, gather
from qantara.desk.journey.spans import spans
from qantara.desk.journey.tasks import tasks
from qantara.desk.steps import step_of, visible_cases, waiting_for
from qantara.knowledge import frameworks
from qantara.knowledge.profiles import coverage
from qantara.releases import wishes
from qantara.releases.models import Case, Release
from qantara.releases.sheets.models import Sheet

#: Gaps shown: those that matter most.
GAPS = 3
#: Cases and releases on one page, the newest first.
CASES, RELEASES = 200, 50


@asks(SIGNED_IN)
@for_people
@require_safe
def home(request: HttpRequest, lang: str) -> HttpResponse:
    """Whoever works for one city stands on its way; others see what waits, and their cities."""
    person, at = signed_in(request), clock.now()
    holders = list(
        Holder.objects.filter(pk__in=holders_for(person, "work.read", at=at), kind=Holder.Kind.CITY)
    )
    if len(holders) == 1 and held_roles(person, at=at).filter(holder=holders[0]).exists():
        return _city(request, lang, holders[0], at)
    cases = _cases(person)
    context = _waiting(person, cases) | _released(holders_for(person, "case.read", at=at), person)
    context["cities"] = holders
    context["sheets"] = _sheets(holders_for(person, "sheet.confirm", at=at), person)
    return render(request, "desk/home.html", frame(request) | context)


@asks("work.read")
@for_people
@require_safe
def city(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """One city's way."""
    at = clock.now()
    mine = holders_for(signed_in(request), "work.read", at=at)
    holder = Holder.objects.filter(pk__in=mine, slug=slug, kind=Holder.Kind.CITY).first()
    if holder is None:
        raise Http404
    return _city(request, lang, holder, at)


def _city(request: HttpRequest, lang: str, holder: Holder, at: datetime) -> HttpResponse:
    person = signed_in(request)
    cases = _cases(person, holder)
    work = gather(holder, cases, at=at)
    waiting = waiting_for(person, cases)
    todo = tasks(
        work, waiting, lambda action: holder.pk in holders_for(person, action, at=at), lang
    )
    context: dict[str, Any] = {
        "holder": holder,
        "work": work,
        "spans": spans(work, lang),
        "next": todo[0] if todo else None,
        "tasks": todo[1:],
        "others": [row for row in work.cases if row[0].pk not in waiting],
        "may_propose": holder.pk in holders_for(person, "case.open", at=at),
        "may_bring": holder.pk in holders_for(person, "evidence.add", at=at),
    }
    context |= _gaps(work) | _released([holder.pk], person)
    return render(request, "desk/journey/city.html", frame(request) | context)


def _gaps(work: Work) -> dict[str, Any]:
    framework = frameworks.default()
    return {
        "shares": coverage.by_domain(framework, work.covered),
        "gaps": coverage.most_wanted(framework, work.covered, work.written, limit=GAPS),
        "written_domains": {
            domain.code for domain in framework.domains if domain.section in work.written
        },
        "years": coverage.YEARS,
    }


def _cases(person: Person, holder: Holder | None = None) -> list[Case]:
    found = visible_cases(person).select_related("holder").defer("document")
    return list((found.filter(holder=holder) if holder else found).order_by("-opened_at")[:CASES])


def _waiting(person: Person, cases: list[Case]) -> dict[str, Any]:
    mine = waiting_for(person, cases)
    rows = [(case, step) for case in cases if (step := step_of(case)).action]
    return {
        "mine": [row for row in rows if row[0].pk in mine],
        "others": [row for row in rows if row[0].pk not in mine],
    }


def _sheets(holders: list[UUID], person: Person) -> list[Sheet]:
    """Signed sheets that ``person`` may confirm."""
    found = Sheet.objects.open().filter(case__holder__in=holders, scan__isnull=False)
    return list(
        found.exclude(scanned_by=person)
        .exclude(printed_by=person)
        .select_related("case__holder")
        .defer("case__document")
        .order_by("scanned_at")
    )


def _released(holders: list[UUID], person: Person) -> dict[str, Any]:
    released = list(
        Release.objects.filter(holder_id__in=holders)
        .defer("document")
        .order_by("-released_at")[:RELEASES]
    )
    asked = wishes.asked(release.pk for release in released)
    return {
        "releases": [(release, asked.get(release.pk, {})) for release in released],
        "may_withdraw": set(holders_for(person, "release.withdraw")),
    }
