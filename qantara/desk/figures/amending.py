"""Putting a file right in its review: one cell corrected, one line left out, either taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from qantara.accounts.models import Person
from qantara.core import clock, once
from qantara.core.errors import DomainError
from qantara.desk.asking import asks
from qantara.desk.figures.questions import waiting
from qantara.desk.figures.reviewing import page
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, signed_in
from qantara.knowledge.evidence.arrivals import amending
from qantara.knowledge.evidence.arrivals.models import Arrival


class AmendForm(OnceForm):
    """What is put right. ``number``: which amendment is taken back."""

    act = forms.ChoiceField(choices=[(each, each) for each in ("correct", "leave_out", "back")])
    sheet = forms.CharField(required=False, max_length=400, strip=False)
    row = forms.IntegerField(required=False, min_value=1)
    column = forms.CharField(required=False, max_length=1000, strip=False)
    now = forms.CharField(required=False, max_length=amending.MOST_LETTERS)
    reason = forms.CharField(required=False, max_length=amending.MOST_LETTERS)
    number = forms.IntegerField(required=False, min_value=0)


@asks("observations.record")
@for_people
@require_POST
def amend(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """Put one thing right, or take it back; the review then says what it makes of it."""
    arrival = waiting(request, key)
    if arrival.batch_id is not None:
        return redirect("desk:import", lang=lang, key=arrival.batch_id)
    form = AmendForm(request.POST)
    if form.is_valid():
        at = clock.now()
        try:
            with transaction.atomic():
                if once.first_time(form.cleaned_data["once"], at=at):
                    _act(arrival, form.cleaned_data, by=signed_in(request), at=at)
        except DomainError as error:
            return page(request, lang, arrival, [], told_why=str(error))
    return redirect("desk:review", lang=lang, key=key)


def _act(arrival: Arrival, given: dict[str, Any], *, by: Person, at: datetime) -> None:
    if given["act"] == "back":
        amending.take_back(arrival, given["number"] or 0, by=by, at=at)
        return
    where = {"sheet": given["sheet"], "row": given["row"] or 0, "reason": given["reason"]}
    if given["act"] == "leave_out":
        amending.leave_out(arrival, **where, by=by, at=at)
    else:
        amending.correct(arrival, **where, column=given["column"], now=given["now"], by=by, at=at)
