"""Bringing a file in: uploaded, read apart, and kept only where it lists nobody."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from qantara.accounts.models import Person
from qantara.accounts.roles import holders_for
from qantara.core import clock, once
from qantara.core.errors import Conflict, DomainError
from qantara.desk.asking import asks
from qantara.desk.figures.forms import BringForm
from qantara.desk.figures.going_on import next_page
from qantara.desk.figures.limits import AT_ONCE, AT_ONCE_BYTES, is_cut, uploads
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.knowledge.evidence.apart.call import TookTooLong
from qantara.knowledge.evidence.apart.slots import Busy
from qantara.knowledge.evidence.arrivals.deliveries import deliver
from qantara.knowledge.evidence.arrivals.models import Arrival, Delivery
from qantara.knowledge.evidence.arrivals.receive import receive
from qantara.knowledge.evidence.arrivals.room import demand_room
from qantara.knowledge.evidence.arrivals.settle import discard
from qantara.knowledge.evidence.readers import READERS
from qantara.knowledge.tasks import read_delivery

#: What each reader takes, as people call it.
KINDS: dict[str, Promise] = {
    "template": gettext_lazy("our template, filled in"),
    "xlsx": gettext_lazy("workbooks of Excel (XLSX)"),
    "xls": gettext_lazy("older workbooks of Excel (XLS)"),
    "ods": gettext_lazy("OpenDocument spreadsheets (ODS)"),
    "csv": gettext_lazy("tables as text (CSV, TSV), in Arabic or Latin encodings"),
    "sdmx-csv": gettext_lazy("SDMX-CSV, as statistics offices exchange it"),
    "sdmx-ml": gettext_lazy("SDMX-ML 2.1"),
    "jsonstat": gettext_lazy("JSON-stat 2"),
    "eurostat-tsv": gettext_lazy("tables of Eurostat (TSV)"),
    "eurostat-page": gettext_lazy("pages of Eurostat, exported as CSV"),
}


@asks("observations.record")
@uploads
@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, lang: str) -> HttpResponse:
    """The form for a file, and what it says where the file cannot be taken in."""
    person = signed_in(request)
    if not holders_for(person, "observations.record"):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, BringForm(person=person))
    form = BringForm(request.POST, request.FILES, person=person, is_cut=is_cut(request))
    if not form.is_valid():
        return _page(request, form)
    given, at = form.cleaned_data, clock.now()
    try:
        with transaction.atomic():
            if not once.first_time(given["once"], at=at):
                return redirect("desk:figures", lang=lang)
            brought = _take_in(given, person, lang, at)
    except DomainError as refused:
        form.add_error("file", str(refused))
        return _page(request, form)
    page = "desk:delivery" if isinstance(brought, Delivery) else next_page(brought)
    return redirect(page, lang=lang, key=brought.pk)


def _take_in(given: dict[str, Any], person: Person, lang: str, at: datetime) -> Arrival | Delivery:
    """The file read at once, where that is soon done; otherwise left for the worker to read."""
    file, holder = given["file"], given["holder"]
    demand_room(holder, file.size, at=at)
    if file.size <= AT_ONCE_BYTES:
        with suppress(TookTooLong, Busy), transaction.atomic():
            return receive(
                file.read(), name=file.name, holder=holder, mapping=given["mapping"], by=person,
                at=at, allowance=AT_ONCE,
            )  # fmt: skip
        file.seek(0)
    delivery = deliver(
        file.chunks(), name=file.name, size=file.size, holder=holder, by=person, at=at, lang=lang,
        mapping=given["mapping"],
    )  # fmt: skip
    read_delivery.defer(key=str(delivery.pk))
    return delivery


@asks("observations.record")
@for_people
@require_POST
def throw_away(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """Discard a waiting file, its answers and its bytes."""
    person = signed_in(request)
    arrival = get_object_or_404(Arrival.objects.visible_to(person), pk=key)
    if arrival.batch_id is not None:
        return redirect("desk:import", lang=lang, key=arrival.batch_id)
    form = OnceForm(request.POST)
    if form.is_valid():
        at = clock.now()
        with suppress(Conflict), transaction.atomic():
            if once.first_time(form.cleaned_data["once"], at=at):
                discard(arrival, by=person, at=at)
    return redirect("desk:figures", lang=lang)


def _page(request: HttpRequest, form: BringForm) -> HttpResponse:
    kinds = [str(KINDS[reader.NAME]) for reader in READERS if reader.NAME in KINDS]
    context = {"form": form, "kinds": kinds}
    status = 422 if form.errors else 200
    return render(request, "desk/figures/bring.html", frame(request) | context, status=status)
