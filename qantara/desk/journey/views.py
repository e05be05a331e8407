"""The desk's first page, and the page of one city."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import holders_for
from qantara.accounts.standing import once, roles_of
from qantara.core import clock
from qantara.core.lookups import Ids
from qantara.desk.asking import SIGNED_IN, asks
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.journey.dated import next_due
from qantara.desk.journey.gathering import Work, gather, seen
from qantara.desk.journey.spans import spans
from qantara.desk.journey.tasks import tasks
from qantara.desk.raw.views import open_to_me
from qantara.desk.steps import step_of, visible_cases, waiting_for
from qantara.knowledge import frameworks
from qantara.knowledge.dues.words import step_name
from qantara.knowledge.profiles import coverage
from qantara.network.models import Network
from qantara.releases import wishes
from qantara.releases.models import Case, Release
from qantara.releases.sheets.models import Sheet

#: Gaps shown: those that matter most.
GAPS = 3
#: Cases and releases looked at for one page, the newest first; and lines in one list of it.
CASES, RELEASES, LINES = 100, 50, 20
#: Cities that are listed by name; of more the matrix tells.
CITIES = 40


@asks(SIGNED_IN)
@for_people
@require_safe
def home(request: HttpRequest, lang: str) -> HttpResponse:
    """Whoever works for one city stands on its way; others see what waits, and their cities."""
    person, at = signed_in(request), clock.now()
    mine = holders_for(person, "work.read", at=at)
    cities = Holder.objects.filter(pk__among=Ids(mine), kind=Holder.Kind.CITY)
    own = {role.holder for role in roles_of(person) if role.holds(at)}
    if len(mine) == 1 and mine[0] in own and (only := seen(cities, person, at=at).first()):
        return _city(request, lang, only, at)
    holders = list(cities[: CITIES + 1])
    cases = _cases(person)
    confirms = holders_for(person, "sheet.confirm", at=at)
    context = _waiting(person, cases, confirms)
    context |= _released(_releases(holders_for(person, "case.read", at=at)), person)
    context["cities"] = holders if len(holders) <= CITIES else []
    context["has_cities"] = bool(holders)
    context["may_review"] = bool(holders_for(person, "review.read", at=at))
    context["open_to_me"] = open_to_me(person, at)
    offices = holders_for(person, "recommendations.write", at=at)
    context["networks"] = list(Network.objects.filter(holder__in=offices)) if offices else []
    context["sheets"] = _sheets(confirms, person)
    return render(request, "desk/home.html", frame(request) | context)


@asks("work.read")
@for_people
@require_safe
def city(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """One city's way."""
    at = clock.now()
    mine = holders_for(signed_in(request), "work.read", at=at)
    cities = Holder.objects.filter(pk__among=Ids(mine), slug=slug, kind=Holder.Kind.CITY)
    holder = seen(cities, signed_in(request), at=at).first()
    if holder is None:
        raise Http404
    return _city(request, lang, holder, at)


def _city(request: HttpRequest, lang: str, holder: Holder, at: datetime) -> HttpResponse:
    person = signed_in(request)
    cases = _cases(person, holder)
    releases = _releases([holder.pk])
    work = gather(holder, cases, releases, at=at)
    waiting = waiting_for(person, cases)

    def may(action: str) -> bool:
        return holder.pk in holders_for(person, action, at=at)

    unanswered, unread = holder.unanswered or 0, holder.unread or 0  # type: ignore[attr-defined]
    remarks = unanswered if may("review.resolve") else 0
    once(("unread", person.pk), lambda: unread)
    todo = tasks(work, waiting, may, lang, remarks=remarks)
    context: dict[str, Any] = {
        "holder": holder,
        "work": work,
        "spans": spans(work, may, lang),
        "next": todo[0] if todo else None,
        "tasks": todo[1:],
        "others": [row for row in work.cases if row[0].pk not in waiting or row[1].is_on_paper],
        "may_propose": may("case.open"),
        "may_bring": may("evidence.add"),
        "may_see_team": may("team.read"),
        "may_see_people": may("people.read"),
        "may_see_review": may("review.read"),
        "open_to_me": open_to_me(person, at),
    }
    if due := next_due(work, at=at):
        context |= {
            "due": due,
            "due_step": step_name(due.step, due.language),
            "is_late": due.day.on < at.date(),
        }
    context |= _gaps(work) | _released(releases, person)
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
    """Those of one holder, or of all with their holders; the newest."""
    found = visible_cases(person, names_signers=False).defer("document").order_by("-opened_at")
    found = found.filter(holder=holder) if holder else found.select_related("holder")
    return list(found[:CASES])


def _waiting(person: Person, cases: list[Case], confirms: Sequence[UUID]) -> dict[str, Any]:
    """``confirms``: holders of whose signed sheets a list of its own tells."""
    rows = [(case, step) for case in cases if (step := step_of(case)).action]
    signed = {case.pk for case, step in rows if step.is_on_paper}
    mine = waiting_for(person, cases) - signed
    for_me = [row for row in rows if row[0].pk in mine]
    for_others = [
        row
        for row in rows
        if row[0].pk not in mine and not (row[0].pk in signed and row[0].holder_id in confirms)
    ]
    return {
        "mine": for_me[:LINES],
        "others": for_others[:LINES],
        "more_of_mine": len(for_me[LINES:]),
        "more_of_others": len(for_others[LINES:]),
    }


def _sheets(holders: list[UUID], person: Person) -> list[Sheet]:
    """Signed sheets that ``person`` may confirm."""
    found = Sheet.objects.open().filter(case__holder__among=Ids(holders), scan__isnull=False)
    return list(
        found.exclude(scanned_by=person)
        .exclude(printed_by=person)
        .select_related("case__holder")
        .defer("case__document")
        .order_by("scanned_at")
    )


def _releases(holders: list[UUID]) -> list[Release]:
    found = Release.objects.filter(holder_id__among=Ids(holders)).defer("document")
    return list(found.order_by("-released_at")[:RELEASES])


def _released(releases: Sequence[Release], person: Person) -> dict[str, Any]:
    asked = wishes.asked(release.pk for release in releases) if releases else {}
    return {
        "releases": [(release, asked.get(release.pk, {})) for release in releases],
        "may_withdraw": set(holders_for(person, "release.withdraw")),
    }
