"""Texts leave as Word documents: a section, or the whole profile, in each language."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qantara.accounts.roles import holders_for
from qantara.core.locales import LANGUAGES
from qantara.desk.asking import asks
from qantara.desk.editor.pages import base_of
from qantara.desk.editor.reach import Desk, desk_of, section_of
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.word.forms import WordForm
from qantara.knowledge.profiles.texts import sections
from qantara.knowledge.profiles.wordfile import leaving
from qantara.web import names
from qantara.word import blocks
from qantara.word.package import MEDIA_TYPE


@asks("texts.read")
@for_people
@require_safe
def page(request: HttpRequest, lang: str, place: str) -> HttpResponse:
    """What can leave and come back."""
    return shown(request, desk_of(signed_in(request), place))


def shown(
    request: HttpRequest, desk: Desk, *, back: WordForm | None = None,
    earlier: WordForm | None = None, done: str = "",
) -> HttpResponse:  # fmt: skip
    """The page, with the form that could not be taken."""
    lang = request.LANGUAGE_CODE
    mine = holders_for(signed_in(request), "texts.translate")
    failed = next((form for form in (back, earlier) if form and form.errors), None)
    context: dict[str, Any] = {
        "desk": desk,
        "sections": [one for one in sections() if one["id"] in desk.texts],
        "languages_of_texts": LANGUAGES,
        "back": back or WordForm(auto_id="back_%s"),
        "earlier": earlier or WordForm(auto_id="earlier_%s"),
        "form": failed,
        "may_begin": desk.writer is not None,
        "may_bring": any(text.holder_id in mine for text in desk.texts.values()),
        "done": done,
    }
    path = reverse("desk:word", kwargs={"lang": lang, "place": desk.place.slug})
    around = frame(request, path=path) | context
    return render(request, "desk/word/page.html", around, status=422 if failed else 200)


def incomplete() -> str:
    """What is said of a form that came back with parts missing."""
    return _("The form came back incomplete, so nothing was stored. Bring the document again.")


@asks("texts.read")
@for_people
@require_safe
def whole(request: HttpRequest, lang: str, place: str, text_lang: str) -> HttpResponse:
    """Every section that has a text, in one document."""
    desk = desk_of(signed_in(request), place)
    return _document(
        request, desk, [one for one in sections() if one["id"] in desk.texts], text_lang
    )


@asks("texts.read")
@for_people
@require_safe
def one(request: HttpRequest, lang: str, place: str, text_lang: str, name: str) -> HttpResponse:
    """One section."""
    desk = desk_of(signed_in(request), place)
    found = section_of(desk, name)
    if name not in desk.texts:
        raise Http404
    return _document(request, desk, [found], text_lang)


def _document(
    request: HttpRequest, desk: Desk, chosen: list[dict[str, Any]], text_lang: str
) -> HttpResponse:
    if text_lang not in LANGUAGES or not chosen:
        raise Http404
    base = base_of(desk, signed_in(request))
    draft = leaving.draft(
        [(section["title"], desk.texts[section["id"]]) for section in chosen],
        text_lang,
        base.opened(text_lang) if base else None,
        place=names.in_language(desk.place.name, text_lang)[0],
    )
    answer = HttpResponse(blocks.write(draft), content_type=MEDIA_TYPE)
    part = chosen[0]["id"] if len(chosen) == 1 else "profile"
    answer["Content-Disposition"] = (
        f'attachment; filename="{desk.place.slug}-{part}-{text_lang}.docx"'
    )
    return answer
