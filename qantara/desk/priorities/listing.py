"""All proposals of a city, and what comes next; the group's link."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from qantara.accounts.models import Holder
from qantara.action.priorities import endorse, links, ranking, said, voting
from qantara.action.priorities.endorse import PAPER
from qantara.action.priorities.models import Endorsement, GroupLink, Priority, Ranking
from qantara.action.priorities.wording import words_of
from qantara.core import clock, locales
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.priorities import shown
from qantara.desk.priorities.forms import LinkForm, ReasonForm
from qantara.desk.priorities.reach import holder_of, may, place_of, places_of
from qantara.desk.steps import step_of, visible_cases
from qantara.network.models import Territory
from qantara.releases.models import Release
from qantara.web import links as addresses

State = Priority.State
#: The states in the order in which a page shows them.
ORDER = (State.ENDORSED, State.CHOSEN, State.PROPOSED, State.MERGED, State.WITHDRAWN)


@asks("priorities.read")
@for_people
@require_safe
def listed(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """Proposals by what became of them, the group's order, the act, the paper."""
    return page(request, lang, holder_of(request, slug))


@asks("priorities.decide")
@for_people
@require_POST
def make_link(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """A link for the group. Its address is shown this once."""
    holder = holder_of(request, slug, "priorities.decide")
    place, form = place_of(request, holder), LinkForm(request.POST)
    made: list[str] = []

    def act() -> None:
        assert place is not None
        _link, token = links.make(
            holder=holder, territory=place, days=form.cleaned_data["days"],
            by=signed_in(request), at=clock.now(),
        )  # fmt: skip
        made.append(token)

    if place and once_only(form, act):
        token = made[0] if made else ""
        return page(request, lang, holder, token=token)
    return page(request, lang, holder, link=form)


@asks("priorities.decide")
@for_people
@require_POST
def close_link(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    rows = GroupLink.objects.visible_to(signed_in(request), "priorities.decide")
    found = get_object_or_404(rows.select_related("holder"), pk=key)
    links.close(found, by=signed_in(request), at=clock.now())
    return redirect("desk:priorities", lang=lang, slug=found.holder.slug)


def page(
    request: HttpRequest,
    lang: str,
    holder: Holder,
    *,
    token: str = "",
    link: LinkForm | None = None,
    reason: ReasonForm | None = None,
) -> HttpResponse:
    """The page of all proposals. ``token``: of a link just made; forms that were refused."""
    at, place = clock.now(), place_of(request, holder)
    may_decide = may(request, holder, "priorities.decide")
    found = _proposals(holder, place)
    rows = shown.rows(found, lang)
    standing = ranking.standing(holder, place) if place else None
    act = endorse.standing(holder, place) if place else None
    context = {
        "holder": holder,
        "place": place,
        "places": places_of(holder),
        "groups": [
            (said.state(state), [row for row in rows if row.one.state == state]) for state in ORDER
        ],
        "counts": {state.value: sum(one.state == state for one in found) for state in State},
        "ranking": _ranking(standing, lang),
        "endorsement": _endorsement(act, lang),
        "may_propose": may(request, holder, "priorities.propose"),
        "may_decide": may_decide,
        "may_endorse": may(request, holder, "priorities.endorse"),
        "may_bring": may(request, holder, "case.open"),
        "has_rounds": may_decide and bool(voting.closed(holder, by=signed_in(request))),
        "paper_case": _paper_case(request, holder, place),
        "released": _released(place),
        "links": links.standing(holder, at=at) if may_decide else [],
        "token_address": addresses.desk(reverse("desk:group-propose", args=[lang, token])) if token else "",
        "link_form": link or LinkForm(auto_id="link-%s"),
        "reason_form": reason or ReasonForm(auto_id="undo-%s"),
        "form": link or reason,
    }  # fmt: skip
    status = 422 if link or reason else 200
    path = reverse("desk:priorities", args=[lang, holder.slug])
    template = "desk/priorities/listed.html"
    return render(request, template, frame(request, path=path) | context, status=status)


def _proposals(holder: Holder, place: Territory | None) -> list[Priority]:
    rows = Priority.objects.filter(holder=holder, territory=place).select_related(
        "text", "territory"
    )
    return list(rows.annotate(quoted=Count("quotes")).order_by("proposed_at", "id"))


def _ranking(found: Ranking | None, lang: str) -> dict[str, object] | None:
    if found is None:
        return None
    rows = list(found.places.select_related("priority__text"))
    words = words_of([row.priority for row in rows])
    places = [row.place for row in rows]
    return {
        "one": found,
        "method": said.method(found.method, locales.day(found.held_on, lang)),
        "rows": [
            (
                said.place(row.place, places.count(row.place) > 1, lang),
                row.priority,
                shown.title(words[row.priority_id]),
                said.firmness(row.firmness),
            )
            for row in rows
        ],
    }


def _endorsement(found: Endorsement | None, lang: str) -> dict[str, object] | None:
    if found is None:
        return None
    rows = list(found.places.select_related("priority__text"))
    words = words_of([row.priority for row in rows])
    return {
        "one": found,
        "body": shown.tagged("bodies", [found.body], lang),
        "rows": [(row.priority, shown.title(words[row.priority_id])) for row in rows],
        "is_released": endorse.is_released(found),
    }


def _paper_case(
    request: HttpRequest, holder: Holder, place: Territory | None
) -> tuple[object, object] | None:
    """The newest paper on its way to release, and its next step."""
    if place is None:
        return None
    cases = visible_cases(signed_in(request)).filter(holder=holder, kind=PAPER, subject=place.slug)
    newest = cases.defer("document").order_by("-opened_at").first()
    return (newest, step) if newest and (step := step_of(newest)).action else None


def _released(place: Territory | None) -> Release | None:
    if place is None:
        return None
    rows = Release.objects.standing().filter(kind=PAPER, subject=place.slug).defer("document")
    return rows.order_by("-number").first()
