"""Who did what with the records of my city or organisation, the newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import holders_for
from qantara.accounts.words import holder_name
from qantara.core import audit
from qantara.core.models import AuditLine
from qantara.desk.asking import asks
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.log.words import act_name

#: Lines on one page.
PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """``who`` is empty for the instance itself; None for somebody who was erased."""

    at: datetime
    what: str
    who: str | None
    body: str
    reason: str


@asks("audit.read")
@for_people
@require_safe
def log(request: HttpRequest, lang: str) -> HttpResponse:
    """The log of every holder whose log the person may read; of one, where `?of=` names it."""
    holders = {
        holder.pk: holder
        for holder in Holder.objects.filter(pk__in=holders_for(signed_in(request), "audit.read"))
    }
    if not holders:
        raise Http404
    chosen = request.GET.get("of", "")
    wanted = [key for key, holder in holders.items() if chosen in ("", holder.slug)]
    if not wanted:
        raise Http404
    page = Paginator(AuditLine.objects.filter(holder__in=wanted).order_by("-id"), PAGE).get_page(
        request.GET.get("page")
    )
    bodies = {key: holder_name(holder, lang) for key, holder in holders.items()}
    context = {
        "page": page,
        "lines": _lines(list(page), bodies),
        "bodies": sorted((holder.slug, bodies[key]) for key, holder in holders.items()),
        "chosen": chosen,
    }
    return render(request, "desk/log/log.html", frame(request) | context)


def _lines(rows: Sequence[AuditLine], bodies: Mapping[UUID, str]) -> list[Line]:
    people = audit.people({row.actor for row in rows})
    names = dict(Person.objects.filter(pk__in=people.values()).values_list("pk", "name"))
    return [
        Line(
            at=row.at,
            what=act_name(row.act),
            who=names.get(people[row.actor]) if row.actor in people else None if row.actor else "",
            body=bodies[row.holder] if row.holder else "",
            reason=row.reason,
        )
        for row in rows
    ]
