"""Proposing a release: what it is, why it is issued again, and how far its draft has come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from qantara.accounts.models import Holder
from qantara.accounts.roles import holders_for
from qantara.core import clock, once
from qantara.core.errors import DomainError
from qantara.desk.asking import asks
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.knowledge import frameworks
from qantara.knowledge.profiles import coverage
from qantara.knowledge.profiles.models import Narrative
from qantara.knowledge.profiles.proposing.models import Proposal
from qantara.knowledge.profiles.proposing.propose import ask
from qantara.knowledge.tasks import make_proposal
from qantara.network.models import Network, Territory
from qantara.releases.models import Release
from qantara.web import names

#: Seconds after which the page of a draft in the making looks again.
AGAIN = 3


class ProposeForm(OnceForm):
    """Which place, why again, and what is opened for this release alone."""

    place = forms.ChoiceField(label=_("Which place is it about?"))
    why = forms.CharField(
        label=_("Why is it issued again?"),
        help_text=_("Readers see it beside what changed. Write no numbers here."),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    opened = forms.MultipleChoiceField(
        label=_("Indicators that stay with the city, to be shown in this release"),
        help_text=_("Leave all unticked where the city has not decided otherwise."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *given: Any,
        places: Sequence[tuple[str, str]],
        kept: Sequence[tuple[str, str]],
        is_again: bool,
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        place, opened = self.fields["place"], self.fields["opened"]
        assert isinstance(place, forms.ChoiceField)
        assert isinstance(opened, forms.ChoiceField)
        place.choices, opened.choices = list(places), list(kept)
        if len(places) == 1:
            place.widget = forms.HiddenInput()
            place.initial = places[0][0]
        if not kept:
            del self.fields["opened"]
        if not is_again:
            del self.fields["why"]


@asks("case.open")
@for_people
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """Ask for a draft of a city's profile to be brought to the gate."""
    person, at = signed_in(request), clock.now()
    holder = Holder.objects.filter(
        pk__in=holders_for(person, "case.open", at=at), slug=slug
    ).first()
    if holder is None:
        raise Http404
    places = _places(holder)
    form = ProposeForm(
        request.POST or None,
        places=[(place.slug, names.in_language(place.name, lang)[0]) for place in places],
        kept=_kept(places, lang),
        is_again=Release.objects.standing()
        .filter(kind="profile", subject__in=[place.slug for place in places])
        .exists(),
    )
    if request.method == "POST" and form.is_valid():
        chosen = next(place for place in places if place.slug == form.cleaned_data["place"])
        why = form.cleaned_data.get("why", "").strip()
        try:
            with transaction.atomic():
                if once.first_time(form.cleaned_data["once"], at=at):
                    proposal = ask(
                        "profile", chosen, _network(holder), holder=holder,
                        why={person.language: why} if why else {},
                        opened=form.cleaned_data.get("opened", []), by=person, at=at,
                    )  # fmt: skip
                    make_proposal.defer(key=str(proposal.pk))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            newest = Proposal.objects.visible_to(person).filter(holder=holder)
            return redirect("desk:proposal", lang=lang, key=newest.latest("asked_at").pk)
    context = {"holder": holder, "form": form, "places": places}
    status = 422 if form.errors else 200
    return render(request, "desk/journey/propose.html", frame(request) | context, status=status)


@asks("case.open")
@for_people
@require_safe
def proposal(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """How far a draft has come: on to its case, or what stood in the way. Looks again by itself."""
    found = (
        Proposal.objects.visible_to(signed_in(request))
        .select_related("holder", "territory")
        .filter(pk=key)
        .first()
    )
    if found is None:
        raise Http404
    if found.case_id:
        return redirect("desk:case", lang=lang, key=found.case_id)
    context = {"proposal": found, "is_late": found.is_late(clock.now())}
    response = render(request, "desk/journey/proposal.html", frame(request) | context)
    if found.done_at is None and not context["is_late"]:
        response["Refresh"] = str(AGAIN)
    return response


def _places(holder: Holder) -> list[Territory]:
    """Places with text of which a holder has a page. Without text there is no profile."""
    written = Narrative.objects.filter(text__holder=holder).values("territory")
    return list(Territory.objects.filter(pk__in=written).order_by("slug"))


def _network(holder: Holder) -> Network:
    found = Network.objects.filter(participations__member__holder=holder).order_by("slug").first()
    if found is None:
        raise DomainError(str(_("This city is in no network yet.")))
    return found


def _kept(places: Sequence[Territory], lang: str) -> list[tuple[str, str]]:
    """Indicators kept to the city by default of which there are figures."""
    known = coverage.known([place.pk for place in places])
    return [
        (indicator.code, names.in_language(indicator.name, lang)[0])
        for indicator in frameworks.default().indicators
        if indicator.audience == "city" and indicator.code in known
    ]
