"""What is open to whom, what was; open, and end."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from qantara.accounts import standing
from qantara.accounts.models import Holder, Opening, Person
from qantara.accounts.opening import close_figures, open_figures
from qantara.accounts.roles import holders_for, open_to
from qantara.core import clock
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.doors.proof import ask, fresh
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.raw.forms import OpenForm
from qantara.desk.raw.whom import colleagues

#: Ended ones on a page.
PAGE = 25


@asks("observations.open")
@for_people
@require_http_methods(["GET", "POST"])
def opened(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """To whom the holder's figures are open now, to whom they were, and the form to open them."""
    by, at = signed_in(request), clock.now()
    holder = get_object_or_404(Holder, slug=slug, pk__in=holders_for(by, "observations.open"))
    if request.method == "POST" and (asked := ask(request)):
        return asked
    known = [one for one in colleagues(holder, at=at) if one.person.pk != by.pk]
    form = OpenForm(
        request.POST if "person" in request.POST else None, known=known, lang=lang, today=at.date()
    )

    def act() -> None:
        open_figures(
            holder, form.person_chosen(), until=form.until(), reason=form.cleaned_data["reason"],
            by=by, at=at,
        )  # fmt: skip

    if form.is_bound and once_only(form, act):
        return redirect("desk:openings", lang=lang, slug=slug)
    rows = Opening.objects.filter(holder=holder).select_related("person", "opened_by")
    context = {
        "holder": holder,
        "form": form,
        "has_known": bool(known),
        "now_open": rows.filter(since__lte=at, until__gt=at).order_by("until"),
        "ended": Paginator(rows.filter(until__lte=at).order_by("-until"), PAGE).get_page(
            request.GET.get("page")
        ),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/raw/opened.html", frame(request) | context, status=status)


@asks("observations.open")
@for_people
@fresh
@require_POST
def end(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """End one now. Sent twice, it ends once."""
    by, at = signed_in(request), clock.now()
    holders = holders_for(by, "observations.open")
    found = get_object_or_404(Opening.objects.select_related("holder"), pk=key, holder__in=holders)
    if found.until > at:
        close_figures(found, by=by, at=at)
    return redirect("desk:openings", lang=lang, slug=found.holder.slug)


def open_to_me(person: Person, at: datetime) -> list[Opening]:
    """What others opened to whoever is here, the first to end first."""
    if not any(one.holds(at) for one in standing.opened_to(person)):
        return []
    return list(open_to(person, at).select_related("holder").order_by("until"))
