"""Remarks and disputes: begun on a paragraph, talked about, resolved or settled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qantara.accounts.models import Person
from qantara.accounts.roles import can, holders_for
from qantara.core import clock
from qantara.core.errors import Conflict
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.editor.differences import one_side, pieces
from qantara.desk.editor.paper import html
from qantara.desk.editor.reach import section_named
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.review import shown
from qantara.desk.review.forms import AgreeForm, RemarkForm, ReplyForm, StatementForm, WordsForm
from qantara.editions.models import Block
from qantara.knowledge.profiles import showing
from qantara.knowledge.profiles.models import Narrative
from qantara.knowledge.reviews import anchors, disputes, remarks
from qantara.knowledge.reviews.models import Side, Thread


@asks("case.comment")
@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def remark(request: HttpRequest, lang: str, block: UUID, text_lang: str) -> HttpResponse:
    """A remark on a paragraph, or on one of its figures."""
    return _begin(request, lang, block, text_lang, "case.comment")


@asks("dispute.state")
@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def dispute(request: HttpRequest, lang: str, block: UUID, text_lang: str) -> HttpResponse:
    """The city disputes a paragraph, with its statement."""
    return _begin(request, lang, block, text_lang, "dispute.state")


@asks("review.read")
@for_people
@require_safe
def thread(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """What was said, of the text as it was and as it is."""
    return _page(request, shown.thread_of(signed_in(request), key, "review.read"))


@asks("review.read", act="case.comment")
@for_people
@require_POST
def reply(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    found, form = shown.thread_of(signed_in(request), key, "case.comment"), ReplyForm(request.POST)
    return _act(request, found, form, "reply", lambda by: remarks.reply(
        found, form.cleaned_data["words"], by=by, at=clock.now()
    ))  # fmt: skip


@asks("review.read", act="review.resolve")
@for_people
@require_POST
def resolve(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    return _end(request, key, remarks.resolve)


@asks("review.read", act="review.resolve")
@for_people
@require_POST
def reopen(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    return _end(request, key, remarks.reopen)


@asks("review.read", act="dispute.state")
@for_people
@require_POST
def restate(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """The city words its statement anew."""
    found = shown.thread_of(signed_in(request), key, "dispute.state")
    form = StatementForm(request.POST, auto_id="state-%s")
    return _act(request, found, form, "state", lambda by: disputes.restate(
        found, form.words(), seen=int(form.cleaned_data["seen"]), by=by, at=clock.now()
    ))  # fmt: skip


@asks("review.read", act="dispute.state")
@for_people
@require_POST
def settle_city(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """The city holds a dispute settled."""
    return _settle(request, key, Side.CITY)


@asks("review.read", act="dispute.answer")
@for_people
@require_POST
def settle_expert(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """Those who check the text hold a dispute settled."""
    return _settle(request, key, Side.EXPERT)


def _begin(request: HttpRequest, lang: str, key: UUID, text_lang: str, action: str) -> HttpResponse:
    person = signed_in(request)
    block = get_object_or_404(
        Block.objects.select_related("text").prefetch_related("translations"),
        pk=key, text__holder__in=holders_for(person, action),
    )  # fmt: skip
    narrative = get_object_or_404(Narrative.objects.select_related("territory"), text=block.text)
    now = anchors.standing(block, text_lang)
    back = reverse(
        "desk:chapter", kwargs={"lang": lang, "key": block.text_id, "text_lang": text_lang}
    )
    if now is None:
        return redirect(back)
    opened = shown.opened(person, narrative.territory, text_lang)
    is_remark = action == "case.comment"
    first = {"seen": now.hash, "quoted": now.markdown, "figure": request.GET.get("figure", "")}
    form: RemarkForm | StatementForm = (
        RemarkForm(request.POST or None, initial=first, figures=shown.figures(now.markdown, opened))
        if is_remark
        else StatementForm(request.POST or None, initial=first)
    )
    clash: list[Conflict] = []

    def act() -> None:
        given, at = form.cleaned_data, clock.now()
        try:
            if isinstance(form, RemarkForm):
                remarks.remark(
                    block, text_lang, given["words"], seen=given["seen"], figure=given["figure"],
                    by=person, at=at,
                )  # fmt: skip
            else:
                disputes.dispute(
                    block, text_lang, form.words(), seen=given["seen"], by=person, at=at
                )
        except Conflict as conflict:
            clash.append(conflict)
            raise

    if request.method == "POST" and once_only(form, act):
        return redirect(f"{back}#b-{block.pk}")
    context: dict[str, Any] = {
        "paragraph": block,
        "place": narrative.territory,
        "section": section_named(narrative.section),
        "text_lang": text_lang,
        "form": form,
        "is_remark": is_remark,
        "preview": html(showing.shown(now.markdown, text_lang, opened), text_lang),
        "back": back,
    }
    if clash:
        seen = request.POST.get("quoted", "").replace("\r\n", "\n")
        changed = pieces(seen, now.markdown)
        context |= {"before": one_side(changed, "gone"), "after": one_side(changed, "new")}
        # What was typed stays; it is sent of the text that stands now.
        form.now_of(seen=now.hash, quoted=now.markdown)
    status = 409 if clash else 422 if form.errors else 200
    return render(request, "desk/review/begin.html", frame(request) | context, status=status)


def _end(request: HttpRequest, key: UUID, what: Callable[..., Thread]) -> HttpResponse:
    """Whoever made a remark may end it, whatever their role; others need the permission."""
    person = signed_in(request)
    found = shown.thread_of(person, key, "review.read")
    form = ReplyForm(request.POST)
    return _act(request, found, form, "reply", lambda by: what(
        found, seen=form.cleaned_data["seen"] or 0, words=form.cleaned_data["words"], by=by,
        at=clock.now(),
    ))  # fmt: skip


def _settle(request: HttpRequest, key: UUID, side: Side) -> HttpResponse:
    found = shown.thread_of(signed_in(request), key, disputes.SETTLES[side])
    form = AgreeForm(request.POST, auto_id=f"{side.value}-%s")
    return _act(request, found, form, side.value, lambda by: disputes.agree(
        found, side, seen=form.cleaned_data["seen"], hashed=form.cleaned_data["hashed"],
        words=form.cleaned_data["words"], by=by, at=clock.now(),
    ))  # fmt: skip


def _act(
    request: HttpRequest, found: Thread, form: WordsForm, name: str, what: Callable[[Person], Any]
) -> HttpResponse:
    clash: list[Conflict] = []

    def act() -> None:
        try:
            what(signed_in(request))
        except Conflict as conflict:
            clash.append(conflict)
            raise

    if once_only(form, act):
        return redirect("desk:thread", lang=request.LANGUAGE_CODE, key=found.pk)
    again = shown.thread_of(signed_in(request), found.pk, "review.read")
    return _page(request, again, status=409 if clash else 422, **{name: form})


def _page(
    request: HttpRequest, found: Thread, *, status: int = 200, **forms: WordsForm
) -> HttpResponse:
    person, lang = signed_in(request), request.LANGUAGE_CODE
    narrative = get_object_or_404(Narrative.objects.select_related("territory"), text=found.text_id)
    opened = shown.opened(person, narrative.territory, found.language)
    talk = shown.talk(found, found.block, opened, lang)
    context: dict[str, Any] = {
        "talk": talk,
        "thread": found,
        "place": narrative.territory,
        "section": section_named(narrative.section),
        "preview": html(showing.shown(talk.now.markdown, found.language, opened), found.language)
        if talk.now
        else "",
        "form": next((form for form in forms.values() if form.errors), None),
        "is_conflict": status == 409,
        "once": OnceForm(auto_id=False),
        "reply_form": _again(forms.get("reply"), seen=len(talk.said))
        or ReplyForm(initial={"seen": len(talk.said)}),
        "may_reply": can(person, "case.comment", found),
        "may_resolve": remarks.may_resolve(found, person),
    }
    if talk.voice is not None:
        context |= _dispute(talk, person, forms)
    path = reverse("desk:thread", kwargs={"lang": lang, "key": found.pk})
    return render(
        request, "desk/review/thread.html", frame(request, path=path) | context, status=status
    )


def _dispute(talk: shown.Talk, person: Person, forms: dict[str, WordsForm]) -> dict[str, Any]:
    """What the page of a dispute has besides: both voices, and the forms of each side."""
    assert talk.voice is not None
    found, version = talk.thread, talk.voice.version
    statements = list(found.statements.all())
    newest = statements[-1].words
    first = {"seen": version, "quoted": found.quoted} | {
        f"words_{code}": text for code, text in newest.items()
    }
    agreed = shown.agreed(talk)
    settling = {"seen": version, "hashed": talk.now.hash if talk.now else ""}
    return {
        "agreed": agreed,
        "statements": statements,
        "state_form": _again(forms.get("state"), seen=version)
        or StatementForm(initial=first, auto_id="state-%s"),
        "may_state": found.is_open and can(person, "dispute.state", found),
        "settles": [
            (
                side.value,
                _again(forms.get(side.value), **settling)
                or AgreeForm(initial=settling, auto_id=f"{side.value}-%s"),
            )
            for side, action in disputes.SETTLES.items()
            if found.is_open and side.value not in agreed and can(person, action, found)
        ],
    }


def _again(form: WordsForm | None, **stands: object) -> WordsForm | None:
    """What was typed, to be sent of what stands now."""
    if form is not None:
        form.now_of(**stands)
    return form
