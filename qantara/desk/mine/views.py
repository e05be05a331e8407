"""What is kept about me: every topic with its reason, as a page and as JSON; and erasure."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from qantara.accounts.words import title_name
from qantara.core import clock, once, personal_data, retention
from qantara.core.errors import DomainError
from qantara.desk.asking import SIGNED_IN, asks
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.log.words import act_name
from qantara.desk.team.shown import themes

#: Rows of a topic that the page shows; the export has all.
SHOWN = 50


@asks(SIGNED_IN)
@for_people
@require_safe
def kept(request: HttpRequest, lang: str) -> HttpResponse:
    """All that is kept about whoever asks, why, and for how long."""
    return _page(request)


@asks(SIGNED_IN)
@for_people
@require_safe
def exported(request: HttpRequest, lang: str) -> HttpResponse:
    """The same as a file for other programs."""
    found = personal_data.export(signed_in(request).pk)
    text = json.dumps(found, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="qantara-my-data.json"'
    return response


@asks(SIGNED_IN)
@for_people
@require_POST
def erasure(request: HttpRequest, lang: str) -> HttpResponse:
    """Ask to be erased, or take that back."""
    person, form = signed_in(request), OnceForm(request.POST)
    act = personal_data.take_back if "keep" in request.POST else personal_data.ask_erasure
    if form.is_valid():
        at = clock.now()
        try:
            with transaction.atomic():
                if once.first_time(form.cleaned_data["once"], at=at):
                    act(person.pk, by=person, at=at)
        except DomainError as refused:
            return _page(request, error=str(refused))
    return redirect("desk:kept", lang=lang)


def _page(request: HttpRequest, *, error: str = "") -> HttpResponse:
    person = signed_in(request)
    waiting = personal_data.open_erasure(person.pk)
    context = {
        "topics": [_topic(topic, person.pk) for topic in personal_data.topics()],
        "timers": [(timer.what, timer.keep.days) for timer in retention.timers()],
        "waiting": waiting,
        "days": personal_data.WAIT.days,
        "form": OnceForm(),
        "error": error,
    }
    status = 422 if error else 200
    return render(request, "desk/mine/kept.html", frame(request) | context, status=status)


def _topic(topic: personal_data.Topic, person: Any) -> dict[str, Any]:
    rows = personal_data.rows(topic, person)
    shown = [
        [(label, *_said(name, row[name])) for name, label in topic.columns.items()]
        for row in rows[-SHOWN:]
    ]
    return {
        "name": topic.name, "what": topic.what, "why": topic.why, "kept": topic.kept,
        "labels": list(topic.columns.values()), "rows": shown, "more": len(rows) - len(shown),
    }  # fmt: skip


def _said(name: str, value: Any) -> tuple[Any, bool]:
    """A value as it is read, and whether it is a moment."""
    if isinstance(value, datetime):
        return value, True
    if name == "title":
        return title_name(value), False
    if name == "act":
        return act_name(value), False
    if name == "themes":
        known = {one.code: one.name for one in themes(get_language() or "en")}
        return ", ".join(known.get(code, code) for code in value.split(", ")), False
    return value or "", False
