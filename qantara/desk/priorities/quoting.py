"""Find a figure of a release, and let a proposal rest on it."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from qantara.accounts.roles import holders_for
from qantara.action.priorities import quotes
from qantara.action.priorities.models import Quote
from qantara.action.priorities.wording import names, words
from qantara.core import clock
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.priorities.reach import priority_of
from qantara.releases.models import Release


class QuoteForm(OnceForm):
    """A release by its address, and a series key."""

    release = forms.SlugField()
    key = forms.CharField(max_length=200)


@asks("priorities.propose")
@for_people
@require_http_methods(["GET", "POST"])
def figures(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """Figures that the releases of the place print: headlines, or those that fit a search."""
    found = priority_of(request, key, "priorities.propose")
    form = QuoteForm(request.POST) if request.method == "POST" else None

    def act() -> None:
        assert form is not None
        release = get_object_or_404(Release, address=form.cleaned_data["release"])
        quotes.quote(
            found, release, form.cleaned_data["key"], by=signed_in(request), at=clock.now()
        )

    if form and once_only(form, act):
        return redirect("desk:priority", lang=lang, key=key)
    releases = quotes.quotable(found.territory)
    asked = request.GET.get("release", "")
    chosen = next(
        (one for one in releases if one.address == asked), releases[0] if releases else None
    )
    search = " ".join(request.GET.get("q", "").split())[:80]
    quoted = (
        set(found.quotes.filter(release=chosen).values_list("key", flat=True)) if chosen else set()
    )
    context = {
        "found": found, "holder": found.holder, "title": names(words(found)["title"]),
        "releases": releases, "chosen": chosen, "search": search, "form": form,
        "rows": [
            (row, row.key in quoted, OnceForm(auto_id=False))
            for row in (quotes.find(chosen, search, lang) if chosen else ())
        ],
        "most": quotes.MOST,
    }  # fmt: skip
    path = reverse("desk:priority-figures", args=[lang, key])
    template = "desk/priorities/figures.html"
    status = 422 if form else 200
    return render(request, template, frame(request, path=path) | context, status=status)


@asks("priorities.propose")
@for_people
@require_POST
def remove(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """The proposal no longer rests on a figure."""
    holders = holders_for(signed_in(request), "priorities.propose")
    rows = Quote.objects.filter(priority__holder__in=holders).select_related("priority", "release")
    found = get_object_or_404(rows, pk=key)
    form = OnceForm(request.POST)
    once_only(form, lambda: quotes.unquote(found, by=signed_in(request), at=clock.now()))
    return redirect("desk:priority", lang=lang, key=found.priority_id)
