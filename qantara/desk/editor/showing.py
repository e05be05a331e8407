"""How a block will look; the whole draft as page and as PDF; bringing its figures up to date."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from qantara.accounts.roles import holders_for
from qantara.core import clock, once
from qantara.core.errors import DomainError
from qantara.core.locales import LANGUAGES
from qantara.desk.asking import asks
from qantara.desk.editor import pages
from qantara.desk.editor.forms import BlockForm
from qantara.desk.editor.paper import html
from qantara.desk.editor.reach import Desk, block_of, desk_of, narrative_of
from qantara.desk.editor.seen import flaws, hidden_from_readers
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.knowledge.profiles import layout, showing, sketches
from qantara.knowledge.profiles.chapters import chapters
from qantara.knowledge.profiles.files import print_fonts
from qantara.papers import Paper
from qantara.press.pdf import pdf
from qantara.releases.kinds import Imprint
from qantara.web import paper as web_paper


@asks("texts.read")
@for_people
@require_POST
def block(request: HttpRequest, lang: str, block: UUID, text_lang: str) -> HttpResponse:
    """What is typed, as it will look, and what is to be looked at in it; nothing is stored."""
    person = signed_in(request)
    found = block_of(person, block, "texts.read")
    if text_lang not in LANGUAGES:
        raise Http404
    place = narrative_of(found.text).territory
    base = sketches.latest(place, holders_for(person, "case.read"))
    form = BlockForm(request.POST)
    form.is_valid()
    markdown = form.cleaned_data.get("markdown", "")
    opened = base.opened(text_lang) if base else None
    context = {
        "preview": html(showing.shown(markdown, text_lang, opened), text_lang),
        "flaws": flaws(
            found, text_lang, markdown, opened, hidden_from_readers(base, place, person)
        ),
        "text_lang": text_lang,
    }
    return render(request, "desk/editor/preview.html", context)


@asks("texts.read")
@for_people
@require_safe
def draft(request: HttpRequest, lang: str, place: str, text_lang: str) -> HttpResponse:
    """The profile as written now, in a language, as its page would be."""
    desk, paper = _paper(request, place, text_lang)
    body = ""
    if paper is not None:
        after = render_to_string(
            "desk/after.html",
            {"number": 1, "download": web_paper.DOWNLOAD, "versions": web_paper.VERSIONS},
        )
        body = web_paper.fill(web_paper.body(paper), actions="", after=after)
    context = {
        "desk": desk,
        "text_lang": text_lang,
        "languages_of_texts": LANGUAGES,
        "base": pages.base_of(desk, signed_in(request)),
        # Rendered by web.paper, which escapes every text it is given.
        "preview": mark_safe(body),  # noqa: S308
    }
    return render(request, "desk/editor/draft.html", frame(request) | context)


@asks("texts.read")
@for_people
@require_safe
def draft_pdf(request: HttpRequest, lang: str, place: str, text_lang: str) -> HttpResponse:
    """The same as PDF; while there are no figures to draft it with, its page says so."""
    _desk, paper = _paper(request, place, text_lang)
    if paper is None:
        return redirect("desk:draft", lang=lang, place=place, text_lang=text_lang)
    content = pdf(paper, at=clock.now(), fonts=print_fonts())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{place}-draft.{text_lang}.pdf"'
    return response


@asks("texts.read", act="case.open")
@for_people
@require_POST
def refresh(request: HttpRequest, lang: str, place: str) -> HttpResponse:
    """Draft the figures as they stand, protected, for those who write."""
    person = signed_in(request)
    desk = desk_of(person, place)
    form, at = OnceForm(request.POST), clock.now()
    if form.is_valid():
        try:
            with transaction.atomic():
                if once.first_time(form.cleaned_data["once"], at=at):
                    _sketch(desk, person, at)
        except DomainError as error:
            context = {"desk": desk, "why": str(error)}
            return render(
                request, "desk/editor/not_drafted.html", frame(request) | context, status=422
            )
    return redirect("desk:profile", lang=lang, place=place)


def _sketch(desk: Desk, person: Any, at: Any) -> None:
    if desk.writer is None:
        raise Http404
    sketches.make(desk.place, sketches.network_of(desk.place), holder=desk.writer, by=person, at=at)


def _paper(request: HttpRequest, place: str, text_lang: str) -> tuple[Desk, Paper | None]:
    person = signed_in(request)
    desk = desk_of(person, place)
    if text_lang not in LANGUAGES:
        raise Http404
    base = pages.base_of(desk, person)
    if base is None:
        return desk, None
    document = showing.with_texts(base.document, chapters(desk.texts))
    imprint = Imprint(number=0, released_on=clock.now(), address=settings.DESK_URL)
    return desk, layout.paper(document, text_lang, imprint)
