"""The files that wait, what has been stored, and the template to be filled in."""

from __future__ import annotations

from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from qantara.accounts.models import Person
from qantara.accounts.roles import holders_for
from qantara.core import clock, locales
from qantara.desk.asking import SIGNED_IN, asks
from qantara.desk.figures.forms import TemplateForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.raw.views import open_to_me
from qantara.knowledge import frameworks
from qantara.knowledge.evidence import template
from qantara.knowledge.evidence.arrivals.models import Arrival, Delivery
from qantara.knowledge.evidence.arrivals.seen import seen_by
from qantara.knowledge.observations.figures import figures
from qantara.knowledge.observations.models import Batch
from qantara.network.models import Territory
from qantara.web import names

#: Imports on one page.
PAGE = 25
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@asks(SIGNED_IN)
@for_people
@require_safe
def listed(request: HttpRequest, lang: str) -> HttpResponse:
    """Files that wait and imports of my holders, the newest first; and the template."""
    person = signed_in(request)
    waiting = Arrival.objects.visible_to(person).waiting().select_related("holder", "received_by")
    imports = (
        Batch.objects.visible_to(person)
        .select_related(
            "evidence_file__source",
            "evidence_file__stored",
            "evidence_file__holder",
            "confirmed_by",
        )
        .defer("mapping")
        .order_by("-confirmed_at")
    )
    places = _places(person)
    may_record = bool(holders_for(person, "observations.record"))
    context = {
        "deliveries": list(
            Delivery.objects.visible_to(person)
            .waiting()
            .select_related("holder", "received_by")
            .order_by("-received_at")[:100]
        ),
        "waiting": list(waiting.order_by("-received_at")[:100]),
        "imports": Paginator(imports, PAGE).get_page(request.GET.get("page")),
        "may_record": may_record,
        "open_to_me": open_to_me(person, clock.now()),
        "form": TemplateForm(places=places, initial={"language": lang})
        if may_record and places
        else None,
    }
    return render(request, "desk/figures/listed.html", frame(request) | context)


@asks("observations.record")
@for_people
@require_safe
def blank(request: HttpRequest, lang: str) -> HttpResponse:
    """The template of a place in a language, with what the person here may know already in it."""
    person = signed_in(request)
    form = TemplateForm(request.GET, places=_places(person))
    if not form.is_valid():
        raise Http404
    slug, language = form.cleaned_data["territory"], form.cleaned_data["language"]
    response = HttpResponse(_template(slug, language, person, clock.now()), content_type=_XLSX)
    response["Content-Disposition"] = f'attachment; filename="{slug}-{language}.xlsx"'
    return response


def _template(slug: str, language: str, person: Person, at: datetime) -> bytes:
    place = Territory.objects.get(slug=slug)
    known = figures([slug], as_of=at)
    seen = set(seen_by(person).values_list("pk", flat=True))
    open_to = [at for at, source in enumerate(known.sources) if source.id in seen]
    return template.make(
        frameworks.load(frameworks.DEFAULT),
        known.frame.filter(known.frame["source"].is_in(open_to)),
        territory=slug,
        name={code: names.in_language(place.name, code)[0] for code in (*place.name, language)},
        lang=language,
        today=at.date(),
    )


def _places(person: Person) -> list[tuple[str, str]]:
    """Slug and name of the places that the person's cities and networks speak for, by name."""
    lang = get_language() or "en"
    holders = holders_for(person, "observations.record")
    found = Territory.objects.filter(standing__member__holder__in=holders).union(
        Territory.objects.filter(standing__member__participations__network__holder__in=holders)
    )
    named = [(each.slug, names.in_language(each.name, lang)[0]) for each in found]
    alphabet = locales.sort_key(lang)
    return sorted(named, key=lambda each: alphabet(each[1]))
