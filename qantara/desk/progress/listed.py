"""All recommendations of a place: what the city says of each, how far it is, and what is let out."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from qantara.action.priorities.serves import network_of
from qantara.action.progress import commit
from qantara.action.progress.kind import KIND
from qantara.action.recommendations import sets
from qantara.action.recommendations.paper import placeholder_note
from qantara.core import clock
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.progress.reach import cells_of, holder_of, may, place_of, places_of
from qantara.desk.steps import step_of, visible_cases
from qantara.releases.models import Release


@asks("progress.read")
@for_people
@require_safe
def listed(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """Every recommendation with the city's word on it."""
    holder = holder_of(request, slug)
    place = place_of(request, holder)
    found = cells_of(place, holder, lang) if place else []
    cases = visible_cases(signed_in(request)).filter(
        holder=holder, kind=KIND, subject=place.slug if place else ""
    )
    newest = cases.defer("document").order_by("-opened_at").first()
    step = step_of(newest) if newest else None
    releases = Release.objects.standing().filter(kind=KIND, subject=place.slug if place else "")
    context = {
        "holder": holder,
        "place": place,
        "places": places_of(holder),
        "cells": found,
        "said": sum(one.commitment is not None for one in found),
        "let_out": sum(bool(one.commitment and one.commitment.is_let_out) for one in found),
        "placeholder": placeholder_note()
        if place and sets.in_force(network_of(place)).is_placeholder
        else "",
        "form": OnceForm(),
        "case": newest if step and step.action else None,
        "step": step,
        "released": releases.defer("document").order_by("-number").first(),
        "may_write": may(request, holder, "progress.write"),
    }
    path = reverse("desk:commitments", args=[lang, slug])
    return render(request, "desk/progress/listed.html", frame(request, path=path) | context)


@asks("progress.write")
@for_people
@require_POST
def let_out(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """Which of them go out with the next release."""
    holder = holder_of(request, slug, "progress.write")
    place = place_of(request, holder)
    if place is None:
        raise Http404
    keys: set[UUID] = set()
    for given in request.POST.getlist("let_out"):
        try:
            keys.add(UUID(given))
        except ValueError as error:
            raise Http404 from error
    once_only(
        OnceForm(request.POST),
        lambda: commit.let_out(place, keys, holder=holder, by=signed_in(request), at=clock.now()),
    )
    return redirect(f"{reverse('desk:commitments', args=[lang, slug])}?place={place.slug}")
