"""The city's own view of the guard: why each figure is withheld, and what it asks of the next draft."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from qantara.accounts.models import Person
from qantara.accounts.roles import can
from qantara.core import clock, locales, once
from qantara.core.errors import DomainError
from qantara.desk.asking import asks
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.steps import visible_cases
from qantara.knowledge import frameworks
from qantara.knowledge.disclosure import declared
from qantara.knowledge.disclosure.steps import Step
from qantara.knowledge.ledger import reading
from qantara.knowledge.ledger.marks import mark
from qantara.knowledge.profiles.figures import Figures, figures
from qantara.knowledge.profiles.words import Words
from qantara.releases.models import Case

#: How many names of figures stand in one cell before the rest is counted.
MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure of the table. ``field`` names its choice in the form; ``asked`` is what stands now."""

    key: str
    subject: str
    period: str
    reason: str
    helps: tuple[str, ...]
    more: int
    field: str
    asked: str
    choices: tuple[tuple[str, str], ...]


@asks("observations.read")
@for_people
@require_http_methods(["GET", "POST"])
def guarded(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """What the guard withheld of a draft, for people of those whose figures they are."""
    person = signed_in(request)
    case = visible_cases(person).filter(pk=key).select_related("holder").first()
    if case is None or not reading.may_read(person, case):
        raise Http404
    error = ""
    if request.method == "POST":
        try:
            _ask(request, case, person)
        except DomainError as refused:
            error = str(refused)
        else:
            chosen = request.POST.get("indicator", "")
            page = reverse("desk:guarded", kwargs={"lang": lang, "key": key})
            return redirect(f"{page}?indicator={chosen}#shown" if chosen else page)
    context = _told(case, person, lang, request.GET.get("indicator", "")) | {"error": error}
    around = frame(request, path=reverse("desk:guarded", kwargs={"lang": lang, "key": key}))
    return render(request, "desk/guard.html", around | context, status=422 if error else 200)


def _told(case: Case, person: Person, lang: str, indicator: str) -> dict[str, Any]:
    document = json.loads(case.document)
    account = reading.account(case)
    words = Words(document, lang)
    found = figures(document["figures"], document["place"]["slug"])
    may = {
        "keep": can(person, "observations.record", case),
        "lift": can(person, "case.approve", case),
    }
    hidden = {one.key: one for one in account.withheld}
    shown = reading.shown(document, indicator) if indicator else []
    numbers = Counter(
        figure.indicator for figure in found if figure.is_shown and figure.key not in hidden
    )
    return {
        "case": case,
        "form": OnceForm(),
        "place": words.of(document["place"]["names"]),
        "account": account,
        "counts": [(reason_name(why), count) for why, count in account.counts().items()],
        "withheld": [
            _line(one.key, one.reason, one.helps, found, words, account, may)
            for one in account.withheld
        ],
        "rungs": [
            (
                [_step(code, words, found) for code in rung["steps"]],
                rung["shown"],
                rung["withheld"],
                "; ".join(rung["steps"]),
            )
            for rung in account.rungs
        ],
        "left_out": [_left_out(table, lang) for table in account.left_out],
        "taken": [_step(code, words, found) for code in account.taken],
        "indicators": [(code, words.name(code), count) for code, count in sorted(numbers.items())],
        "indicator": indicator,
        "indicator_name": words.name(indicator) if shown else "",
        "shown": [_line(key, "", (), found, words, account, may) for key in shown],
        "may_ask": any(may.values()),
        "may_coarsen": may["keep"],
        "may_lift": may["lift"] and any(one.reason == "earlier" for one in account.withheld),
    }


def _left_out(table: Mapping[str, Any], lang: str) -> tuple[str, str, str]:
    """A table that is not in the document: indicator, period, by what it is divided."""
    framework = frameworks.default()
    by = [framework.dimensions[name].name[lang] for name in table["dimensions"]]
    name = framework.definition(table["definition"]).name[lang]
    return name, table["period"], locales.listing(by, lang)


def _line(
    key: str,
    reason: str,
    helps: tuple[str, ...],
    found: Figures,
    words: Words,
    account: reading.Account,
    may: dict[str, bool],
) -> Line:
    figure = found.by_key[key]
    named = [found.by_key[one] for one in helps if one in found.by_key]
    choices = [("", pgettext("what a city asks for a figure", "nothing"))]
    if may["keep"] and reason in ("", "complement", "choice"):
        choices += [("keep", _("keep, hide another first")), ("withhold", _("withhold"))]
    if may["lift"] and reason == "earlier":
        choices.append(("lift", _("may be shown again")))
    return Line(
        key=key,
        subject=words.subject(figure),
        period=words.period(figure),
        reason=reason_name(reason) if reason else "",
        helps=tuple(
            _("%(figure)s, %(period)s")
            % {"figure": words.subject(one), "period": words.period(one)}
            for one in named[:MOST_NAMED]
        ),
        more=max(len(named) - MOST_NAMED, 0),
        field=f"ask {key}",
        asked=account.marks.get(key, ""),
        choices=tuple(choices),
    )


def _step(code: str, words: Words, found: Figures) -> str:
    """A step to coarser figures in words: what it is about, and what takes the place of what."""
    framework = frameworks.default()
    step, declaration = Step.parse(code), declared(framework)
    counted = declaration.definitions
    about = next(
        (
            figure.definition
            for figure in found
            if (of := counted.get(figure.definition)) is not None and of.measure == step.measure
        ),
        "",
    )
    said = {"what": words.name(about) if about else step.measure}
    if step.dimension == "*":
        return _("%(what)s: fewer breakdowns at once") % said
    # The coarser one is none of the draft's own yet.
    said["finer"] = words.of(framework.dimensions[step.dimension].name)
    if not step.to:
        return _("%(what)s: without “%(finer)s”") % said
    return _("%(what)s: “%(coarser)s” instead of “%(finer)s”") % (
        said | {"coarser": words.of(framework.dimensions[step.to].name)}
    )


def _ask(request: HttpRequest, case: Case, person: Person) -> None:
    """Store each choice that differs from what stands."""
    form, at = OnceForm(request.POST), clock.now()
    if not form.is_valid():
        return
    account = reading.account(case)
    known = set(json.loads(case.document)["figures"]["key"])
    reason = request.POST.get("reason", "")
    offered = {code for rung in account.rungs for code in rung["steps"]}
    steps = set(request.POST.get("coarsen", "").split("; ")) & offered
    let_go = set(account.taken) if "finer" in request.POST else set()
    with transaction.atomic():
        if not once.first_time(form.cleaned_data["once"], at=at):
            return
        for code in sorted(steps | let_go):
            mark(case, code, "coarsen" if code in steps else "", by=person, at=at)
        for field, wish in request.POST.items():
            key = field.removeprefix("ask ")
            if key == field or key not in known or wish == account.marks.get(key, ""):
                continue
            mark(case, key, str(wish), by=person, at=at, reason=reason)


def reason_name(reason: str) -> str:
    """Why a figure is withheld, to those whose figures they are."""
    return {
        "small": _("A small number: it could point at people"),
        "revision": _("Changed by so few that the change could point at people"),
        "complement": _("Another withheld figure could be worked out from it"),
        "rule": _("A rule keeps such figures back, whatever their value"),
        "earlier": _("An earlier release withheld it"),
        "choice": _("You chose to withhold it"),
        "courtesy": _("Public elsewhere, not repeated here: a small number"),
    }[reason]
