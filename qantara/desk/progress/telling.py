"""Report on a commitment, take a report back, check it, translate it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from qantara.action.priorities import quotes
from qantara.action.priorities.quotes import Quotable
from qantara.action.progress import check as checks
from qantara.action.progress import report as reports
from qantara.action.progress.models import Commitment
from qantara.action.progress.wording import REPORT
from qantara.core import clock
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.priorities.forms import ReasonForm
from qantara.desk.progress.forms import CheckForm, ReportForm
from qantara.desk.progress.reach import cell_of, holder_of, place_of, report_of
from qantara.desk.progress.translating import translated
from qantara.desk.progress.writing import refused
from qantara.network.models import Territory
from qantara.releases.models import Release


@asks("progress.write")
@for_people
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, lang: str, slug: str, code: str) -> HttpResponse:
    """How far a commitment is. ``find``: words of figures to rest it on."""
    holder = holder_of(request, slug, "progress.write")
    place = place_of(request, holder)
    cell = cell_of(place, holder, code, lang)
    if (
        place is None
        or cell.commitment is None
        or cell.commitment.stance != Commitment.Stance.COMMITTED
    ):
        raise Http404
    commitment, find = (
        cell.commitment,
        (request.POST.get("find") or request.GET.get("find", ""))[:100],
    )
    form = ReportForm(
        request.POST if request.method == "POST" else None,
        found=_found(place, find, lang),
        initial={"language": lang, "on": clock.now().date()},
    )

    def act() -> None:
        language = form.cleaned_data["language"] or lang
        reports.report(
            commitment, form.said(), language=language, by=signed_in(request), at=clock.now()
        )

    if form.is_bound and once_only(form, act):
        return redirect(_page(lang, commitment))
    context = {"holder": holder, "place": place, "cell": cell, "form": form, "find": find}
    status = 422 if form.errors else 200
    path = reverse("desk:commitment-report", args=[lang, slug, code])
    template = "desk/progress/report.html"
    return render(request, template, frame(request, path=path) | context, status=status)


@asks("progress.write")
@for_people
@require_POST
def undo(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """A report counts no more."""
    found = report_of(request, key, "progress.write")
    form = ReasonForm(request.POST, auto_id="undo-%s")
    by, at = signed_in(request), clock.now()
    done = once_only(
        form, lambda: reports.take_back(found, reason=form.cleaned_data["reason"], by=by, at=at)
    )
    return (
        redirect(_page(lang, found.commitment))
        if done
        else refused(request, lang, found.commitment, form)
    )


@asks("progress.check")
@for_people
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """A second person's word on a report."""
    found = report_of(request, key, "progress.check")
    commitment, by, at = found.commitment, signed_in(request), clock.now()
    form = CheckForm(
        request.POST if request.method == "POST" else None,
        cities=checks.cities(by, found, at=at), lang=lang,
    )  # fmt: skip

    def act() -> None:
        given = form.cleaned_data
        checks.check(
            found, is_confirmed=given["is_confirmed"], standing=given["standing"], of=form.city,
            note=given["note"], by=by, at=at,
        )  # fmt: skip

    if form.is_bound and once_only(form, act):
        return redirect(_page(lang, commitment))
    cell = cell_of(commitment.territory, commitment.holder, commitment.recommendation, lang)
    told = next((one for one in cell.reports if one.row.pk == found.pk), None)
    if told is None:
        raise Http404
    context = {
        "holder": commitment.holder, "place": commitment.territory, "cell": cell, "told": told,
        "form": form,
    }  # fmt: skip
    template = "desk/progress/check.html"
    status = 422 if form.errors else 200
    return render(request, template, frame(request) | context, status=status)


@asks("progress.translate")
@for_people
@require_http_methods(["GET", "POST"])
def translate(request: HttpRequest, lang: str, key: UUID, text_lang: str) -> HttpResponse:
    """The words of a report beside each other."""
    found = report_of(request, key, "progress.translate")
    return translated(request, lang, found.commitment, found.text, REPORT, text_lang)


def _found(place: Territory, find: str, lang: str) -> list[tuple[Release, Quotable]]:
    """Figures of the place's public releases: headlines, or those that fit the words."""
    return [
        (release, one)
        for release in quotes.quotable(place)
        for one in quotes.find(Release.objects.get(pk=release.pk), find, lang)
    ]


def _page(lang: str, one: Commitment) -> str:
    page = reverse("desk:commitment", args=[lang, one.holder.slug, one.recommendation])
    return f"{page}?place={one.territory.slug}"
