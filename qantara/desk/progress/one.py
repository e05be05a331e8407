"""One recommendation: what the city says of it, its reports and who checked them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from qantara.action.priorities import tags
from qantara.action.progress import scale
from qantara.action.progress.wording import names, untranslated
from qantara.action.recommendations.values import frames
from qantara.core import locales
from qantara.desk.asking import asks
from qantara.desk.frame import for_people, frame
from qantara.desk.priorities.forms import ReasonForm
from qantara.desk.progress.reach import cell_of, holder_of, may, place_of
from qantara.network.stakeholders.words import level_name


@asks("progress.read")
@for_people
@require_safe
def one(request: HttpRequest, lang: str, slug: str, code: str) -> HttpResponse:
    holder = holder_of(request, slug)
    place = place_of(request, holder)
    cell = cell_of(place, holder, code, lang)
    commitment = cell.commitment
    context = {
        "holder": holder,
        "place": place,
        "cell": cell,
        "commitment": commitment,
        "text": dict(cell.recommendation.text),
        "beside": [
            (frame.name[lang], locales.listing([part.name[lang] for part in parts], lang))
            for frame in frames()
            if (parts := frame.parts_of(code))
        ],
        "what": names(cell.words["what"]) if cell.words else {},
        "lead": names(cell.words["lead"]) if cell.words else {},
        "missing": untranslated(cell.words) if cell.words else [],
        "held_by": locales.listing([level_name(each) for each in commitment.held_by], lang)
        if commitment
        else "",
        "body": tags.tags("bodies")[commitment.body].name[lang]
        if commitment and commitment.body
        else "",
        "told": [
            (row, {part: names(words) for part, words in row.words.items()})
            for row in reversed(cell.reports)
        ],
        "scale": [(locales.number(each, lang), scale.meaning(each)) for each in scale.LEVELS],
        "reason_form": ReasonForm(auto_id="end-%s"),
        "undo_form": ReasonForm(auto_id="undo-%s"),
        "may_write": may(request, holder, "progress.write"),
        "may_check": may(request, holder, "progress.check"),
        "may_translate": may(request, holder, "progress.translate"),
    }
    path = reverse("desk:commitment", args=[lang, slug, code])
    return render(request, "desk/progress/one.html", frame(request, path=path) | context)
