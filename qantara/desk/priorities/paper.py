"""The City Priority Paper as it would be read, and its way to the gate."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from qantara.action.priorities import checks, endorse
from qantara.action.priorities.document import blocks_in, draft
from qantara.action.priorities.endorse import PAPER
from qantara.action.priorities.kind import bring, demand_quotes
from qantara.action.priorities.models import Endorsement
from qantara.action.priorities.paper import paper as printed
from qantara.core import clock
from qantara.core.errors import DomainError
from qantara.core.locales import LANGUAGES
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.priorities.forms import PaperForm
from qantara.desk.priorities.reach import holder_of, may, place_of
from qantara.releases.kinds import Document, Imprint
from qantara.releases.models import Case, Release
from qantara.web import paper as web_paper


@asks("priorities.read", act="case.open")
@for_people
@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """What would go out: everything said that keeps it from the gate, and in which languages it is not."""
    action = "case.open" if request.method == "POST" else "priorities.read"
    holder, at = holder_of(request, slug, action), clock.now()
    place = place_of(request, holder)
    act = endorse.standing(holder, place) if place else None
    if place is None or act is None:
        return redirect("desk:priorities", lang=lang, slug=slug)
    document = draft(act, at=at)
    form = PaperForm(
        request.POST if request.method == "POST" else None, text=checks.free_text(document)
    )
    made: list[Case] = []

    def propose() -> None:
        made.append(bring(act, by=signed_in(request), at=at))

    if form.is_bound and once_only(form, propose):
        if made:
            return redirect("desk:case", lang=lang, key=made[0].pk)
        return redirect("desk:priorities", lang=lang, slug=slug)
    number = Release.objects.filter(kind=PAPER, subject=place.slug).count() + 1
    made_of = printed(document, lang, Imprint(number=number, released_on=at, address="/r/"))
    body = web_paper.fill(web_paper.body(made_of, is_released=False), actions="", after="")
    context = {
        "holder": holder, "place": place, "form": form,
        "problem": _problem(document, act, at) if may(request, holder, "case.open") else "",
        "missing": [
            code
            for code in LANGUAGES
            if any(one["states"].get(code) in ("missing", "outdated") for one in blocks_in(document))
        ],
        "may_bring": may(request, holder, "case.open"),
        # Rendered by web.paper, which escapes every text it is given.
        "preview": mark_safe(body),  # noqa: S308
    }  # fmt: skip
    path = reverse("desk:priority-paper", args=[lang, slug])
    template = "desk/priorities/paper.html"
    status = 422 if form.errors else 200
    return render(request, template, frame(request, path=path) | context, status=status)


def _problem(document: Document, act: Endorsement, at: datetime) -> str:
    """The first thing that keeps it from the gate; empty where nothing does."""
    try:
        checks.demand_harmless(document, holder=act.holder, at=at)
        demand_quotes(document)
    except DomainError as error:
        return str(error)
    return ""
