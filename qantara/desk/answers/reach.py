"""Which city and which of its places a page is about."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from qantara.accounts.models import Holder
from qantara.accounts.roles import holders_for
from qantara.desk.frame import signed_in
from qantara.desk.journey.gathering import territories_of
from qantara.network.models import Territory
from qantara.web import names


def city(request: HttpRequest, slug: str, action: str) -> Holder:
    """A holder for whose records whoever is here may do ``action``. Raises Http404."""
    mine = holders_for(signed_in(request), action)
    found = Holder.objects.filter(pk__in=mine, slug=slug).first()
    if found is None:
        raise Http404
    return found


def may(request: HttpRequest, holder: Holder, action: str) -> bool:
    return holder.pk in holders_for(signed_in(request), action)


def place(request: HttpRequest, holder: Holder) -> Territory | None:
    """The place asked for, else the first the city speaks for; None where it speaks for none.

    Raises Http404 for a place it does not speak for.
    """
    places = territories_of(holder)
    wanted = request.GET.get("place") or request.POST.get("place", "")
    if not wanted:
        return places[0] if places else None
    found = next((one for one in places if one.slug == wanted), None)
    if found is None:
        raise Http404
    return found


def choices(holder: Holder) -> list[tuple[str, str]]:
    """Slug and name of the places a city speaks for."""
    lang = get_language() or "en"
    return [
        (one.slug, names.in_language(one.name, lang)[0] or one.slug)
        for one in territories_of(holder)
    ]
