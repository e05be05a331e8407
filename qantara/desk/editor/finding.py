"""Figures of the city found by words, to be put into a text."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qantara.accounts.roles import can
from qantara.desk.asking import asks
from qantara.desk.editor.forms import SearchForm
from qantara.desk.editor.pages import base_of
from qantara.desk.editor.reach import desk_of, section_of
from qantara.desk.editor.saving import by_script
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.editions.models import Block
from qantara.knowledge.profiles import lookup


@asks("texts.read")
@for_people
@require_safe
def figures(request: HttpRequest, lang: str, place: str, name: str) -> HttpResponse:
    """Figures that fit the words asked, as printed; to a script only the list of them."""
    person = signed_in(request)
    desk = desk_of(person, place)
    found = section_of(desk, name)
    base, text = base_of(desk, person), desk.texts.get(name)
    form = SearchForm(request.GET)
    given: dict[str, Any] = form.cleaned_data if form.is_valid() else {"q": "", "block": None}
    hits, count = lookup.search(base.opened(lang), given["q"]) if base else ([], 0)
    block = Block.objects.filter(text=text, pk=given["block"]).first() if given["block"] else None
    context = {
        "desk": desk,
        "section": found,
        "base": base,
        "search": form,
        "asked": given["q"].strip(),
        "hits": hits,
        "count": count,
        "paragraph": block,
        "lang": lang,
        "form": OnceForm(),
        "may_write": text is not None and can(person, "texts.write", text),
    }
    if by_script(request):
        return render(request, "desk/editor/hits.html", context | {"is_script": True})
    return render(request, "desk/editor/figures.html", frame(request) | context)
