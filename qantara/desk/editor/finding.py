"""Figures and charts of the city found by words, to be put into a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import override
from django.views.decorators.http import require_safe

from qantara.desk.asking import asks
from qantara.desk.editor.forms import ChartSearchForm, SearchForm
from qantara.desk.editor.pages import base_of, may_write
from qantara.desk.editor.paper import html
from qantara.desk.editor.reach import Desk, desk_of, section_of
from qantara.desk.editor.saving import by_script
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.editions import read
from qantara.editions.models import Block
from qantara.knowledge.profiles import drawn, lookup, placed
from qantara.knowledge.profiles.opened import Opened
from qantara.knowledge.profiles.texts import sections


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartHit:
    """A chart that fits, as it will look.

    home    the section at whose end it stands where no text places it
    placed  the section whose text places it already; None where none does
    """

    id: str
    preview: SafeString
    home: Mapping[str, str]
    placed: Mapping[str, str] | None


@asks("texts.read")
@for_people
@require_safe
def figures(request: HttpRequest, lang: str, place: str, name: str) -> HttpResponse:
    """Figures that fit the words asked, as printed; to a script only the list of them."""
    person = signed_in(request)
    desk = desk_of(person, place)
    base = base_of(desk, person)
    asked, context = _context(SearchForm(request.GET), desk, name, request)
    hits, count = lookup.search(base.opened(lang), asked) if base else ([], 0)
    context |= {"base": base, "hits": hits, "count": count}
    if by_script(request):
        return render(request, "desk/editor/hits.html", context | {"is_script": True})
    return render(request, "desk/editor/figures.html", frame(request) | context)


@asks("texts.read")
@for_people
@require_safe
def charts(request: HttpRequest, lang: str, place: str, name: str) -> HttpResponse:
    """Charts and tables that fit the words asked, as they will look; to a script only these."""
    person = signed_in(request)
    desk = desk_of(person, place)
    base = base_of(desk, person)
    asked, context = _context(ChartSearchForm(request.GET), desk, name, request)
    hits: list[ChartHit] = []
    count = 0
    if base:
        opened = base.opened(lang)
        found, count = lookup.charts(opened, asked, section=name)
        hits = _as_they_look(found, opened, _placed(desk))
    context |= {"base": base, "hits": hits, "count": count}
    if by_script(request):
        return render(request, "desk/editor/chart_hits.html", context | {"is_script": True})
    return render(request, "desk/editor/charts.html", frame(request) | context)


def _context(
    form: SearchForm, desk: Desk, name: str, request: HttpRequest
) -> tuple[str, dict[str, Any]]:
    """What was asked, and what both searches say: for which paragraph, and whether it can be written."""
    section, text = section_of(desk, name), desk.texts.get(name)
    given: dict[str, Any] = form.cleaned_data if form.is_valid() else {"q": "", "block": None}
    block = Block.objects.filter(text=text, pk=given["block"]).first() if given["block"] else None
    asked = given["q"].strip()
    return asked, {
        "desk": desk,
        "section": section,
        "search": form,
        "asked": asked,
        "paragraph": block,
        "lang": request.LANGUAGE_CODE,
        "form": OnceForm(),
        "may_write": may_write(desk, text, signed_in(request)),
    }


def _placed(desk: Desk) -> dict[str, str]:
    """Chart -> the section whose text places it."""
    blocks = read.standing_of(desk.texts.values())
    return {
        chart: section
        for section, text in desk.texts.items()
        for block in blocks[text.pk]
        for chart in placed.references(block.markdown)
    }


def _as_they_look(
    found: list[Mapping[str, Any]], opened: Opened, where: Mapping[str, str]
) -> list[ChartHit]:
    lang, titles = opened.words.lang, {one["id"]: one["title"] for one in sections()}
    made = []
    for chart in found:
        with override(lang):
            figure = drawn.figure(chart, opened)
        shown = html([replace(figure, anchor=f"found-{figure.anchor}")], lang)
        made.append(
            ChartHit(
                id=chart["id"],
                preview=shown,
                home=titles[chart["section"]],
                placed=titles.get(where.get(chart["id"], "")),
            )
        )
    return made
