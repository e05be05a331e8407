"""A dossier is taken away, and comes back."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qantara.accounts.roles import holders_for
from qantara.core import audit, clock
from qantara.desk.asking import asks
from qantara.desk.attached import attached
from qantara.desk.doors import proof
from qantara.desk.dossier.back import DossierForm, changes, held
from qantara.desk.dossier.packing import packed
from qantara.desk.editor.reach import Desk, desk_of
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.word import returning
from qantara.editions import read


@asks("dossier.take")
@for_people
@require_safe
def dossier(request: HttpRequest, lang: str, place: str) -> HttpResponse:
    """What a dossier holds, to take and to bring back."""
    return _page(request, _mine(request, place), DossierForm())


@asks("dossier.take")
@for_people
@proof.fresh
@require_POST
def files(request: HttpRequest, lang: str, place: str) -> HttpResponse:
    """The files, as one. Whoever takes them proves anew who they are, and the log says so."""
    desk, person, at = _mine(request, place), signed_in(request), clock.now()
    made = packed(desk, person, lang=lang, at=at)
    with transaction.atomic():
        for text in desk.texts.values():
            audit.record("text.taken_away", text, by=person, at=at, holder=text.holder_id)
    return attached(made, "application/zip", f"{place}-dossier.zip")


@asks("dossier.take", act="texts.translate")
@for_people
@require_POST
def back(request: HttpRequest, lang: str, place: str) -> HttpResponse:
    """What a workbook would change, beside the texts on record. Nothing is stored."""
    desk = _mine(request, place)
    texts = returning.writable(signed_in(request), place).texts
    form = DossierForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, desk, form)
    blocks = read.standing_of(texts.values())
    standing = {name: held(blocks[text.pk]) for name, text in texts.items()}
    keys = {one.passage.tag.block for blocks in standing.values() for one in blocks}
    found = form.cleaned_data["file"]
    if not any(row.tag is None or row.tag.block in keys for row in found):
        form.add_error("file", _("No text of this workbook is one of this profile."))
        return _page(request, desk, form)
    return returning.page(request, desk, changes(found, standing))


def _mine(request: HttpRequest, place: str) -> Desk:
    """A place with texts of holders whose dossier the person may take; 404 for every other."""
    person = signed_in(request)
    desk = desk_of(person, place)
    mine = holders_for(person, "dossier.take")
    if not any(text.holder_id in mine for text in desk.texts.values()):
        raise Http404
    return desk


def _page(request: HttpRequest, desk: Desk, form: DossierForm) -> HttpResponse:
    path = reverse("desk:dossier", kwargs={"lang": request.LANGUAGE_CODE, "place": desk.place.slug})
    context = {"desk": desk, "form": form}
    return render(
        request, "desk/dossier/page.html", frame(request, path=path) | context,
        status=422 if form.errors else 200,
    )  # fmt: skip
