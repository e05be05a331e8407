"""One's own entry and what one agreed to; the directory of one's networks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qantara.accounts.models import Person
from qantara.accounts.roles import holders_for
from qantara.core import clock, locales
from qantara.desk.asking import SIGNED_IN, asks
from qantara.desk.directory.forms import AgreeForm, EntryForm, values_of
from qantara.desk.doors.acting import once_only
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.team.shown import themes
from qantara.network.people import colleagues, keep
from qantara.network.people.languages import SPOKEN, listed
from qantara.network.people.models import Consent, Entry
from qantara.network.people.purposes import VERSIONS, Use, purpose, use_name

#: Entries on a page.
PAGE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One use as the page shows it. ``given``: the consent that stands; ``over``: one that has ended by
    itself, or was to other words."""

    use: str
    name: str
    words: str
    version: int
    form: AgreeForm
    end_form: OnceForm
    given: Consent | None
    over: Consent | None


@asks(SIGNED_IN)
@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def my_entry(request: HttpRequest, lang: str) -> HttpResponse:
    """How one wants to be found, and what one agreed to."""
    person = signed_in(request)
    form = EntryForm(request.POST, lang=lang) if request.method == "POST" else None

    def act() -> None:
        assert form is not None
        keep.write(person, form.draft(), at=clock.now())

    if form is not None and once_only(form, act):
        return redirect("desk:my-entry", lang=lang)
    return _mine(request, lang, entry_form=form)


@asks(SIGNED_IN)
@for_people
@require_POST
def agree(request: HttpRequest, lang: str, use: str) -> HttpResponse:
    """Agree to one use, or agree anew."""
    person, at = signed_in(request), clock.now()
    form = AgreeForm(request.POST, use=_use(use), today=at.date())

    def act() -> None:
        keep.agree(
            person, use, last_day=form.cleaned_data["last_day"],
            version=form.cleaned_data["version"], language=lang, at=at,
        )  # fmt: skip

    if once_only(form, act):
        return redirect("desk:my-entry", lang=lang)
    return _mine(request, lang, agree_form=(use, form))


@asks(SIGNED_IN)
@for_people
@require_POST
def withdraw(request: HttpRequest, lang: str, use: str) -> HttpResponse:
    """From now on."""
    person, name = signed_in(request), _use(use)
    return _done(request, lang, lambda: keep.withdraw(person, name, at=clock.now()))


@asks(SIGNED_IN)
@for_people
@require_POST
def remove(request: HttpRequest, lang: str) -> HttpResponse:
    """Take the entry away."""
    person = signed_in(request)
    return _done(request, lang, lambda: keep.take_away(person, at=clock.now()))


@asks("directory.read")
@for_people
@require_safe
def directory(request: HttpRequest, lang: str) -> HttpResponse:
    """People of one's networks who agreed to be found, by language and theme."""
    person, at = signed_in(request), clock.now()
    if not holders_for(person, "directory.read"):
        raise Http404
    known = themes(lang)
    language = _one_of(request.GET.get("language", ""), SPOKEN)
    theme = _one_of(request.GET.get("theme", ""), [one.code for one in known])
    by_name = locales.sort_key(lang)
    entries = sorted(
        colleagues.shown_to(person, at=at, language=language, theme=theme),
        key=lambda one: (by_name(one.name), one.pk),
    )
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    names = {one.code: one.name for one in known}
    context = {
        "page": page,
        "rows": [
            (
                found,
                [names[code] for code in found.entry.themes if code in names],
                [locales.spoken(code, lang) for code in found.entry.languages],
            )
            for found in colleagues.with_bodies(list(page), person, at=at)
        ],
        "spoken": listed(lang), "themes": known, "language": language, "theme": theme,
    }  # fmt: skip
    return render(request, "desk/directory/directory.html", frame(request) | context)


def _mine(
    request: HttpRequest,
    lang: str,
    *,
    entry_form: EntryForm | None = None,
    agree_form: tuple[str, AgreeForm] | None = None,
) -> HttpResponse:
    person = signed_in(request)
    entry = Entry.objects.filter(person=person).first()
    wrong = entry_form or (agree_form[1] if agree_form else None)
    context = {
        "entry": entry,
        "form": wrong or OnceForm(),
        "entry_form": entry_form or EntryForm(lang=lang, initial=_begins(entry, person)),
        "asked": [_asked(use, person, agree_form) for use in Use.values],
        "remove_form": OnceForm(auto_id="remove-%s"),
    }
    path = reverse("desk:my-entry", kwargs={"lang": lang})
    status = 422 if wrong else 200
    return render(
        request, "desk/directory/mine.html", frame(request, path=path) | context, status=status
    )


def _begins(entry: Entry | None, person: Person) -> dict[str, object]:
    """Nothing is entered for anybody but the name the desk knows them by."""
    return values_of(entry) if entry else {"name": person.name}


def _asked(use: str, person: Person, sent: tuple[str, AgreeForm] | None) -> Asked:
    at = clock.now()
    stands = Consent.objects.filter(person=person, use=use, ended_at=None).first()
    holds = stands is not None and stands.until > at and stands.version == VERSIONS[Use(use)]
    form = sent[1] if sent and sent[0] == use else AgreeForm(use=use, today=at.date())
    return Asked(
        use=use, name=use_name(use), words=purpose(use), form=form,
        version=VERSIONS[Use(use)],
        end_form=OnceForm(auto_id=f"end-{use}-%s"),
        given=stands if holds else None, over=None if holds else stands,
    )  # fmt: skip


def _done(request: HttpRequest, lang: str, act: Callable[[], None]) -> HttpResponse:
    once_only(OnceForm(request.POST), act)
    return redirect("desk:my-entry", lang=lang)


def _use(name: str) -> Use:
    if name not in Use.values:
        raise Http404
    return Use(name)


def _one_of(given: str, known: Sequence[str]) -> str:
    """What is not on the list counts as not asked for."""
    return given if given in known else ""
