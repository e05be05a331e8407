"""What a file would add, change and refuse, before anything is stored; and storing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from qantara.core import clock, once
from qantara.core.errors import DomainError
from qantara.desk.asking import asks
from qantara.desk.figures import told
from qantara.desk.figures.forms import StoreForm
from qantara.desk.figures.going_on import next_page
from qantara.desk.figures.questions import stopped, waiting
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.knowledge.evidence.arrivals import amending
from qantara.knowledge.evidence.arrivals.models import Arrival
from qantara.knowledge.evidence.arrivals.settle import store_figures
from qantara.knowledge.evidence.arrivals.weighing import beside, weigh
from qantara.knowledge.evidence.intake import Intake
from qantara.knowledge.evidence.review import CONTRADICTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many figures: ``stored`` are new or changed; the others change nothing."""

    new: int
    changed: int
    same: int
    refused: int
    missing: int

    @property
    def stored(self) -> int:
        return self.new + self.changed

    @property
    def understood(self) -> int:
        return self.stored + self.same + self.refused

    @property
    def parts(self) -> tuple[tuple[str, str, str], ...]:
        """The bar of what happens: class, where it begins and how wide it is, in percent."""
        at, found = 0.0, []
        for name, count in (("f1", self.stored), ("still", self.same), ("f2", self.refused)):
            width = 100 * count / max(self.understood, 1)
            found.append((name, f"{at:.2f}%", f"{width:.2f}%"))
            at += width
        return tuple(found)


@asks("observations.record")
@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """The review of a waiting file; sent, it stores what was seen."""
    arrival = waiting(request, key)
    if arrival.batch_id is not None:
        return redirect("desk:import", lang=lang, key=arrival.batch_id)
    if next_page(arrival) != "desk:review":
        return redirect("desk:questions", lang=lang, key=key)
    despite = [
        kind
        for kind in (request.POST if request.method == "POST" else request.GET).getlist("despite")
        if kind in CONTRADICTIONS
    ]
    if request.method != "POST":
        return page(request, lang, arrival, despite)
    form = StoreForm(request.POST)
    if not form.is_valid():
        return page(request, lang, arrival, despite, form=form)
    given, at = form.cleaned_data, clock.now()
    try:
        with transaction.atomic():
            if not once.first_time(given["once"], at=at):
                return redirect("desk:figures", lang=lang)
            batch = store_figures(
                arrival, by=signed_in(request), at=at, expected=given["expected"],
                despite=given["despite"], is_partial=given["is_partial"],
            )  # fmt: skip
    except DomainError as error:
        form.add_error(None, str(error))
        return page(request, lang, arrival, despite, form=form)
    return redirect(reverse("desk:import", kwargs={"lang": lang, "key": batch.pk}) + "?stored")


def page(
    request: HttpRequest,
    lang: str,
    arrival: Arrival,
    despite: list[str],
    *,
    form: StoreForm | None = None,
    told_why: str = "",
) -> HttpResponse:
    """The page of a review. ``told_why``: why something could not be put right."""
    is_asked = arrival.meaning == Arrival.Meaning.ASKED
    try:
        taken = weigh(arrival, by=signed_in(request), at=clock.now(), despite=despite)
    except DomainError as error:
        return stopped(request, arrival, error, is_asked=is_asked)
    reviewed = _reviewed(taken, lang)
    context = reviewed | {
        "arrival": arrival,
        "despite": despite,
        "discard": OnceForm(),
        "is_asked": is_asked,
        "form": _store_form(form, reviewed["counts"].stored, despite),
        "contradictions": told.contradictions(reviewed["weights"], despite),
        "amendments": amending.of(arrival),
        "told_why": told_why,
    }
    status = 422 if form is not None or told_why else 200
    here = reverse("desk:review", kwargs={"lang": lang, "key": arrival.pk})
    path = here if told_why else ""
    return render(
        request, "desk/figures/review.html", frame(request, path=path) | context, status=status
    )


def _reviewed(taken: Intake, lang: str) -> dict[str, Any]:
    difference, others = taken.review.difference, beside(taken.review)
    places = told.place_names(lang, taken.understood.rows, difference.missing)
    counts = Counts(
        new=len(difference.new),
        changed=len(difference.changed),
        same=len(difference.same),
        refused=len(taken.review.refused),
        missing=len(difference.missing),
    )
    return {
        "source": taken.mapping.source,
        "counts": counts,
        "weights": told.weights(taken.findings, taken.sheets),
        "questions": len(taken.understood.questions),
        "changed": told.lines(difference.changed, places, lang, before="was:"),
        "beside": told.lines(others, places, lang, before="their:"),
        "missing": told.lines(difference.missing, places, lang),
        "new": told.lines(difference.new, places, lang),
    }


def _store_form(form: StoreForm | None, stored: int, despite: list[str]) -> StoreForm:
    """The form as sent, with what would be stored now, so that a second try says what is seen."""
    if form is None:
        return StoreForm(initial={"expected": stored, "despite": despite})
    sent = QueryDict(mutable=True)
    sent.update(form.data)
    sent.setlist("despite", list(despite))
    sent["expected"] = str(stored)
    form.data = sent
    return form
