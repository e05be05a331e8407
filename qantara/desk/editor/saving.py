"""One block in one language: saved as it is typed; what happens when two write it at once."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from qantara.accounts.models import Person
from qantara.core import clock, locales
from qantara.core.errors import Conflict, DomainError
from qantara.desk.asking import asks
from qantara.desk.editor.differences import one_side, pieces
from qantara.desk.editor.forms import BlockForm, fresh_hand
from qantara.desk.editor.reach import block_to_write, narrative_of
from qantara.desk.editor.seen import words_in
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.templatetags import editor
from qantara.editions import versions
from qantara.editions.models import Block, Translation
from qantara.editions.write import save_block, save_translation

#: Who else writes is looked up at every so many savings of a page: they are seconds apart.
PRESENCE = 3


@asks("texts.read", act="texts.translate")
@for_people
@require_POST
def save(request: HttpRequest, lang: str, block: UUID, text_lang: str) -> HttpResponse:
    """Save a block in a language. To a script the answer is JSON, to a form the page it came from.

    409 with both texts where somebody else changed it since the page was made.
    """
    person = signed_in(request)
    found = block_to_write(person, block, text_lang)
    form = BlockForm(request.POST)
    if not form.is_valid():
        return _refused(request, found, text_lang, _first_error(form))
    try:
        version = _save(found, text_lang, form, person)
    except Conflict:
        return _conflict(request, found, text_lang, form.cleaned_data["markdown"])
    except DomainError as error:
        return _refused(request, found, text_lang, str(error))
    if not by_script(request):
        return redirect(page_of(found, text_lang, lang))
    words = locales.number(words_in(form.cleaned_data["markdown"]), lang)
    answer: dict[str, object] = {"version": version, "words": words}
    if form.cleaned_data["turn"] % PRESENCE == 1:
        others = versions.writing(found.text, besides=person, at=clock.now())
        answer["others"] = editor.writing_too(others) if others else ""
    return JsonResponse(answer)


def _save(block: Block, text_lang: str, form: BlockForm, person: Person) -> int:
    given, at = form.cleaned_data, clock.now()
    if text_lang == block.source_language:
        return save_block(
            block, given["markdown"], expected=given["expected"], hand=form.given_hand(),
            by=person, at=at,
        ).version  # fmt: skip
    return save_translation(
        block, given["markdown"], language=text_lang, expected=given["expected"],
        source_hash=given["seen"] or block.hash, hand=form.given_hand(), by=person, at=at,
    ).version  # fmt: skip


def _conflict(request: HttpRequest, block: Block, text_lang: str, mine: str) -> HttpResponse:
    """Both texts beside each other; what is kept is chosen or written by whoever came second."""
    block.refresh_from_db()
    theirs, version = _now(block, text_lang)
    found = pieces(theirs, mine)
    last = versions.of_block(block, text_lang).first()
    path = page_of(block, text_lang, request.LANGUAGE_CODE)
    context = {
        "paragraph": block,
        "text_lang": text_lang,
        "mine": mine,
        "theirs": theirs,
        "theirs_marked": one_side(found, "gone"),
        "mine_marked": one_side(found, "new"),
        "who": last.by.name if last and last.by and last.by != request.user else "",
        "version": version,
        "hand": fresh_hand(),
        "back": path,
        "lang": request.LANGUAGE_CODE,
    }
    if by_script(request):
        return render(request, "desk/editor/conflict_parts.html", context, status=409)
    return render(
        request, "desk/editor/conflict.html", frame(request, path=path) | context, status=409
    )


def _now(block: Block, text_lang: str) -> tuple[str, int]:
    """What stands, and its version; nothing and 0 for a translation there is none of."""
    if text_lang == block.source_language:
        return block.markdown, block.version
    found = Translation.objects.filter(block=block, language=text_lang).first()
    return (found.markdown, found.version) if found else ("", 0)


def _refused(request: HttpRequest, block: Block, text_lang: str, why: str) -> HttpResponse:
    """Nothing was stored. What was typed is given back, so that it can be copied."""
    if by_script(request):
        return JsonResponse({"why": why}, status=422)
    path = page_of(block, text_lang, request.LANGUAGE_CODE)
    context = {
        "why": why,
        "mine": request.POST.get("markdown", ""),
        "text_lang": text_lang,
        "back": path,
    }
    return render(
        request,
        "desk/editor/refused.html",
        frame(request, path=path) | context,
        status=422,
    )


def by_script(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def page_of(block: Block, text_lang: str, lang: str) -> str:
    """The page a block is written on, at its place."""
    narrative = narrative_of(block.text)
    names = {"lang": lang, "place": narrative.territory.slug, "name": narrative.section}
    if text_lang == block.source_language:
        return reverse("desk:section", kwargs=names) + f"#b-{block.pk}"
    return reverse("desk:translate", kwargs=names | {"text_lang": text_lang}) + f"#b-{block.pk}"


def _first_error(form: BlockForm) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)
