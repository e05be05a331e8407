"""What waits for whom, the oldest first: chapters to be signed off, remarks and disputes.

A chapter that stands as it was released waits for nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qantara.accounts.models import Person
from qantara.accounts.roles import holders_for
from qantara.core.locales import LANGUAGES
from qantara.desk.asking import asks
from qantara.desk.frame import for_people, frame, signed_in
from qantara.knowledge.profiles.models import Narrative
from qantara.knowledge.profiles.texts import sections
from qantara.knowledge.reviews import signing
from qantara.knowledge.reviews.models import Side, Thread
from qantara.knowledge.reviews.waiting import Waiting, open_threads, waiting
from qantara.releases.models import Release

#: Lines of one list on a page.
PAGE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A chapter in one language, and for whom it waits: each with whether whoever is here may sign."""

    narrative: Narrative
    title: dict[str, str]
    language: str
    waiting: list[tuple[Waiting, bool]]
    remarks: int
    disputes: int

    @property
    def since(self) -> datetime:
        return self.waiting[0][0].since


@asks("review.read")
@for_people
@require_safe
def queue(request: HttpRequest, lang: str) -> HttpResponse:
    """For everybody who reviews: all their cities, or one place, one language, one side."""
    person = signed_in(request)
    holders = holders_for(person, "review.read")
    if not holders:
        raise Http404
    rows = Narrative.objects.filter(text__holder__among=holders)
    texts = {one.text_id: one for one in rows.select_related("text", "territory")}
    places = sorted({one.territory for one in texts.values()}, key=lambda place: place.slug)
    wanted = _wanted(request)
    if wanted["place"]:
        texts = {key: one for key, one in texts.items() if one.territory.slug == wanted["place"]}
    found = _rows(texts, person, wanted)
    threads = (
        Thread.objects.open()
        .filter(text__in=texts)
        .select_related("opened_by")
        .annotate(answers=Count("said"))
        .order_by("opened_at")
    )
    if wanted["language"]:
        threads = threads.filter(language=wanted["language"])
    titles = _titles()
    context: dict[str, Any] = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "threads": [
            (one, texts[one.text_id], titles[texts[one.text_id].section]) for one in threads[:PAGE]
        ],
        "more_threads": max(threads.count() - PAGE, 0),
        "signatures": sum(len(row.waiting) for row in found),
        "mine": sum(is_mine for row in found for _one, is_mine in row.waiting),
        "places": places,
        "wanted": wanted,
        "query": "&".join(f"{name}={value}" for name, value in wanted.items() if value),
        "languages_of_texts": LANGUAGES,
        "sides": [side.value for side in Side],
    }
    return render(request, "desk/review/queue.html", frame(request) | context)


def _rows(texts: dict[UUID, Narrative], person: Person, wanted: dict[str, str]) -> list[Row]:
    mine = {side: set(holders_for(person, action)) for side, action in signing.SIGNS.items()}
    said, titles = open_threads(list(texts)), _titles()
    released = _released(texts.values())
    found: dict[tuple[UUID, str], Row] = {}
    for one in waiting(list(texts)):
        narrative = texts[one.text]
        out = released.get(narrative.territory.slug)
        if out is not None and one.since <= out:
            continue  # it stands as it went through the gate
        is_mine = narrative.text.holder_id in mine[one.side]
        if not _fits(one, is_mine, wanted):
            continue
        remarks, disputes = said.get(one.text, (0, 0))
        row = found.setdefault(
            (one.text, one.language),
            Row(
                narrative=narrative,
                title=titles[narrative.section],
                language=one.language,
                waiting=[],
                remarks=remarks,
                disputes=disputes,
            ),
        )
        row.waiting.append((one, is_mine))
    return list(found.values())


def _released(texts: Iterable[Narrative]) -> dict[str, datetime]:
    """Place -> when its newest standing profile was released."""
    rows = Release.objects.standing().filter(
        kind="profile", subject__in={one.territory.slug for one in texts}
    )
    newest = rows.order_by().values_list("subject").annotate(newest=Max("released_at"))
    return dict(newest)


def _titles() -> dict[str, dict[str, str]]:
    return {section["id"]: section["title"] for section in sections()}


def _wanted(request: HttpRequest) -> dict[str, str]:
    """What was asked for, of what can be."""
    side, language = request.GET.get("side", ""), request.GET.get("language", "")
    place = request.GET.get("place", "")
    return {
        "place": place if place.isascii() and place.replace("-", "").isalnum() else "",
        "language": language if language in LANGUAGES else "",
        "side": side if side in ("mine", *Side.values) else "",
    }


def _fits(one: Waiting, is_mine: bool, wanted: dict[str, str]) -> bool:
    if wanted["language"] and one.language != wanted["language"]:
        return False
    if wanted["side"] == "mine":
        return is_mine
    return not wanted["side"] or one.side == wanted["side"]
