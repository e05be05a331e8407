"""What a file means: proposed with reasons, asked where only a person can say, answered and kept."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from qantara.core import clock
from qantara.core.errors import DomainError
from qantara.desk.asking import asks
from qantara.desk.figures import asked
from qantara.desk.figures.going_on import next_page
from qantara.desk.figures.imports import as_file
from qantara.desk.figures.told import place_names, preview
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.knowledge.evidence.arrivals.answering import answer, proposal_of
from qantara.knowledge.evidence.arrivals.models import Arrival


@asks("observations.record")
@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """What was understood and what is asked; answers are kept, and new questions follow from them."""
    arrival = waiting(request, key)
    if arrival.batch_id is not None:
        return redirect("desk:import", lang=lang, key=arrival.batch_id)
    if arrival.meaning != Arrival.Meaning.ASKED:
        return redirect(next_page(arrival), lang=lang, key=key)
    try:
        proposal = proposal_of(arrival, lang)
        if request.method == "POST":
            news = asked.answers(request.POST, proposal)
            proposal = answer(arrival, news, lang=lang, by=signed_in(request), at=clock.now())
    except DomainError as error:
        return stopped(request, arrival, error)
    if request.method == "POST":
        arrival.refresh_from_db()
        if not asked.sheet(proposal, arrival.answers).waiting:
            return redirect("desk:review", lang=lang, key=key)
        return redirect(reverse("desk:questions", kwargs={"lang": lang, "key": key}) + "?saved")
    changing = request.GET.getlist("change")
    sheet = asked.sheet(proposal, arrival.answers, changing)
    rows = proposal.preview
    context = {
        "arrival": arrival,
        "proposal": proposal,
        "sheet": sheet,
        "is_saved": "saved" in request.GET,
        "changing": urlencode({"change": changing}, doseq=True),
        "rows": preview(rows, place_names(lang, rows), lang),
        "discard": OnceForm(),
        "may_review": not sheet.waiting and bool(arrival.mapping),
    }
    return render(request, "desk/figures/questions.html", frame(request) | context)


@asks("observations.record")
@for_people
@require_safe
def mapping(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """What the answers say together, as a mapping file to be used again."""
    arrival = waiting(request, key)
    text = arrival.mapping
    if not text and arrival.meaning == Arrival.Meaning.ASKED and arrival.batch_id is None:
        try:
            text = proposal_of(arrival, lang).mapping_text()
        except DomainError as error:
            raise Http404 from error
    if not text:
        raise Http404
    return as_file(text, arrival.name)


def stopped(
    request: HttpRequest, arrival: Arrival, error: DomainError, *, is_asked: bool = False
) -> HttpResponse:
    """What stands in the way; the file still waits, to be asked about again or discarded."""
    context = {
        "arrival": arrival, "stopped": str(error), "is_asked": is_asked, "discard": OnceForm(),
    }  # fmt: skip
    return render(request, "desk/figures/stopped.html", frame(request) | context, status=422)


def waiting(request: HttpRequest, key: UUID) -> Arrival:
    """An arrival the person here may go on with; 404 for every other."""
    visible = Arrival.objects.visible_to(signed_in(request))
    return get_object_or_404(visible.select_related("holder", "received_by", "stored"), pk=key)
