"""A file that takes long to be read: its page says how far it is, looks again by itself, and goes on."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from qantara.core import clock
from qantara.desk.asking import asks
from qantara.desk.figures.going_on import next_page
from qantara.desk.frame import for_people, frame, signed_in
from qantara.knowledge.evidence.arrivals import deliveries
from qantara.knowledge.evidence.arrivals.models import Delivery

#: Seconds after which the page looks again: soon at first, for most files are read by then.
_SOON, _LATER, _PATIENT = 2, 10, 30


@asks("observations.record")
@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """How far a file is: it waits its turn, is read, goes on to its questions, or was refused.

    Sent, the page takes the file back.
    """
    person, at = signed_in(request), clock.now()
    visible = Delivery.objects.visible_to(person).select_related("arrival", "holder", "received_by")
    here = get_object_or_404(visible, pk=key)
    if here.arrival is not None:
        return redirect(next_page(here.arrival), lang=lang, key=here.arrival_id)
    if request.method == "POST":
        deliveries.withdraw(here, by=person, at=at)
        return redirect("desk:figures", lang=lang)
    since = int((at - (here.claimed_at or here.received_at)).total_seconds())
    context = {"delivery": here, "since": max(since, 0), "ahead": deliveries.ahead_of(here)}
    response = render(request, "desk/figures/delivery.html", frame(request) | context)
    if here.state == Delivery.State.WAITING:
        # A header, not an element: works without script, and whoever reads slowly loses no place.
        response["Refresh"] = str(_SOON if since < _PATIENT else _LATER)
    return response
