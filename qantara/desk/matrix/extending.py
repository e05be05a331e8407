"""A city's page of what is due: by when, and asking for more time."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qantara.accounts.models import Holder
from qantara.accounts.roles import holders_for
from qantara.core import clock, locales
from qantara.core.errors import DomainError
from qantara.desk.asking import asks
from qantara.desk.doors.acting import once_only
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.matrix.forms import AskForm
from qantara.knowledge import frameworks
from qantara.knowledge.dues import acts, days
from qantara.knowledge.dues.days import Item
from qantara.knowledge.dues.models import Extension
from qantara.knowledge.dues.standing import gather
from qantara.knowledge.dues.words import step_name
from qantara.network.models import Member


@asks("work.read", act="extension.ask")
@for_people
@require_http_methods(["GET", "POST"])
def city_dues(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """What is still to be done, the nearest day first; what was asked for and answered."""
    person, at = signed_in(request), clock.now()
    reading = holders_for(person, "work.read", at=at)
    holder = get_object_or_404(Holder, pk__among=reading, slug=slug)
    may_ask = holder.pk in holders_for(person, "extension.ask", at=at)
    if request.method == "POST" and not may_ask:
        raise Http404
    items = {f"{item.step}-{item.language}": item for item in open_items(holder)}
    form = AskForm(
        request.POST or None,
        items=[(code, _choice(item, lang)) for code, item in items.items()],
    )

    def act() -> None:
        given = form.cleaned_data
        item = items.get(given["item"])
        if item is None:
            raise DomainError(_("This is not due any more."))
        acts.ask(
            item.day, item.language, holder=holder, until=given["until"],
            reason=given["reason"], by=person, at=at,
        )  # fmt: skip

    if form.is_bound and once_only(form, act):
        return redirect("desk:city-dues", lang=lang, slug=slug)
    extensions = (
        Extension.objects.filter(holder=holder)
        .select_related("due", "asked_by", "decided_by")
        .order_by("-asked_at")
    )
    context = {
        "holder": holder,
        "items": [
            (item, step_name(item.step, item.language), item.day.on < at.date())
            for item in items.values()
        ],
        "form": form,
        "may_ask": may_ask,
        "extensions": [(one, step_name(one.due.step, one.language)) for one in extensions],
    }
    status = 422 if form.errors else 200
    return render(request, "desk/matrix/city.html", frame(request) | context, status=status)


def open_items(holder: Holder) -> list[Item]:
    """What is still to be done of what has a day; nothing is looked up where nothing has one."""
    at = clock.now()
    dated = days.load([holder.pk], at)
    members = list(Member.objects.filter(holder=holder)) if dated.set else []
    if not members:
        return []
    return dated.open(holder.pk, gather(members, frameworks.default(), at=at)[holder.pk])


def _choice(item: Item, lang: str) -> str:
    return _("%(step)s, due on %(day)s") % {
        "step": step_name(item.step, item.language),
        "day": locales.day(item.day.on, lang),
    }
