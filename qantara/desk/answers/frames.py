"""Report once: which of a city's answers also speak to other frames, and the tables that say so."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qantara.core import clock, locales
from qantara.desk.answers import reach
from qantara.desk.answers.gathered import gather
from qantara.desk.asking import asks
from qantara.desk.attached import attached
from qantara.desk.frame import for_people, frame
from qantara.knowledge import frameworks
from qantara.knowledge.answers.covering import FrameCovered, covering
from qantara.knowledge.frameworks import Indicator, crosswalks


@asks("work.read")
@for_people
@require_safe
def listed(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """How much of each frame the city's answers already speak to, and the few that are missing."""
    holder = reach.city(request, slug, "work.read")
    framework = frameworks.default()
    answered = gather(holder, at=clock.now(), with_letters=False).answered
    found = [
        covering(crosswalks.crosswalk(name, framework), answered) for name in crosswalks.FRAMES
    ]
    context = {
        "holder": holder,
        "frames": [
            (
                one,
                [(topic, _named(topic.answered), _named(topic.missing)) for topic in one.topics],
                _named(one.missing),
                locales.percent(_share(one), lang, 0),
            )
            for one in found
        ],
        "may_record": reach.may(request, holder, "observations.record"),
    }
    return render(request, "desk/answers/frames.html", frame(request) | context)


@asks("work.read")
@for_people
@require_safe
def file(request: HttpRequest, lang: str, slug: str, frame: str, form: str) -> HttpResponse:
    """The table of a frame as it is kept (TOML), or as CSV."""
    reach.city(request, slug, "work.read")
    if frame not in crosswalks.FRAMES or form not in ("csv", "toml"):
        raise Http404
    if form == "toml":
        content, media = crosswalks.path(frame).read_text(encoding="utf-8"), "application/toml"
    else:
        framework = frameworks.default()
        table = crosswalks.table(crosswalks.crosswalk(frame, framework), framework)
        content, media = "\ufeff" + table, "text/csv"  # with the mark by which Excel knows UTF-8
    return attached(content, f"{media}; charset=utf-8", f"{frame}.{form}")


def _named(codes: tuple[str, ...]) -> list[Indicator]:
    return [frameworks.default()[code] for code in codes]


def _share(found: FrameCovered) -> int:
    """Percent of the indicators that are answered, rounded down: all is said only of all."""
    total = len(found.answered) + len(found.missing)
    return 100 * len(found.answered) // total if total else 0
