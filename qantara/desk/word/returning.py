"""A document comes back: every change beside the text on record, to take over or to leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qantara.accounts.models import Person
from qantara.accounts.roles import holders_for
from qantara.core import clock, once
from qantara.core.errors import Conflict, DomainError
from qantara.core.locales import LANGUAGES
from qantara.desk.asking import asks
from qantara.desk.editor.differences import Piece as Marked
from qantara.desk.editor.differences import one_side, pieces
from qantara.desk.editor.pages import base_of
from qantara.desk.editor.reach import Desk, desk_of
from qantara.desk.frame import for_people, frame, signed_in
from qantara.desk.word.forms import DecisionForm, Decisions, TakeForm, WordForm
from qantara.desk.word.leaving import incomplete, shown
from qantara.editions import read
from qantara.editions.models import Block
from qantara.knowledge.profiles.texts import sections
from qantara.knowledge.profiles.wordfile.compare import Change, changes
from qantara.knowledge.profiles.wordfile.leaving import passage
from qantara.knowledge.profiles.wordfile.take import Decision, take
from qantara.word.bookmarks import tag
from qantara.word.values import Document, Piece

#: Changes on one page; what is left comes with the same document once more.
MOST = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One change, its form, and both texts with what differs marked."""

    form: DecisionForm
    kind: str
    change: Change | None
    section: dict[str, Any]
    lang: str
    before: list[Marked]
    after: list[Marked]
    is_stale: bool
    is_moved: bool


@asks("texts.read", act="texts.translate")
@for_people
@require_POST
def back(request: HttpRequest, lang: str, place: str) -> HttpResponse:
    """What a document would change. Nothing is stored."""
    person = signed_in(request)
    desk = writable(person, place)
    form = WordForm(request.POST, request.FILES, auto_id="back_%s")
    if not form.is_valid():
        return shown(request, desk, back=form)
    found: Document = form.cleaned_data["file"]
    base = base_of(desk, person)
    told: list[tuple[str, Change]] = []
    for name, part in _by_section(found, desk):
        written = {said.block: said.lang for piece in part.pieces if (said := tag(piece.tag))}
        standing = [
            passage(each, spoken, base.opened(spoken) if base else None)
            for each in read.standing(desk.texts[name])
            for spoken in [written.get(str(each.pk), part.lang or each.source_language)]
        ]
        told += [(name, change) for change in changes(part, standing)]
    if not told:
        form.add_error("file", _nothing_of_ours())
        return shown(request, desk, back=form)
    return page(request, desk, [row for row in told if row[1].is_open or row[1].comments])


def writable(person: Person, place: str) -> Desk:
    """A place with the texts that somebody may change or translate; 404 where there are none."""
    desk = desk_of(person, place)
    mine = holders_for(person, "texts.translate")
    texts = {name: text for name, text in desk.texts.items() if text.holder_id in mine}
    if not texts:
        raise Http404
    return replace(desk, texts=texts)


def _nothing_of_ours() -> str:
    return _(
        "No paragraph of this document is one of this profile. If it is an earlier profile, begin from it below."
    )


def _by_section(found: Document, desk: Desk) -> Iterable[tuple[str, Document]]:
    """Section, and what the document has of it. New paragraphs go with those before."""
    of_text = {text.pk: name for name, text in desk.texts.items()}
    keys = {said.block for piece in found.pieces if (said := tag(piece.tag))}
    rows = Block.objects.filter(pk__in=[key for key in keys if _is_key(key)], text__in=of_text)
    section_of = {str(key): of_text[text] for key, text in rows.values_list("pk", "text")}
    parts: dict[str, list[Piece]] = {}
    waiting: list[Piece] = []
    last = ""
    for piece in found.pieces:
        said = tag(piece.tag)
        last = section_of.get(said.block, last) if said else last
        if not last:
            waiting.append(piece)
            continue
        parts.setdefault(last, []).extend([*waiting, piece])
        waiting = []
    for name, inside in parts.items():
        spoken = Counter(said.lang for piece in inside if (said := tag(piece.tag)))
        most = spoken.most_common(1)[0][0]
        yield (
            name,
            Document(pieces=tuple(inside), lang=found.lang if found.lang in LANGUAGES else most),
        )


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def page(request: HttpRequest, desk: Desk, told: Sequence[tuple[str, Change]]) -> HttpResponse:
    """Changes by section, each to be decided."""
    shown_ = told[:MOST]
    formset = Decisions(
        initial=[
            {
                "kind": change.kind, "section": name, "block": change.block,
                "text_lang": change.lang, "version": change.version, "source": change.source,
                "after": change.after, "is_moved": change.is_moved,
                "markdown": change.changed or change.original,
            }
            for name, change in shown_
        ]
    )  # fmt: skip
    named = {one["id"]: one for one in sections()}
    rows = [
        _row(form, change, named[name], change.lang, change.original, change.changed)
        for form, (name, change) in zip(formset.forms, shown_, strict=True)
    ]
    return _answer(request, desk, rows, formset, more=len(told) - len(shown_))


def _row(
    form: DecisionForm, change: Change | None, section: dict[str, Any], lang: str, original: str,
    changed: str, *, kind: str = "", is_stale: bool = False, is_moved: bool = False,
) -> Row:  # fmt: skip
    kind = kind or (change.kind if change else "")
    held = pieces(original, changed or (original if kind == "same" else ""))
    return Row(
        form=form, kind=kind, change=change, section=section, lang=lang,
        before=one_side(held, "gone"), after=one_side(held, "new"),
        is_stale=is_stale or bool(change and change.is_stale),
        is_moved=is_moved or bool(change and change.is_moved),
    )  # fmt: skip


def _answer(
    request: HttpRequest, desk: Desk, rows: Sequence[Row], formset: Any, *, more: int = 0,
    error: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    path = reverse("desk:word", kwargs={"lang": request.LANGUAGE_CODE, "place": desk.place.slug})
    context = {
        "desk": desk,
        "rows": rows,
        "formset": formset,
        "take": TakeForm(),
        "more": more,
        "error": error,
    }
    around = frame(request, path=path) | context
    return render(request, "desk/word/back.html", around, status=status)


@asks("texts.read", act="texts.translate")
@for_people
@require_POST
def take_over(request: HttpRequest, lang: str, place: str) -> HttpResponse:
    """Store what was accepted, all or none. 409 with both texts where one was changed meanwhile."""
    person, at = signed_in(request), clock.now()
    desk = writable(person, place)
    formset, form = Decisions(request.POST), TakeForm(request.POST)
    if not formset.is_valid() or not form.is_valid():
        return shown(request, desk, done=incomplete())
    accepted: dict[str, list[Decision]] = {}
    for each in formset.forms:
        given = each.cleaned_data
        if given.get("accept") == "yes" and given["section"] in desk.texts:
            accepted.setdefault(given["section"], []).extend(_decisions(given))
    try:
        with transaction.atomic():
            if once.first_time(form.cleaned_data["once"], at=at):
                for name, decisions in accepted.items():
                    take(desk.texts[name], decisions, by=person, at=at)
    except Conflict as conflict:
        return _again(request, desk, formset, str(conflict), status=409)
    except DomainError as refused:
        return _again(request, desk, formset, str(refused), status=422)
    if len(accepted) == 1:
        return redirect("desk:section", lang=lang, place=place, name=next(iter(accepted)))
    return redirect("desk:profile", lang=lang, place=place)


def _decisions(given: dict[str, Any]) -> list[Decision]:
    about = {
        "block": given["block"], "lang": given["text_lang"], "version": given["version"],
        "source": given["source"], "after": given["after"],
    }  # fmt: skip
    markdown = given["markdown"].replace("\r\n", "\n").strip()
    made = []
    if given["kind"] == "added" and markdown:
        made.append(Decision(act="add", markdown=markdown, **about))
    elif given["kind"] == "removed":
        made.append(Decision(act="remove", **about))
    elif given["kind"] == "changed":
        made.append(Decision(act="change", markdown=markdown, **about))
    if given["is_moved"] and given["kind"] != "removed":
        made.append(Decision(act="move", **about))
    return made


def _again(
    request: HttpRequest, desk: Desk, formset: Any, error: str, *, status: int
) -> HttpResponse:
    """The same decisions once more, each beside the text as it stands now."""
    named = {one["id"]: one for one in sections()}
    rows, initial = [], []
    for form in formset.forms:
        given = form.cleaned_data
        text = desk.texts.get(given["section"])
        stored = Block.objects.filter(text=text, pk=given["block"]).first() if (
            text and _is_key(given["block"])
        ) else None  # fmt: skip
        now, version = _standing(stored, given["text_lang"])
        initial.append(given | {"version": version})
        rows.append((given, now, version))
    fresh = Decisions(initial=initial)
    made = [
        _row(
            form, None, named[given["section"]], given["text_lang"], now,
            "" if given["kind"] == "removed" else given["markdown"], kind=given["kind"],
            is_stale=bool(given["block"]) and version != given["version"],
            is_moved=given["is_moved"],
        )
        for form, (given, now, version) in zip(fresh.forms, rows, strict=True)
        if given["section"] in named
    ]  # fmt: skip
    return _answer(request, desk, made, fresh, error=error, status=status)


def _standing(block: Block | None, lang: str) -> tuple[str, int]:
    """The text of a block in a language and its version."""
    if block is None:
        return "", 0
    if lang == block.source_language:
        return block.markdown, block.version
    found = block.translations.filter(language=lang).first()
    return (found.markdown, found.version) if found else ("", 0)
