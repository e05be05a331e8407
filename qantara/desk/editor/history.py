"""What a block said before, and bringing it back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from qantara.accounts.models import Person
from qantara.core import clock, once
from qantara.core.errors import DomainError
from qantara.desk.asking import asks
from qantara.desk.editor.differences import pieces
from qantara.desk.editor.reach import block_of, block_to_write
from qantara.desk.editor.saving import page_of
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.editions import read, versions
from qantara.editions.models import Block
from qantara.editions.write import change_block, translate_block

#: Versions on one page: a year of weekly work.
MOST = 60


class RestoreForm(OnceForm):
    version = forms.UUIDField()


@asks("texts.read", act="texts.translate")
@for_people
@require_http_methods(["GET", "POST"])
def history(request: HttpRequest, lang: str, block: UUID, text_lang: str) -> HttpResponse:
    """The versions of a block in a language, each held against the one before it."""
    person = signed_in(request)
    if request.method == "POST":
        found = block_to_write(person, block, text_lang)
        form = RestoreForm(request.POST)
        try:
            if form.is_valid():
                at = clock.now()
                with transaction.atomic():
                    if once.first_time(form.cleaned_data["once"], at=at):
                        _restore(found, text_lang, form.cleaned_data["version"], person, at)
                return redirect(page_of(found, text_lang, lang))
            error = next(str(each) for errors in form.errors.values() for each in errors)
        except DomainError as problem:
            error = str(problem)
        return _page(request, found, text_lang, error=error, status=422)
    return _page(request, block_of(person, block, "texts.read"), text_lang)


def _restore(block: Block, text_lang: str, key: UUID, person: Person, at: datetime) -> None:
    version = versions.version_of(block, key)
    if text_lang == block.source_language:
        change_block(block, version.markdown, expected=block.version, by=person, at=at)
    else:
        translate_block(block, version.markdown, language=text_lang, by=person, at=at)


def _page(
    request: HttpRequest, block: Block, text_lang: str, *, error: str = "", status: int = 200
) -> HttpResponse:
    rows = list(versions.of_block(block, text_lang)[: MOST + 1])
    now = read.shown(block, text_lang)
    shown = [
        (version, pieces(before.markdown if before else "", version.markdown))
        for version, before in zip(rows, [*rows[1:], None], strict=True)
    ][:MOST]
    context = {
        "paragraph": block,
        "text_lang": text_lang,
        "versions": shown,
        "now": now.markdown,
        "form": OnceForm(),
        "error": error,
        "back": page_of(block, text_lang, request.LANGUAGE_CODE),
    }
    return render(request, "desk/editor/history.html", frame(request) | context, status=status)
