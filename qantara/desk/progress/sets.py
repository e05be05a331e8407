"""The network's recommendations: read by everybody of its desk, written by its secretariat."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qantara.accounts.roles import holders_for
from qantara.action.recommendations import sets
from qantara.action.recommendations.document import document
from qantara.action.recommendations.kind import KIND
from qantara.action.recommendations.paper import placeholder_note
from qantara.action.recommendations.values import RecommendationSet
from qantara.core import clock
from qantara.core.errors import Conflict
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.progress.forms import AboutForm, RecommendationForm
from qantara.network.directory import network_facts
from qantara.network.models import Network
from qantara.releases.gate import open_case
from qantara.releases.models import Case
from qantara.web.names import in_language

#: In the place of a code, on the page that adds one.
NEW = "new"


@asks("recommendations.write")
@for_people
@require_safe
def listed(request: HttpRequest, lang: str, network: str) -> HttpResponse:
    """All of them, and where they are from."""
    found = _network(request, network)
    return _listed(request, lang, found, sets.in_force(found))


@asks("recommendations.write")
@for_people
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, lang: str, network: str, code: str) -> HttpResponse:
    """Change one, or add one; 409 where somebody else changed the set meanwhile."""
    found, standing = _network(request, network), None
    whole = sets.in_force(found)
    if code != NEW:
        standing = whole.recommendations.get(code)
        if standing is None:
            raise Http404
    form = RecommendationForm(
        request.POST if request.method == "POST" else None,
        found=standing,
        initial=_initial(whole, code),
    )
    clash: list[Conflict] = []

    def act() -> None:
        try:
            sets.change(
                found, form.recommendation(), seen=form.cleaned_data["seen"],
                by=signed_in(request), at=clock.now(),
            )  # fmt: skip
        except Conflict as conflict:
            clash.append(conflict)
            raise

    if form.is_bound and once_only(form, act):
        return redirect("desk:recommendations", lang=lang, network=network)
    if clash:
        whole = sets.in_force(found)
        again = request.POST.copy()
        again["seen"] = str(whole.number)
        form.data = again
    context = {
        "network": found, "form": form, "code": code, "is_conflict": bool(clash),
        "standing": whole.recommendations.get(code),
    }  # fmt: skip
    status = 409 if clash else 422 if form.errors else 200
    template = "desk/progress/recommendation.html"
    return render(request, template, frame(request) | context, status=status)


@asks("recommendations.write")
@for_people
@require_POST
def about(request: HttpRequest, lang: str, network: str) -> HttpResponse:
    """Where the official text is published."""
    found, form = _network(request, network), AboutForm(request.POST)

    def act() -> None:
        given = form.cleaned_data
        sets.describe(
            found, source=given["source"], is_placeholder=given["is_placeholder"],
            seen=given["seen"], by=signed_in(request), at=clock.now(),
        )  # fmt: skip

    if once_only(form, act):
        return redirect("desk:recommendations", lang=lang, network=network)
    return _listed(request, lang, found, sets.in_force(found), form)


@asks("recommendations.write")
@for_people
@require_POST
def propose(request: HttpRequest, lang: str, network: str) -> HttpResponse:
    """Bring the set to the gate as it stands."""
    found, form = _network(request, network), OnceForm(request.POST)
    made: list[Case] = []

    def act() -> None:
        said = document(
            sets.in_force(found), network_facts(found), is_demonstration=found.is_demonstration
        )
        made.append(
            open_case(
                KIND, said, subject=found.slug, holder=found.holder, by=signed_in(request),
                at=clock.now(),
            )
        )  # fmt: skip

    if once_only(form, act) and made:
        return redirect("desk:case", lang=lang, key=made[0].pk)
    if form.errors:
        return _listed(request, lang, found, sets.in_force(found), form)
    return redirect("desk:recommendations", lang=lang, network=network)


def _listed(
    request: HttpRequest, lang: str, network: Network, found: RecommendationSet,
    refused: OnceForm | None = None,
) -> HttpResponse:  # fmt: skip
    about_form = (
        refused
        if isinstance(refused, AboutForm)
        else AboutForm(
            initial={
                "seen": found.number,
                "source": found.source,
                "is_placeholder": found.is_placeholder,
            }
        )
    )
    context = {
        "network": network,
        "found": found,
        "rows": [(one, in_language(one.title, lang)) for one in found.recommendations.values()],
        "placeholder": placeholder_note() if found.is_placeholder else "",
        "about_form": about_form,
        "propose_form": OnceForm(auto_id="propose-%s"),
        "form": refused,
    }
    path = reverse("desk:recommendations", args=[lang, network.slug])
    template = "desk/progress/recommendations.html"
    status = 422 if refused else 200
    return render(request, template, frame(request, path=path) | context, status=status)


def _network(request: HttpRequest, slug: str) -> Network:
    held = holders_for(signed_in(request), "recommendations.write")
    return get_object_or_404(Network.objects.select_related("holder"), slug=slug, holder__in=held)


def _initial(found: RecommendationSet, code: str) -> dict[str, Any]:
    one = found.recommendations.get(code)
    if one is None:
        return {"seen": found.number}
    return {
        "seen": found.number, "code": one.code, "is_retired": one.is_retired,
        **{f"title_{lang}": text for lang, text in one.title.items()},
        **{f"text_{lang}": text for lang, text in one.text.items()},
    }  # fmt: skip
