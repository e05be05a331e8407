"""Whose commitments a page is about; 404 for what one may not see."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from qantara.accounts.models import Holder
from qantara.accounts.roles import holders_for
from qantara.action.priorities.serves import network_of
from qantara.action.progress.commit import of_place
from qantara.action.progress.document import loaded
from qantara.action.progress.models import Commitment, ProgressReport
from qantara.action.recommendations import sets
from qantara.core import clock
from qantara.desk.frame import signed_in
from qantara.desk.priorities.reach import may, place_of, places_of
from qantara.desk.progress.shown import Cell, cells
from qantara.network.models import Territory

__all__ = [
    "cell_of",
    "cells_of",
    "commitment_of",
    "holder_of",
    "may",
    "place_of",
    "places_of",
    "report_of",
]


def holder_of(request: HttpRequest, slug: str, action: str = "progress.read") -> Holder:
    return get_object_or_404(Holder, slug=slug, pk__in=holders_for(signed_in(request), action))


def commitment_of(request: HttpRequest, key: UUID, action: str) -> Commitment:
    rows = Commitment.objects.visible_to(signed_in(request), action)
    found: Commitment = get_object_or_404(
        rows.select_related("holder", "territory", "text"), pk=key
    )
    return found


def report_of(request: HttpRequest, key: UUID, action: str) -> ProgressReport:
    rows = ProgressReport.objects.visible_to(signed_in(request), action)
    related = ("commitment__holder", "commitment__territory", "text")
    found: ProgressReport = get_object_or_404(rows.select_related(*related), pk=key)
    return found


def cells_of(place: Territory, holder: Holder, lang: str) -> list[Cell]:
    found = loaded(of_place(place).filter(holder=holder))
    known = sets.in_force(network_of(place)).recommendations
    return cells(known, found, lang, today=clock.now().date())


def cell_of(place: Territory | None, holder: Holder, code: str, lang: str) -> Cell:
    """Raises Http404 for a recommendation there is not."""
    found = cells_of(place, holder, lang) if place else []
    cell = next((one for one in found if one.recommendation.code == code), None)
    if cell is None:
        raise Http404
    return cell
