"""The page of a city's indicators, the set that counts for it, and its own template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from qantara.accounts.models import Holder
from qantara.core import clock
from qantara.desk.answers import reach, words
from qantara.desk.answers.forms import SetForm
from qantara.desk.answers.gathered import Gathered, gather, latest
from qantara.desk.answers.held import held_html
from qantara.desk.asking import asks
from qantara.desk.attached import attached
from qantara.desk.doors.acting import once_only
from qantara.desk.frame import for_people, frame, signed_in
from qantara.knowledge import frameworks
from qantara.knowledge.answers import choose as choosing
from qantara.knowledge.answers import sheet as sheets
from qantara.knowledge.answers.states import STATES, Standing
from qantara.knowledge.frameworks import Domain
from qantara.knowledge.observations.models import Latest
from qantara.web import names

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One indicator as it is shown. ``figure``: its newest, for those who may see figures as they came."""

    standing: Standing
    state: str
    look: str
    sign: str
    figure: str
    held: str
    letter: Any
    stays: bool

    @property
    def is_gap(self) -> bool:
        return not self.standing.is_complete


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the page is narrowed to; empty: everything. ``is_all``: beyond the set that counts."""

    domain: str
    state: str
    is_all: bool


@asks("work.read")
@for_people
@require_safe
def listed(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """Where each indicator of a city stands."""
    return _page(request, lang, reach.city(request, slug, "work.read"))


@asks("work.read", act="answers.choose")
@for_people
@require_POST
def choose(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """The city's own decision which set counts for it."""
    holder = reach.city(request, slug, "answers.choose")
    form = SetForm(request.POST)
    if once_only(
        form,
        lambda: choosing.choose(
            holder, form.cleaned_data["choice"], by=signed_in(request), at=clock.now()
        ),
    ):
        return redirect("desk:indicators", lang=lang, slug=slug)
    return _page(request, lang, holder, form)


class _SheetForm(forms.Form):
    place = forms.CharField(required=False)
    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)


@asks("observations.record")
@for_people
@require_safe
def sheet(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """The city's own template, filled with what whoever is here may see."""
    holder = reach.city(request, slug, "observations.record")
    place, form = reach.place(request, holder), _SheetForm(request.GET)
    if place is None or not form.is_valid():
        raise Http404
    language = form.cleaned_data["language"] or lang
    content = sheets.workbook(
        place, holder=holder, lang=language, by=signed_in(request), at=clock.now(),
        name={code: names.in_language(place.name, code)[0] or place.slug for code in (*place.name, language)},
    )  # fmt: skip
    return attached(content, _XLSX, f"{place.slug}-{language}.xlsx")


def _page(
    request: HttpRequest, lang: str, holder: Holder, form: SetForm | None = None
) -> HttpResponse:
    at = clock.now()
    found = gather(holder, at=at, with_letters=reach.may(request, holder, "requests.read"))
    figures = latest(holder) if reach.may(request, holder, "observations.read") else {}
    wanted = _wanted(request)
    framework = frameworks.default()
    context = {
        "holder": holder,
        "found": found,
        "total": len(found.counted),
        "wanted": wanted,
        "domains": framework.domains,
        "states": [(state, words.state_name(state)) for state in STATES],
        "groups": list(_groups(found, figures, wanted, lang)),
        "has_figures": reach.may(request, holder, "observations.read"),
        "places": reach.choices(holder),
        "languages_of_sheet": settings.LANGUAGES,
        "may_choose": reach.may(request, holder, "answers.choose"),
        "may_record": reach.may(request, holder, "observations.record"),
        "may_ask": reach.may(request, holder, "requests.write"),
        "set_form": form or SetForm(auto_id=False),
        "form": form,
        "other": "core" if found.choice == "short" else "short",
    }
    path = f"/{lang}/cities/{holder.slug}/indicators/" if form else ""
    return render(
        request,
        "desk/answers/indicators.html",
        frame(request, path=path) | context,
        status=422 if form else 200,
    )


def _wanted(request: HttpRequest) -> Wanted:
    domain, state = request.GET.get("domain", ""), request.GET.get("state", "")
    codes = {one.code for one in frameworks.default().domains}
    return Wanted(
        domain=domain if domain in codes else "",
        state=state if state in STATES else "",
        is_all=request.GET.get("show") == "all",
    )


def _groups(
    found: Gathered, figures: dict[str, Latest], wanted: Wanted, lang: str
) -> Iterator[tuple[Domain, list[Line]]]:
    """Domains with the indicators asked for, in the framework's order."""
    for domain in frameworks.default().domains:
        if wanted.domain not in ("", domain.code):
            continue
        lines = [
            _line(one, found, figures, lang)
            for one in found.standings
            if one.indicator.domain == domain.code
            and (wanted.is_all or found.counts(one.indicator))
            and wanted.state in ("", one.state)
        ]
        if lines:
            yield domain, lines


def _line(one: Standing, found: Gathered, figures: dict[str, Latest], lang: str) -> Line:
    code, (look, sign) = one.indicator.code, words.LOOKS[one.state]
    newest, held = figures.get(code), found.held.get(code)
    return Line(
        standing=one,
        state=words.state_name(one.state),
        look=look,
        sign=sign,
        figure=words.figure(
            frameworks.default(), newest.unit, lang,
            value=newest.value, low=newest.low, high=newest.high,
        ) if newest else "",
        held=held_html(held, lang) if held else "",
        letter=found.letters.get(code),
        stays=one.indicator.audience == "city",
    )  # fmt: skip
