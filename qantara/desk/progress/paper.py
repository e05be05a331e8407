"""A city's progress as it would be read, and its way to the gate."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from qantara.accounts.models import Holder
from qantara.action.progress import harmless
from qantara.action.progress.document import blocks_in, draft
from qantara.action.progress.kind import KIND, bring
from qantara.action.progress.paper import paper as printed
from qantara.core import clock
from qantara.core.errors import DomainError
from qantara.core.locales import LANGUAGES
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.priorities.forms import PaperForm
from qantara.desk.progress.reach import holder_of, may, place_of
from qantara.releases.kinds import Document, Imprint
from qantara.releases.models import Case, Release
from qantara.web import paper as web_paper


@asks("progress.read", act="case.open")
@for_people
@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """What would go out: all that keeps it from the gate, and in which languages it is not."""
    action = "case.open" if request.method == "POST" else "progress.read"
    holder, at = holder_of(request, slug, action), clock.now()
    place = place_of(request, holder)
    try:
        document = draft(place, at=at) if place else None
    except DomainError:
        document = None
    if place is None or document is None:
        return redirect("desk:commitments", lang=lang, slug=slug)
    form = PaperForm(
        request.POST if request.method == "POST" else None, text=harmless.free_text(document)
    )
    made: list[Case] = []

    def propose() -> None:
        made.append(bring(place, holder=holder, by=signed_in(request), at=at))

    if form.is_bound and once_only(form, propose):
        if made:
            return redirect("desk:case", lang=lang, key=made[0].pk)
        return redirect("desk:commitments", lang=lang, slug=slug)
    number = Release.objects.filter(kind=KIND, subject=place.slug).count() + 1
    made_of = printed(document, lang, Imprint(number=number, released_on=at, address="/r/"))
    body = web_paper.fill(web_paper.body(made_of, is_released=False), actions="", after="")
    may_bring = may(request, holder, "case.open")
    context = {
        "holder": holder, "place": place, "form": form,
        "problem": _problem(document, holder, at) if may_bring else "",
        "missing": [
            code
            for code in LANGUAGES
            if any(one["states"].get(code) in ("missing", "outdated") for one in blocks_in(document))
        ],
        "may_bring": may_bring,
        # Rendered by web.paper, which escapes every text it is given.
        "preview": mark_safe(body),  # noqa: S308
    }  # fmt: skip
    path = reverse("desk:progress-paper", args=[lang, slug])
    template = "desk/progress/paper.html"
    status = 422 if form.errors else 200
    return render(request, template, frame(request, path=path) | context, status=status)


def _problem(document: Document, holder: Holder, at: datetime) -> str:
    """The first thing that keeps it from the gate; empty where nothing does."""
    try:
        harmless.demand_harmless(document, holder=holder, at=at)
        harmless.demand_quotes(document)
    except DomainError as error:
        return str(error)
    return ""
