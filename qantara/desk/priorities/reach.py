"""Whose priorities a page is about, and of which place; 404 for what one may not see."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qantara.accounts.models import Holder
from qantara.accounts.roles import holders_for
from qantara.action.priorities.models import Priority
from qantara.desk.frame import signed_in
from qantara.network.members import spoken_for
from qantara.network.models import Territory


def holder_of(request: HttpRequest, slug: str, action: str = "priorities.read") -> Holder:
    return get_object_or_404(Holder, slug=slug, pk__in=holders_for(signed_in(request), action))


def priority_of(request: HttpRequest, key: UUID, action: str = "priorities.read") -> Priority:
    rows = Priority.objects.visible_to(signed_in(request), action)
    related = ("holder", "territory", "text", "merged_into__text")
    found: Priority = get_object_or_404(rows.select_related(*related), pk=key)
    return found


def may(request: HttpRequest, holder: Holder, action: str) -> bool:
    return holder.pk in holders_for(signed_in(request), action)


def places_of(holder: Holder) -> list[Territory]:
    """The places a holder speaks for, the one it is called after first."""
    return sorted(spoken_for(holder), key=lambda place: place.slug != holder.slug)


def place_of(request: HttpRequest, holder: Holder) -> Territory | None:
    """The place asked for (``place``), else the first; none where the holder speaks for none."""
    places = places_of(holder)
    asked = request.POST.get("place") or request.GET.get("place", "")
    return next((one for one in places if one.slug == asked), places[0] if places else None)
