"""Write a proposal, change it, translate it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from qantara.accounts.models import Holder
from qantara.action.priorities import propose, serves
from qantara.action.priorities.bands import bands
from qantara.action.priorities.models import Priority
from qantara.action.priorities.wording import PARTS, blocks_of, names, stamp, words
from qantara.core import clock
from qantara.core.errors import Conflict
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.priorities.forms import PARTNERS, ProposalForm, TranslationForm
from qantara.desk.priorities.reach import holder_of, place_of, priority_of
from qantara.editions import read
from qantara.network.models import Territory
from qantara.web.links import LANGUAGES


@asks("priorities.propose")
@for_people
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """A further proposal."""
    holder = holder_of(request, slug, "priorities.propose")
    place = place_of(request, holder)
    if place is None:
        raise Http404
    form = _form(request, place, lang, {"language": lang})
    made: list[Priority] = []

    def act() -> None:
        made.append(
            propose.propose(
                form.draft(),
                language=form.cleaned_data["language"] or lang,
                holder=holder,
                territory=place,
                by=signed_in(request),
                at=clock.now(),
            )
        )

    if form.is_bound and once_only(form, act):
        if made:
            return redirect("desk:priority", lang=lang, key=made[0].pk)
        return redirect("desk:priorities", lang=lang, slug=slug)
    return _page(request, lang, form, holder, place=place)


@asks("priorities.propose")
@for_people
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """All of a proposal, to be changed; 409 where somebody else changed it meanwhile."""
    found = priority_of(request, key, "priorities.propose")
    form = _form(request, found.territory, lang, _initial(found))
    clash: list[Conflict] = []

    def act() -> None:
        try:
            propose.change(
                found, form.draft(), seen=form.cleaned_data["seen"], by=signed_in(request),
                at=clock.now(),
            )  # fmt: skip
        except Conflict as conflict:
            clash.append(conflict)
            raise

    if form.is_bound and once_only(form, act):
        return redirect("desk:priority", lang=lang, key=key)
    if clash:
        found.refresh_from_db()
        form.now_of(seen=found.version)
    return _page(request, lang, form, found.holder, found=found, is_conflict=bool(clash))


@asks("priorities.translate")
@for_people
@require_http_methods(["GET", "POST"])
def translate(request: HttpRequest, lang: str, key: UUID, text_lang: str) -> HttpResponse:
    """The words beside each other; 409 where the original or the translation changed meanwhile."""
    if text_lang not in LANGUAGES:
        raise Http404
    found = priority_of(request, key, "priorities.translate")
    blocks = blocks_of(found.text)
    sources = {
        part: block.markdown
        for part, block in blocks.items()
        if block.source_language != text_lang and block.markdown
    }
    seen = stamp(found.text, text_lang)
    kept = {
        part: one for part, block in blocks.items() if (one := read.translation(block, text_lang))
    }
    initial = {"seen": seen, **{part: one.markdown for part, one in kept.items()}}
    form = TranslationForm(
        request.POST if request.method == "POST" else None, sources=sources, lang=text_lang,
        initial=initial,
    )  # fmt: skip
    clash: list[Conflict] = []

    def act() -> None:
        try:
            propose.translate(
                found, text_lang, form.words(), seen=form.cleaned_data["seen"],
                by=signed_in(request), at=clock.now(),
            )  # fmt: skip
        except Conflict as conflict:
            clash.append(conflict)
            raise

    if form.is_bound and once_only(form, act):
        return redirect("desk:priority", lang=lang, key=key)
    if clash:
        form.now_of(seen=seen)
    context = {
        "found": found, "holder": found.holder, "title": names(words(found)["title"]),
        "form": form, "text_lang": text_lang, "is_conflict": bool(clash),
        "source_language": found.text.source_language,
        "parts": [
            (part, sources[part], form[part], kept.get(part), not kept[part].is_current if part in kept else False)
            for part in PARTS
            if part in sources
        ],
    }  # fmt: skip
    status = 409 if clash else 422 if form.errors else 200
    template = "desk/priorities/translate.html"
    return render(request, template, frame(request) | context, status=status)


def _form(
    request: HttpRequest, place: Territory, lang: str, initial: dict[str, Any]
) -> ProposalForm:
    network = serves.network_of(place)
    return ProposalForm(
        request.POST if request.method == "POST" else None,
        bands=bands(network.slug if network else ""), serves=serves.recommendations(network),
        lang=lang, initial=initial,
    )  # fmt: skip


def _initial(found: Priority) -> dict[str, Any]:
    said = {part: block.markdown for part, block in blocks_of(found.text).items()}
    partners = list(found.partners.order_by("name"))[:PARTNERS]
    return {
        "seen": found.version, "title": said["title"], "problem": said["problem"],
        "competence_words": said["competence"], "lead": said["lead"], "groups": found.groups,
        "rights": found.rights, "themes": found.themes, "opened": found.opened,
        "competence": found.competence, "held_by": found.held_by, "horizon": found.horizon,
        "cost": found.cost, "serves": found.serves, "goals": ", ".join(found.goals),
        **{f"partner_{at}": one.name for at, one in enumerate(partners, start=1)},
        **{f"partner_kind_{at}": one.kind for at, one in enumerate(partners, start=1)},
    }  # fmt: skip


def _page(
    request: HttpRequest, lang: str, form: ProposalForm, holder: Holder, *,
    place: Territory | None = None, found: Priority | None = None, is_conflict: bool = False,
) -> HttpResponse:  # fmt: skip
    context: dict[str, Any] = {
        "form": form, "holder": holder, "place": place, "found": found, "is_conflict": is_conflict,
    }  # fmt: skip
    path = reverse("desk:priority-new", args=[lang, holder.slug])
    if found is not None:
        said = words(found)
        context |= {"title": names(said["title"]), "problem": names(said["problem"])}
        path = reverse("desk:priority-change", args=[lang, found.pk])
    status = 409 if is_conflict else 422 if form.errors else 200
    template = "desk/priorities/form.html"
    return render(request, template, frame(request, path=path) | context, status=status)
