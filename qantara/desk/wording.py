"""Sentences of a draft to be read again since their figures changed: confirmed, or written anew."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from qantara.accounts.roles import holders_for
from qantara.core import clock, once
from qantara.core.errors import Conflict, DomainError
from qantara.desk.asking import asks
from qantara.desk.forms import RewriteForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.steps import step_of, visible_cases
from qantara.knowledge.profiles import rereading, wording, wordings
from qantara.knowledge.profiles.rereading import Told
from qantara.releases.models import Case

#: Where the sentences stand on the page of a case.
ANCHOR = "wording"


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A sentence to be read again. ``is_rewritten``: its paragraph was changed since this draft."""

    mark: Told
    is_rewritten: bool


def open_marks(case: Case, document: dict[str, Any], lang: str) -> list[Open]:
    """What somebody has to read again before a case is signed. A profile alone has narrative."""
    if case.kind != "profile":
        return []
    told = rereading.told(document, wordings.marks(document), lang)
    drafted = {(block, code): text for _section, block, code, text in wording.texts(document)}
    now = wordings.written({mark.block for mark in told})
    return [
        Open(
            mark=mark,
            is_rewritten=now.get((mark.block, mark.lang)) != drafted[mark.block, mark.lang],
        )
        for mark in told
    ]


@asks("texts.translate")
@for_people
@require_http_methods(["GET", "POST"])
def rewrite(
    request: HttpRequest, lang: str, key: UUID, block: UUID, text_lang: str
) -> HttpResponse:
    """Write a paragraph anew in one language; the next draft has it."""
    person = signed_in(request)
    case = _open_case(request, key)
    document = json.loads(case.document)
    texts = {(one, code) for _section, one, code, _text in wording.texts(document)}
    now = wordings.written([str(block)]).get((str(block), text_lang))
    if now is None or (str(block), text_lang) not in texts:
        raise Http404
    if case.holder_id not in holders_for(person, "texts.translate"):
        raise PermissionDenied
    form = RewriteForm(request.POST or None, initial={"seen": now, "markdown": now})
    if request.method == "POST" and form.is_valid():
        given, at = form.cleaned_data, clock.now()
        try:
            with transaction.atomic():
                if once.first_time(given["once"], at=at):
                    wordings.rewrite(
                        str(block), text_lang, given["markdown"], seen=given["seen"], by=person, at=at,
                    )  # fmt: skip
        except Conflict as error:
            form = RewriteForm({**request.POST.dict(), "seen": now})
            form.add_error(None, str(error))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return _back(lang, key)
    context = {"case": case, "form": form, "text_lang": text_lang, "now": now}
    status = 422 if form.errors else 200
    return render(request, "desk/rewrite.html", frame(request) | context, status=status)


@asks("texts.translate")
@for_people
@require_POST
def confirm(
    request: HttpRequest, lang: str, key: UUID, block: UUID, text_lang: str
) -> HttpResponse:
    """The person here read a paragraph in a language, and it is right as it stands."""
    case = _open_case(request, key)
    try:
        wordings.confirm(
            json.loads(case.document), str(block), text_lang, by=signed_in(request), at=clock.now()
        )
    except DomainError as error:
        raise Http404 from error
    return _back(lang, key)


def _open_case(request: HttpRequest, key: UUID) -> Case:
    """A profile on its way, of those the person here may read; 404 for every other."""
    case = get_object_or_404(visible_cases(signed_in(request)), pk=key)
    if case.kind != "profile" or not step_of(case).name:
        raise Http404
    return case


def _back(lang: str, key: UUID) -> HttpResponse:
    return redirect(reverse("desk:case", kwargs={"lang": lang, "key": key}) + f"#{ANCHOR}")
