"""An earlier profile in Word begins the sections of a new one, as a person chooses."""

from __future__ import annotations

import base64
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.forms import formset_factory
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from qantara.core import clock, once
from qantara.desk.asking import asks
from qantara.desk.editor.reach import Desk, desk_of
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.word.forms import BeginForm, EarlierForm, WordForm
from qantara.desk.word.leaving import incomplete, shown
from qantara.knowledge.profiles.texts import sections
from qantara.knowledge.profiles.wordfile import start
from qantara.web import names

_Parts = formset_factory(EarlierForm, extra=0, max_num=200, absolute_max=200)
#: As a link that needs no address: the file is kept nowhere.
_CSV = "data:text/csv;charset=utf-8;base64,"


@asks("texts.read", act="texts.write")
@for_people
@require_POST
def earlier(request: HttpRequest, lang: str, place: str) -> HttpResponse:
    """The parts of a document, each with the section proposed for it. Nothing is stored."""
    desk = _writable(request, place)
    form = WordForm(request.POST, request.FILES, auto_id="earlier_%s")
    if not form.is_valid():
        return shown(request, desk, earlier=form)
    found = start.proposals(form.cleaned_data["file"])
    formset = _Parts(
        initial=[asdict(one) for one in found], form_kwargs={"choices": _choices(lang)}
    )
    rows = [
        (
            form,
            one,
            [_CSV + base64.b64encode(table.encode("utf-8-sig")).decode() for table in one.tables],
        )
        for form, one in zip(formset.forms, found, strict=True)
    ]
    path = reverse("desk:word", kwargs={"lang": lang, "place": place})
    context = {
        "desk": desk,
        "formset": formset,
        "rows": rows,
        "begin": BeginForm(initial={"text_lang": lang}),
    }
    return render(request, "desk/word/earlier.html", frame(request, path=path) | context)


@asks("texts.read", act="texts.write")
@for_people
@require_POST
def begin_from(request: HttpRequest, lang: str, place: str) -> HttpResponse:
    """Store the chosen parts as blocks of their sections, behind what stands there."""
    desk, person, at = _writable(request, place), signed_in(request), clock.now()
    formset = _Parts(request.POST, form_kwargs={"choices": _choices(lang)})
    form = BeginForm(request.POST)
    if not formset.is_valid() or not form.is_valid():
        return shown(request, desk, done=incomplete())
    chosen: dict[str, list[str]] = {}
    for each in formset.forms:
        if name := each.cleaned_data.get("section"):
            chosen.setdefault(name, []).extend(each.cleaned_data["blocks"])
    assert desk.writer is not None
    with transaction.atomic():
        if once.first_time(form.cleaned_data["once"], at=at):
            start.begin_sections(
                desk.place, chosen, standing=desk.texts, language=form.cleaned_data["text_lang"],
                holder=desk.writer, by=person, at=at,
            )  # fmt: skip
    return redirect("desk:profile", lang=lang, place=place)


def _writable(request: HttpRequest, place: str) -> Desk:
    desk = desk_of(signed_in(request), place)
    if desk.writer is None:
        raise Http404
    return desk


def _choices(lang: str) -> list[tuple[str, Any]]:
    return [(one["id"], names.in_language(one["title"], lang)[0]) for one in sections()]
