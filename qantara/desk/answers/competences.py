"""Not our competence: who holds what, said by the city, and taken back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from qantara.accounts.models import Holder
from qantara.core import clock
from qantara.desk.answers import reach
from qantara.desk.answers.forms import CompetenceForm, EndForm
from qantara.desk.answers.held import held_html
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.figures.limits import uploads
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.journey.gathering import territories_of
from qantara.knowledge import frameworks
from qantara.knowledge.answers import competence
from qantara.knowledge.answers.models import Competence


@asks("work.read", act="observations.record")
@uploads
@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """What the city says others hold, and the form for one more."""
    if request.method != "POST":
        return _page(request, lang, reach.city(request, slug, "work.read"))
    holder = reach.city(request, slug, "observations.record")
    form = CompetenceForm(
        request.POST, request.FILES, framework=frameworks.default(), places=reach.choices(holder)
    )

    def act() -> None:
        given = form.cleaned_data
        competence.state(
            given["indicator"],
            competence.Held(level=given["level"], body=given["body"], since=given["since"]),
            holder=holder,
            territory=next(one for one in territories_of(holder) if one.slug == given["place"]),
            document=form.given_document(),
            lang=lang,
            by=signed_in(request),
            at=clock.now(),
        )

    if once_only(form, act):
        return redirect("desk:competences", lang=lang, slug=slug)
    return _page(request, lang, holder, form)


@asks("work.read", act="observations.record")
@for_people
@require_POST
def end(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """It is the city's after all."""
    mine = Competence.objects.visible_to(signed_in(request), "observations.record")
    found = get_object_or_404(mine.select_related("holder"), pk=key)
    form = EndForm(request.POST)
    if once_only(
        form,
        lambda: competence.take_back(
            found, reason=form.cleaned_data["reason"], by=signed_in(request), at=clock.now()
        ),
    ):
        return redirect("desk:competences", lang=lang, slug=found.holder.slug)
    return _page(request, lang, found.holder, form)


def _page(
    request: HttpRequest, lang: str, holder: Holder, form: OnceForm | None = None
) -> HttpResponse:
    framework = frameworks.default()
    found = (
        Competence.objects.filter(holder=holder)
        .select_related("territory", "stated_by")
        .order_by("indicator", "-stated_at")
    )
    lines = [
        (
            one,
            framework[one.indicator].name if one.indicator in framework else {},
            held_html(one, lang),
        )
        for one in found
    ]
    places = reach.choices(holder)
    context = {
        "holder": holder,
        "standing": [line for line in lines if line[0].ended_at is None],
        "ended": [line for line in lines if line[0].ended_at is not None],
        "has_places": bool(places),
        "may_record": reach.may(request, holder, "observations.record"),
        "state_form": form
        if isinstance(form, CompetenceForm)
        else CompetenceForm(
            framework=framework, places=places,
            initial={"indicator": request.GET.get("indicator", "")},
        ),
        "end_form": EndForm(auto_id=False),
        "form": form,
    }  # fmt: skip
    path = f"/{lang}/cities/{holder.slug}/competences/"
    return render(
        request,
        "desk/answers/competences.html",
        frame(request, path=path if form else "") | context,
        status=422 if form else 200,
    )
