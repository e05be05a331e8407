"""One chapter in one language: as it will be read, what was said of it, who signed it off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from qantara.accounts.models import Person
from qantara.accounts.roles import can
from qantara.core import clock
from qantara.core.errors import Conflict
from qantara.core.locales import LANGUAGES
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.editor.differences import one_side, pieces
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.review import shown
from qantara.desk.review.forms import SignOffForm
from qantara.desk.review.shown import Chapter
from qantara.editions import read
from qantara.knowledge.reviews import anchors, signing
from qantara.knowledge.reviews.models import Side, SignOff


@asks("review.read")
@for_people
@require_safe
def chapter(request: HttpRequest, lang: str, key: UUID, text_lang: str) -> HttpResponse:
    """A chapter to be read, remarked on and signed off."""
    return _page(request, shown.chapter_of(signed_in(request), key, text_lang))


@asks("review.read", act="chapter.check")
@for_people
@require_POST
def expert(request: HttpRequest, lang: str, key: UUID, text_lang: str) -> HttpResponse:
    """Signed off by an expert."""
    return _sign(request, lang, key, text_lang, Side.EXPERT)


@asks("review.read", act="chapter.agree")
@for_people
@require_POST
def city(request: HttpRequest, lang: str, key: UUID, text_lang: str) -> HttpResponse:
    """Signed off for the city."""
    return _sign(request, lang, key, text_lang, Side.CITY)


def _sign(request: HttpRequest, lang: str, key: UUID, text_lang: str, side: Side) -> HttpResponse:
    person = signed_in(request)
    found = shown.chapter_of(person, key, text_lang, signing.SIGNS[side])
    form = SignOffForm(request.POST)
    clash: list[Conflict] = []

    def act() -> None:
        try:
            signing.sign(
                found.text, text_lang, side, seen=form.cleaned_data["seen"], by=person,
                at=clock.now(),
            )  # fmt: skip
        except Conflict as conflict:
            clash.append(conflict)
            raise

    if once_only(form, act):
        return redirect("desk:chapter", lang=lang, key=key, text_lang=text_lang)
    return _page(request, found, form=form, status=409 if clash else 422)


def _page(
    request: HttpRequest, found: Chapter, *, form: SignOffForm | None = None, status: int = 200
) -> HttpResponse:
    person, lang = signed_in(request), request.LANGUAGE_CODE
    blocks = read.standing(found.text)
    now = anchors.chapter(blocks, found.language)
    history = signing.history(found.text, found.language)
    context: dict[str, Any] = {
        "chapter": found,
        "section": found.section,
        "lines": shown.lines(found, lang),
        "gone": shown.gone(found, lang),
        "sides": [_side(side, history, found, person) for side in Side],
        "history": [one for one in history if one.fallen_at],
        "is_whole": anchors.is_whole(blocks, found.language),
        "form": form,
        "sign_form": _form(anchors.digest(blocks, found.language), now),
        "may_remark": can(person, "case.comment", found.text),
        "may_dispute": can(person, "dispute.state", found.text),
        "may_write": can(person, "texts.translate", found.text),
        "languages_of_texts": LANGUAGES,
    }
    if status == 409 and form is not None:
        changed = pieces(form.cleaned_data["read"].replace("\r\n", "\n"), now)
        context |= {"before": one_side(changed, "gone"), "after": one_side(changed, "new")}
    path = reverse(
        "desk:chapter", kwargs={"lang": lang, "key": found.text.pk, "text_lang": found.language}
    )
    return render(
        request, "desk/review/chapter.html", frame(request, path=path) | context, status=status
    )


def _form(digest: str, now: str) -> SignOffForm:
    """For the chapter as it stands. Both sides' forms share a key: nobody signs for both."""
    return SignOffForm(initial={"seen": digest, "read": now}, auto_id=False)


def _side(side: Side, history: list[SignOff], found: Chapter, person: Person) -> dict[str, Any]:
    """Who signed for a side, who has to look again, and whether whoever is here may."""
    mine = [one for one in history if one.side == side]
    standing = next((one for one in mine if one.fallen_at is None), None)
    return {
        "side": side.value,
        "standing": standing,
        "fell": None if standing or not mine else mine[0],
        "may": standing is None and can(person, signing.SIGNS[side], found.text),
    }
