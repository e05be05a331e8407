"""A spreadsheet of organisations: read apart, what it would change, then stored or not."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from qantara.accounts.models import Holder
from qantara.accounts.words import holder_name
from qantara.core import clock
from qantara.core.errors import Conflict, DomainError
from qantara.desk.asking import asks
from qantara.desk.attached import attached
from qantara.desk.doors.acting import once_only
from qantara.desk.figures.limits import AT_ONCE, uploads
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.team import shown
from qantara.desk.team import workbook as book
from qantara.desk.team.forms import BringForm, StoreForm
from qantara.desk.team.pages import holder_of, team_page
from qantara.knowledge.evidence import apart
from qantara.knowledge.evidence.people.names import is_full
from qantara.knowledge.evidence.people.verdict import ListOfPeople
from qantara.knowledge.evidence.people.words import INSTITUTIONS, folded, meets
from qantara.knowledge.evidence.readers.sheets import ReadOptions, Sheet
from qantara.network.stakeholders import store as storing
from qantara.network.stakeholders import words
from qantara.network.stakeholders.keep import Draft
from qantara.network.stakeholders.models import Stakeholder
from qantara.network.stakeholders.sheet import Difference, Wrong, compare, read

#: How long what was shown can be stored.
HOUR = 3600
#: Faults told at once; a table with more has one cause.
TOLD = 50
_SALT = "qantara.desk.team.bringing"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@asks("team.read")
@for_people
@require_safe
def workbook(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """The organisations as a spreadsheet."""
    holder, themes = holder_of(request, slug), shown.themes(lang)
    rows = shown.rows(holder, themes, lang)
    title = _("Stakeholders: %(city)s") % {"city": holder_name(holder, lang)}
    made = book.made(rows, themes, title=title, lang=lang)
    return attached(made, _XLSX, f"{holder.slug}-stakeholders.{lang}.xlsx")


@asks("team.write")
@uploads
@for_people
@require_POST
def bring(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """What a spreadsheet would change, or what is wrong with each of its rows. Stores nothing."""
    holder = holder_of(request, slug, "team.write")
    form = BringForm(request.POST, request.FILES)
    if not form.is_valid():
        return team_page(request, lang, holder, form)
    try:
        drafts, wrong = _read(form.cleaned_data["file"].read(), form.cleaned_data["file"].name)
    except DomainError as error:
        form.add_error("file", str(error))
        return team_page(request, lang, holder, form)
    if wrong:
        return _wrong(request, lang, holder, wrong)
    return _preview(request, lang, holder, drafts)


@asks("team.write")
@for_people
@require_POST
def store(request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    """Store what was shown; 409 and shown anew where the list has changed meanwhile."""
    holder, by = holder_of(request, slug, "team.write"), signed_in(request)
    kept = _unsealed(request.POST.get("drafts", ""))
    if kept is None or kept["holder"] != str(holder.pk) or kept["by"] != str(by.pk):
        gone = _("This was shown too long ago. Bring the spreadsheet again.")
        return team_page(request, lang, holder, notice=gone)
    drafts = [Draft(**one) for one in kept["drafts"]]
    form = StoreForm(request.POST, notes=_notes(drafts))
    clash: list[Conflict] = []

    def act() -> None:
        try:
            storing.store(
                drafts, holder=holder, seen=kept["state"],
                removes_absent=form.cleaned_data["removes_absent"], by=by, at=clock.now(),
            )  # fmt: skip
        except Conflict as conflict:
            clash.append(conflict)
            raise

    if once_only(form, act):
        return redirect("desk:team", lang=lang, slug=slug)
    return _preview(request, lang, holder, drafts, form, is_conflict=bool(clash))


def _read(content: bytes, name: str) -> tuple[list[Draft], list[Wrong]]:
    """Raises UnreadableFile, and ListOfPeople for a list of people."""
    themes = shown.theme_names()
    suffix = Path(name or "").suffix.lower()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"stakeholders{suffix if suffix.isascii() else ''}"
        path.write_bytes(content)
        sheets = apart.read(path, options=ReadOptions(heads=_heads()), allowance=AT_ONCE)
    known = words.columns(themes)
    sheet = _meant(sheets.sheets, known)
    _refuse_people(sheet, known)
    lines = [
        (row, {head: text or "" for head, text in cells.items()})
        for row, cells in zip(
            sheet.frame["row"].to_list(), sheet.frame.drop("row").to_dicts(), strict=True
        )
    ]
    return read(sheet.columns, lines, themes)


def _heads() -> frozenset[str]:
    """Every way our own spreadsheet writes a head."""
    found = {name for names in shown.theme_names().values() for name in names.values()}
    for lang, _own in settings.LANGUAGES:
        with override(lang):
            found |= set(words.heads().values())
    return frozenset(found)


def _meant(sheets: tuple[Sheet, ...], known: dict[str, str]) -> Sheet:
    """The sheet with most heads of ours; the first where none has any."""
    return max(sheets, key=lambda sheet: sum(words.plain(head) in known for head in sheet.columns))


def _refuse_people(sheet: Sheet, known: dict[str, str]) -> None:
    """A head that says “organisation” does not make names of people organisations."""
    for head in sheet.columns:
        if known.get(words.plain(head)) != "name":
            continue
        cells = sheet.frame[head].drop_nulls().to_list()
        people = [one for one in cells if is_full(one) and not meets(folded(one), INSTITUTIONS)]
        if len(people) > 1 and 2 * len(people) >= len(cells):
            raise ListOfPeople(
                _(
                    "This looks like a list of people: the organisations have names of persons."
                    " List organisations and offices; nothing was kept."
                )
            )


def _wrong(request: HttpRequest, lang: str, holder: Holder, wrong: list[Wrong]) -> HttpResponse:
    context = {"holder": holder, "wrong": wrong[:TOLD], "more": len(wrong[TOLD:])}
    path = f"/{lang}/team/{holder.slug}/"
    return render(request, "desk/team/wrong.html", frame(request, path=path) | context, status=422)


def _preview(
    request: HttpRequest,
    lang: str,
    holder: Holder,
    drafts: list[Draft],
    form: StoreForm | None = None,
    *,
    is_conflict: bool = False,
) -> HttpResponse:
    difference = compare(drafts, Stakeholder.objects.filter(holder=holder))
    sealed = signing.dumps(
        {
            "holder": str(holder.pk), "by": str(signed_in(request).pk),
            "state": storing.state(holder), "drafts": [_plain(one) for one in drafts],
        },
        salt=_SALT, compress=True,
    )  # fmt: skip
    if form is None:
        form = StoreForm(initial={"drafts": sealed}, notes=_notes(drafts))
    else:
        form.now_of(drafts=sealed)
    context: dict[str, Any] = {
        "holder": holder,
        "form": form,
        "difference": difference,
        "changed": _changed(difference, lang),
        "nothing": not (difference.added or difference.changed or difference.absent),
    }
    status = 409 if is_conflict else 422 if form.errors else 200
    path = f"/{lang}/team/{holder.slug}/"
    return render(
        request, "desk/team/preview.html", frame(request, path=path) | context, status=status
    )


def _changed(difference: Difference, lang: str) -> list[tuple[str, str]]:
    """Each changed organisation, and the columns that differ."""
    heads = words.heads() | {theme.code: theme.name for theme in shown.themes(lang)}
    return [
        (draft.name, ", ".join(heads[column] for column in columns))
        for draft, columns in difference.changed
    ]


def _notes(drafts: list[Draft]) -> str:
    """What is typed freely: a name can be that of a person too."""
    return ". ".join(filter(None, (text for draft in drafts for text in (draft.name, draft.note))))


def _plain(draft: Draft) -> dict[str, Any]:
    return {
        "name": draft.name, "level": draft.level, "parts": draft.sorted_parts, "note": draft.note
    }  # fmt: skip


def _unsealed(sealed: str) -> dict[str, Any] | None:
    """What ``_preview`` sealed within the hour; None for anything else."""
    try:
        kept: dict[str, Any] = signing.loads(sealed, salt=_SALT, max_age=HOUR)
    except signing.BadSignature:
        return None
    return kept
