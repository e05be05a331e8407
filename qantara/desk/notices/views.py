"""The page of notices: what is new, read it, all read; and how often one is written to."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from qantara.core import clock
from qantara.desk.asking import SIGNED_IN, asks
from qantara.desk.doors.acting import once_only
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.notices.forms import RhythmForm
from qantara.notices import wishes, words
from qantara.notices.hours import HOUR
from qantara.notices.kinds import HEADS, KINDS
from qantara.notices.models import Notice

#: Notices on a page.
PAGE = 30


@asks(SIGNED_IN)
@for_people
@require_safe
def notices(request: HttpRequest, lang: str) -> HttpResponse:
    """Unread ones, or all of them."""
    return _page(request, lang)


@asks(SIGNED_IN)
@for_people
@require_POST
def follow(request: HttpRequest, lang: str, key: UUID) -> HttpResponse:
    """Mark one as read, and go where it leads; with ``stay`` in the form, stay."""
    notice = get_object_or_404(
        Notice.objects.of(signed_in(request)).select_related("holder"), pk=key
    )
    if notice.read_at is None:
        Notice.objects.filter(pk=key, read_at=None).update(read_at=clock.now())
    if "stay" in request.POST:
        return redirect("desk:notices", lang=lang)
    return redirect(words.path(notice, lang))


@asks(SIGNED_IN)
@for_people
@require_POST
def read_all(request: HttpRequest, lang: str) -> HttpResponse:
    """Mark as read what was there when the page was: what came since stays unread."""
    form = OnceForm(request.POST)
    person = signed_in(request)
    key = _key(request.POST.get("newest", ""))
    newest = Notice.objects.of(person).filter(pk=key).first() if key else None

    def act() -> None:
        if newest is not None:
            seen = Notice.objects.filter(person=person, read_at=None, at__lte=newest.at)
            seen.update(read_at=clock.now())

    once_only(form, act)
    return redirect("desk:notices", lang=lang)


@asks(SIGNED_IN)
@for_people
@require_POST
def rhythm(request: HttpRequest, lang: str) -> HttpResponse:
    """Choose how often one is written to."""
    form, person = RhythmForm(request.POST), signed_in(request)

    def act() -> None:
        wishes.choose(person, form.cleaned_data["rhythm"], at=clock.now())

    if once_only(form, act):
        return redirect("desk:notices", lang=lang)
    return _page(request, lang, form)


def _page(request: HttpRequest, lang: str, form: RhythmForm | None = None) -> HttpResponse:
    person = signed_in(request)
    shows_all = request.GET.get("show") == "all"
    mine = Notice.objects.of(person).select_related("holder")
    page = Paginator(mine if shows_all else mine.unread(), PAGE).get_page(request.GET.get("page"))
    found = list(page.object_list)
    context = {
        "page": page,
        "rows": [
            (notice, words.sentence(notice, lang), HEADS[KINDS[notice.kind].head])
            for notice in found
        ],
        "shows_all": shows_all,
        "newest": found[0].pk if found else None,
        "form": form or RhythmForm(initial={"rhythm": wishes.rhythm_of(person)}),
        "read_form": OnceForm(auto_id="read-%s"),
        "hour": f"{HOUR}:00",
    }
    status = 422 if form else 200
    return render(request, "desk/notices/notices.html", frame(request) | context, status=status)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
