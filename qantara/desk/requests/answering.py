"""What an office sees that opens the link of a letter: the request, the table, and three short answers.

It shows what the letter says and nothing of the city's figures. Links that were taken back, have expired
or never were look the same.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qantara.accounts.attempts import throttle
from qantara.accounts.words import holder_name
from qantara.core import clock, fence
from qantara.desk.asking import ANYBODY, asks
from qantara.desk.attached import attached
from qantara.desk.doors.acting import once_only
from qantara.desk.doors.place import count_place
from qantara.desk.figures.limits import AT_ONCE, uploads
from qantara.desk.forms import OnceForm
from qantara.desk.frame import frame
from qantara.desk.requests.forms import AnswerFileForm, AnswerForm
from qantara.knowledge import frameworks
from qantara.knowledge.requests import acts, annex, answers, letters, links
from qantara.knowledge.requests.models import DataRequest

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@asks(ANYBODY)
@uploads
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, lang: str, token: str) -> HttpResponse:
    """The letter's request, and its answer."""
    at = clock.now()
    found, words = _opened(token)
    if found is None or request.method == "POST":
        try:
            count_place(request, at=at)
        except throttle.TooMany:
            return render(request, "desk/requests/closed.html", frame(request), status=429)
    if found is None:
        return render(request, "desk/requests/closed.html", frame(request), status=404)
    is_file = "said" not in request.POST
    file_form: AnswerFileForm | None = None
    form: AnswerForm | None = None
    if request.method == "POST":
        given: OnceForm
        if is_file:
            given = file_form = AnswerFileForm(request.POST, request.FILES, auto_id="file-%s")
        else:
            given = form = AnswerForm(request.POST)

        def act() -> None:
            cleaned = given.cleaned_data
            if is_file:
                sent = cleaned["file"]
                answers.bring(token, sent.read(), name=sent.name, allowance=AT_ONCE, at=at)
            else:
                answers.say(
                    token, cleaned["said"], reason=cleaned["reason"], on=cleaned["on"], at=at
                )

        if once_only(given, act):
            return render(
                request, "desk/requests/thanks.html", frame(request) | _about(found, words, lang)
            )
    context = _about(found, words, lang) | {
        "file_form": file_form or AnswerFileForm(auto_id="file-%s"),
        "answer_form": form or AnswerForm(),
        "form": file_form or form,
        "token": token,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/requests/answer.html", frame(request) | context, status=status)


@asks(ANYBODY)
@require_safe
def table(request: HttpRequest, lang: str, token: str) -> HttpResponse:
    """The table to be filled in, as a workbook in the letter's language."""
    at = clock.now()
    found, _words = _opened(token)
    if found is None:
        try:
            count_place(request, at=at)
        except throttle.TooMany:
            return render(request, "desk/requests/closed.html", frame(request), status=429)
        return render(request, "desk/requests/closed.html", frame(request), status=404)
    content = annex.workbook(found, frameworks.default(), today=at.date())
    return attached(content, _XLSX, f"{found.holder.slug}-{found.number.replace('/', '-')}.xlsx")


def _opened(token: str) -> tuple[DataRequest | None, dict[str, str]]:
    """The request and the words of its letter."""
    with fence.reaching("answer"):
        found = links.opened(token, at=clock.now())
        return found, dict(acts.text_of(found).words) if found else {}


def _about(found: DataRequest, words: dict[str, str], lang: str) -> dict[str, object]:
    """The letter's own words stay in its language; the page round them is in the reader's."""
    return {
        "asked": found,
        "words": words,
        "paragraphs": letters.paragraphs(found, words),
        "sender": holder_name(found.holder, lang),
        "table": letters.table(found, frameworks.default(), lang, _("What is asked for")),
    }
