"""Where a city is in the toolkit, one step of it, its plan as a file, a tool as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qantara.accounts.models import Holder
from qantara.accounts.roles import holders_for
from qantara.action.toolkit import files, runs, words
from qantara.action.toolkit.guide import shipped
from qantara.core import clock
from qantara.core.errors import Conflict
from qantara.core.locales import LANGUAGES
from qantara.desk.asking import SIGNED_IN, asks
from qantara.desk.attached import attached
from qantara.desk.doors.acting import once_only
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.team.pages import holder_of
from qantara.desk.toolkit.forms import StepForm
from qantara.desk.toolkit.paper import plan as planned
from qantara.desk.toolkit.shown import Shown, way
from qantara.desk.toolkit.words import part
from qantara.knowledge.profiles.files import print_fonts
from qantara.press.pdf import pdf
from qantara.word import papers as word

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@asks("toolkit.read")
@for_people
@require_safe
def toolkit(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """All steps: what the city said of each, and what is on record."""
    holder = holder_of(request, slug, "toolkit.read")
    context = {
        "holder": holder,
        "way": way(holder, lang, at=clock.now()),
        "form": OnceForm(),
        "codes": LANGUAGES,
        "may_write": holder.pk in holders_for(signed_in(request), "toolkit.write"),
    }
    return render(request, "desk/toolkit/toolkit.html", frame(request) | context)


@asks("toolkit.read", act="toolkit.write")
@for_people
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, lang: str, slug: str, step: str) -> HttpResponse:
    """One step: what to do, its tools, and how far the city is. 409 where two say so at once."""
    is_sent = request.method == "POST"
    holder = holder_of(request, slug, "toolkit.write" if is_sent else "toolkit.read")
    found = _step(holder, step, lang)
    version = found.mark.version if found.mark else 0
    note = found.mark.note if found.mark else ""
    form = StepForm(
        request.POST if is_sent else None,
        initial={"seen": version, "state": found.state, "note": note},
    )
    clash: list[Conflict] = []

    def act() -> None:
        by, at, guide, given = signed_in(request), clock.now(), shipped(), form.cleaned_data
        run = runs.begin(holder, guide, by=by, at=at)
        try:
            runs.mark(
                run, guide, step, given["state"], given["note"].replace("\r\n", "\n"),
                seen=given["seen"], by=by, at=at,
            )  # fmt: skip
        except Conflict as conflict:
            clash.append(conflict)
            raise

    if is_sent and once_only(form, act):
        return redirect("desk:toolkit", lang=lang, slug=slug)
    if clash:
        # What the other said is shown beside; sent again, one's own words take its place.
        found = _step(holder, step, lang)
        again = request.POST.copy()
        again["seen"] = str(found.mark.version if found.mark else 0)
        form.data = again
    guide = shipped()
    context = {
        "holder": holder,
        "shown": found,
        "form": form,
        "weeks": words.weeks(found.step, lang),
        "lines": [one[lang] for one in found.step.do],
        "said": {name: getattr(found.step, name)[lang] for name in ("output", "people", "mistake")},
        "tools": [
            (tool, tool.title[lang], tool.purpose[lang], part(tool.desk, lang, slug))
            for tool in (guide.tools[name] for name in found.step.tools)
        ],
        "is_conflict": bool(clash),
        "may_write": holder.pk in holders_for(signed_in(request), "toolkit.write"),
    }
    status = 409 if clash else 422 if form.errors else 200
    return render(request, "desk/toolkit/step.html", frame(request) | context, status=status)


@asks("toolkit.write")
@for_people
@require_POST
def act(request: HttpRequest, lang: str, slug: str, act: str) -> HttpResponse:
    """Begin, set aside for a while, take up again."""
    holder, by, at = holder_of(request, slug, "toolkit.write"), signed_in(request), clock.now()
    if act not in ("begin", "pause", "resume"):
        raise Http404
    guide = shipped()
    run = runs.run_of(holder, guide)
    if act == "begin":
        once_only(OnceForm(request.POST), lambda: runs.begin(holder, guide, by=by, at=at))
    elif run is not None:
        rest = runs.pause if act == "pause" else runs.resume
        once_only(OnceForm(request.POST), lambda: rest(run, by=by, at=at))
    return redirect("desk:toolkit", lang=lang, slug=slug)


@asks("toolkit.read")
@for_people
@require_safe
def plan(request: HttpRequest, lang: str, slug: str, text_lang: str, form: str) -> HttpResponse:
    """The city's way as DOCX or PDF, in a language."""
    holder, at = holder_of(request, slug, "toolkit.read"), clock.now()
    if text_lang not in LANGUAGES or form not in ("docx", "pdf"):
        raise Http404
    made = planned(way(holder, text_lang, at=at), holder.name, text_lang, at=at)
    name = f"{holder.slug}-plan-{text_lang}.{form}"
    if form == "docx":
        return attached(word.write(made), _DOCX, name)
    return attached(pdf(made, at=at, fonts=print_fonts()), "application/pdf", name)


@asks(SIGNED_IN)
@for_people
@require_safe
def tool(request: HttpRequest, lang: str, tool: str, text_lang: str) -> HttpResponse:
    """A tool as a document to be changed."""
    found = shipped().tools.get(tool)
    if found is None or not found.is_text or text_lang not in LANGUAGES:
        raise Http404
    return attached(files.document(found, text_lang), _DOCX, files.filename(found, text_lang))


def _step(holder: Holder, key: str, lang: str) -> Shown:
    steps = way(holder, lang, at=clock.now()).steps
    found = next((one for one in steps if one.step.id == key), None)
    if found is None:
        raise Http404
    return found
