"""Who hands over, the form to announce it, the page of one handover and its files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from qantara.accounts.models import Holder, Person, Role
from qantara.accounts.roles import holders_for, in_force
from qantara.core import clock
from qantara.desk.asking import asks
from qantara.desk.attached import attached
from qantara.desk.doors.acting import once_only
from qantara.desk.doors.proof import fresh
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.handover.forms import AnnounceForm, MoveForm, RewordForm, SuccessorForm
from qantara.desk.handover.gathering import gather
from qantara.desk.handover.paper import paper
from qantara.desk.team.pages import holder_of
from qantara.knowledge.profiles.files import print_fonts
from qantara.network.handovers import hand
from qantara.network.handovers.models import Handover
from qantara.papers import Paper
from qantara.press.pdf import pdf
from qantara.web import links
from qantara.web import paper as web_paper
from qantara.word import papers as word

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@asks("team.read", act="team.write")
@for_people
@fresh
@require_http_methods(["GET", "POST"])
def handover(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """Who hands over, and the form to announce that somebody leaves."""
    holder, person, at = holder_of(request, slug), signed_in(request), clock.now()
    may_grant = holder.pk in holders_for(person, "roles.grant", at=at)
    people = _leaving(holder, person, may_grant=may_grant)
    form = AnnounceForm(
        request.POST if "leaves_on" in request.POST else None,
        people=people, colleagues=hand.team(holder, at), may_invite=may_grant,
        initial={"leaving": str(person.pk), "language": lang},
    )  # fmt: skip

    def act() -> None:
        hand.announce(
            form.who, holder=holder, leaves_on=form.cleaned_data["leaves_on"],
            successor=form.whom(), words=form.cleaned_data["words"].replace("\r\n", "\n"),
            by=person, at=clock.now(),
        )  # fmt: skip

    if form.is_bound and once_only(form, act):
        return redirect("desk:handover", lang=lang, slug=slug)
    found = Handover.objects.filter(holder=holder).select_related(
        "leaving", "successor", "taken_over_by", "invitation__accepted_by"
    )
    context = {
        "holder": holder,
        "form": form,
        "rows": [(one, *_standing(one)) for one in found.order_by("-announced_at")],
        "may_grant": may_grant,
    }
    status = 422 if form.errors else 200
    return render(request, "desk/handover/handover.html", frame(request) | context, status=status)


@asks("team.read")
@for_people
@require_safe
def page(request: HttpRequest, lang: str, key: UUID, text_lang: str) -> HttpResponse:
    """What is open on the desk, in a language."""
    return page_of(request, found_of(request, key), text_lang)


@asks("team.read")
@for_people
@require_safe
def file(request: HttpRequest, lang: str, key: UUID, text_lang: str, form: str) -> HttpResponse:
    """The same as PDF or DOCX."""
    found, at = found_of(request, key), clock.now()
    made = _paper(request, found, text_lang)
    if form == "pdf":
        content, media = pdf(made, at=at, fonts=print_fonts()), "application/pdf"
    elif form == "docx":
        content, media = word.write(made), _DOCX
    else:
        raise Http404
    return attached(content, media, f"{found.holder.slug}-handover.{text_lang}.{form}")


def found_of(request: HttpRequest, key: UUID) -> Handover:
    visible = Handover.objects.visible_to(signed_in(request))
    related = ("holder", "leaving", "successor", "taken_over_by", "invitation__accepted_by")
    found: Handover = get_object_or_404(visible.select_related(*related), pk=key)
    return found


def _leaving(holder: Holder, person: Person, *, may_grant: bool) -> list[Person]:
    """Who can be announced: oneself, or anybody for whom one gives roles."""
    if not may_grant:
        return [person]
    roles = Role.objects.filter(in_force(clock.now()), holder=holder, person__is_active=True)
    return list(Person.objects.filter(pk__in=roles.values("person")).order_by("name"))


def _standing(one: Handover) -> tuple[Person | None, bool]:
    """Who succeeds, and whether a second person is still to confirm that the last approver leaves."""
    return hand.successor_of(one), hand.waits_for_second(one, clock.now())


def successor_form(
    request: HttpRequest, found: Handover, given: QueryDict | None = None
) -> SuccessorForm:
    person, at = signed_in(request), clock.now()
    return SuccessorForm(
        given,
        colleagues=hand.could_succeed(found.holder, found.leaving, at),
        may_invite=found.holder_id in holders_for(person, "roles.grant", at=at),
        initial={"language": request.LANGUAGE_CODE, "successor": str(found.successor_id or "")},
    )


def _forms(request: HttpRequest, found: Handover, refused: OnceForm | None) -> dict[str, OnceForm]:
    """What can be changed of it: who takes over, the last day, the words."""
    made: dict[str, OnceForm] = {
        "successor_form": successor_form(request, found),
        "move_form": MoveForm(initial={"leaves_on": found.leaves_on}),
        "reword_form": RewordForm(initial={"words": found.words, "seen": found.words}),
    }
    return {
        name: refused if isinstance(refused, type(form)) else form for name, form in made.items()
    }


def _paper(request: HttpRequest, found: Handover, text_lang: str) -> Paper:
    if text_lang not in links.LANGUAGES:
        raise Http404
    at = clock.now()
    with override(text_lang):  # what is gathered holds words too
        return paper(found, gather(found.holder, signed_in(request), at=at), text_lang, at=at)


def page_of(
    request: HttpRequest,
    found: Handover,
    text_lang: str,
    *,
    refused: OnceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a handover; with a form that was ``refused``, in the place of its like."""
    person = signed_in(request)
    successor, waits = _standing(found)
    is_open = found.taken_over_at is None
    body = web_paper.fill(
        web_paper.body(_paper(request, found, text_lang), is_released=False), actions="", after=""
    )
    may_change = is_open and (
        person.pk == found.leaving_id or found.holder_id in holders_for(person, "roles.grant")
    )
    context: dict[str, Any] = {
        "holder": found.holder,
        "handover": found,
        "successor": successor,
        "waits": waits,
        "text_lang": text_lang,
        "languages_of_texts": links.LANGUAGES,
        # Rendered by web.paper, which escapes every text it is given.
        "body": mark_safe(body),  # noqa: S308
        **(_forms(request, found, refused) if may_change else {}),
        "take_over": OnceForm(auto_id=False)
        if is_open and person.pk != found.leaving_id and successor in (None, person)
        else None,
        "form": refused,
    }
    path = f"/{request.LANGUAGE_CODE}/handovers/{found.pk}/{text_lang}/"
    return render(
        request, "desk/handover/page.html", frame(request, path=path) | context, status=status
    )
