"""An import that was stored: what it was, and taking it back."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qantara.accounts.roles import holders_for
from qantara.core import clock, once
from qantara.core.errors import DomainError
from qantara.desk.asking import asks
from qantara.desk.figures.forms import UndoForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.knowledge.evidence.arrivals import amending
from qantara.knowledge.evidence.arrivals.models import Arrival
from qantara.knowledge.observations.models import Batch
from qantara.knowledge.observations.undo import undo

_RELATED = (
    "evidence_file__source", "evidence_file__stored", "evidence_file__holder", "confirmed_by",
    "undone_by",
)  # fmt: skip


@asks("observations.read", act="observations.undo")
@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def stored(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """What was stored, from which file, by whom; and the form that takes it back."""
    batch = _visible(request, key)
    person = signed_in(request)
    may_undo = batch.undone_at is None and batch.evidence_file.holder_id in holders_for(
        person, "observations.undo"
    )
    form = UndoForm(request.POST or None) if may_undo else None
    if form is not None and request.method == "POST" and form.is_valid():
        at = clock.now()
        try:
            with transaction.atomic():
                if once.first_time(form.cleaned_data["once"], at=at):
                    undo(batch, by=person, at=at, reason=form.cleaned_data["reason"])
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("desk:import", lang=lang, key=key)
    context = {
        "batch": batch,
        "name": batch.evidence_file.stored.name or _("A file that was destroyed"),
        "form": form,
        "is_new": "stored" in request.GET,
        "amendments": _amendments(batch),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "desk/figures/import.html", frame(request) | context, status=status)


@asks("observations.read")
@for_people
@require_safe
def mapping(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """The mapping a file was read by, to be used again."""
    batch = _visible(request, key)
    if not batch.mapping:
        raise Http404
    return as_file(batch.mapping, batch.evidence_file.stored.name)


def as_file(text: str, name: str) -> HttpResponse:
    """A mapping to be kept, called like the file it was written for."""
    response = HttpResponse(text, content_type="application/toml; charset=utf-8")
    plain = "".join(
        sign for sign in name.rpartition(".")[0] or name if sign.isalnum() or sign in "-_ "
    )
    ascii_name = plain.encode("ascii", "ignore").decode().strip() or "mapping"
    response["Content-Disposition"] = f'attachment; filename="{ascii_name}.toml"'
    return response


def _amendments(batch: Batch) -> tuple[amending.Amendment, ...]:
    arrival = Arrival.objects.filter(batch=batch).first()
    return amending.of(arrival) if arrival else ()


def _visible(request: HttpRequest, key: UUID) -> Batch:
    visible = Batch.objects.visible_to(signed_in(request)).select_related(*_RELATED)
    return get_object_or_404(visible, pk=key)
