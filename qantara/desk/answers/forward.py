"""Answers of earlier years, each to be confirmed as still true, or changed, before it counts again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from qantara.accounts.models import Holder
from qantara.core import clock
from qantara.core.errors import Conflict
from qantara.desk.answers import reach, words
from qantara.desk.answers.forms import AnswerForm
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.figures.limits import uploads
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.knowledge import frameworks
from qantara.knowledge.answers.confirm import Change, confirm
from qantara.knowledge.answers.forward import Offered, offered
from qantara.knowledge.answers.models import Confirmation
from qantara.knowledge.evidence.words import category
from qantara.network.models import Territory


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An earlier answer in words. ``file``: the name of what it rests on; empty once destroyed."""

    offered: Offered
    name: str
    part: str
    answer: str
    file: str


@asks("observations.record")
@for_people
@require_safe
def listed(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """What has not been answered for this year yet and was for an earlier one."""
    holder = reach.city(request, slug, "observations.record")
    place, at = reach.place(request, holder), clock.now()
    found = _offered(holder, place, at.date(), lang)
    done = (
        Confirmation.objects.filter(holder=holder, year=at.year, batch__undone_at=None)
        .select_related("earlier__definition", "earlier__territory", "confirmed_by", "batch")
        .order_by("-confirmed_at")
    )
    context = {
        "holder": holder,
        "place": place,
        "places": reach.choices(holder),
        "year": at.year,
        "lines": [_line(one, lang) for one in found if one.asked],
        "gone": [_line(one, lang) for one in found if not one.asked],
        "done": [(one, _name(one.earlier.definition.code, lang)) for one in done],
    }
    return render(request, "desk/answers/earlier.html", frame(request) | context)


@asks("observations.record")
@uploads
@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, lang: str, slug: str, number: int) -> HttpResponse:
    """One earlier answer: confirmed as still true, or changed."""
    holder = reach.city(request, slug, "observations.record")
    place, at = reach.place(request, holder), clock.now()
    found = next(
        (one for one in _offered(holder, place, at.date(), lang) if one.earlier.pk == number), None
    )
    if place is None or found is None:
        return _gone(request, lang, holder, number)
    is_changed = request.POST.get("act") != "stands"
    blank = AnswerForm(
        framework=frameworks.default(), is_level=_is_level(found), auto_id="change-%s"
    )
    if request.method != "POST":
        return _page(request, lang, holder, place, found, blank)
    form: OnceForm = (
        AnswerForm(
            request.POST, request.FILES, framework=frameworks.default(),
            is_level=_is_level(found), auto_id="change-%s",
        )
        if is_changed
        else OnceForm(request.POST)
    )  # fmt: skip
    clash: list[Conflict] = []

    def act() -> None:
        try:
            confirm(
                number, _change(form), holder=holder, territory=place,
                framework=frameworks.default(), by=signed_in(request), at=at,
            )  # fmt: skip
        except Conflict as conflict:
            clash.append(conflict)
            raise

    if once_only(form, act):
        response = redirect("desk:earlier-answers", lang=lang, slug=slug)
        response["Location"] += f"?place={place.slug}"
        return response
    shown = form if isinstance(form, AnswerForm) else blank
    status = 409 if clash else 422
    return _page(request, lang, holder, place, found, shown, form=form, status=status)


def _change(form: OnceForm) -> Change | None:
    if not isinstance(form, AnswerForm):
        return None
    given = form.cleaned_data
    return Change(
        value=given["value"], absence=given["absence"], note=given["note"].strip(),
        document=form.given_document(),
    )  # fmt: skip


def _page(
    request: HttpRequest,
    lang: str,
    holder: Holder,
    place: Territory,
    found: Offered,
    change_form: AnswerForm,
    *,
    form: OnceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "holder": holder,
        "place": place,
        "line": _line(found, lang),
        "year": clock.now().year,
        "once": OnceForm(auto_id=False),
        "change_form": change_form,
        "form": form,
    }
    return render(request, "desk/answers/answer.html", frame(request) | context, status=status)


def _gone(request: HttpRequest, lang: str, holder: Holder, number: int) -> HttpResponse:
    """Sent twice: it is done, and the list says so. Anything else was never offered here."""
    if Confirmation.objects.filter(holder=holder, earlier_id=number).exists():
        return redirect("desk:earlier-answers", lang=lang, slug=holder.slug)
    raise Http404


def _offered(holder: Holder, place: Territory | None, today: date, lang: str) -> list[Offered]:
    if place is None:
        return []
    return offered(holder, place, today, frameworks.default(), lang)


def _is_level(found: Offered) -> bool:
    return frameworks.default().units[found.unit].kind == "level"


def _line(found: Offered, lang: str) -> Line:
    framework, one = frameworks.default(), found.earlier
    if one.absence:
        said = framework.codes["absence"][one.absence].name[lang]
    else:
        said = words.figure(framework, one.unit, lang, value=one.value, low=one.low, high=one.high)
    return Line(
        offered=found,
        name=found.asked.name if found.asked else _name(one.definition.code, lang),
        part=category(framework, one.breakdown.code, lang) if one.breakdown.code else "",
        answer=said,
        file=one.batch.evidence_file.stored.name if found.has_file else "",
    )


def _name(code: str, lang: str) -> str:
    try:
        return frameworks.default().definition(code).name[lang]
    except KeyError:
        return code
