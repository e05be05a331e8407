"""What is done to a section besides typing: each act one form, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from qantara.accounts.models import Person
from qantara.accounts.roles import demand
from qantara.core import clock, once
from qantara.core.errors import DomainError
from qantara.core.locales import LANGUAGES
from qantara.desk.asking import asks
from qantara.desk.editor.forms import ArrangeForm
from qantara.desk.editor.pages import section_page
from qantara.desk.editor.reach import Desk, block_of, desk_of, section_of
from qantara.desk.frame import for_people, signed_in
from qantara.editions import arrange
from qantara.editions.models import Block
from qantara.editions.write import (
    change_block,
    confirm_translation,
    declare_wording_only,
    translate_block,
)
from qantara.knowledge.profiles import placed
from qantara.knowledge.profiles.texts import begin

#: Said by whoever translates; every other act is for those who write.
TRANSLATING = ("stands",)


@asks("texts.read", act="texts.translate")
@for_people
@require_POST
def change(request: HttpRequest, lang: str, place: str, name: str) -> HttpResponse:
    """Add, move, take away or bring back a block; its language; a figure or chart; what a change meant."""
    person = signed_in(request)
    desk = desk_of(person, place)
    found = section_of(desk, name)
    form = ArrangeForm(request.POST)
    if not form.is_valid():
        return section_page(request, desk, found, error=_first_error(form), status=422)
    given, at = form.cleaned_data, clock.now()
    block = _block(person, given, desk, name)
    try:
        with transaction.atomic():
            if once.first_time(given["once"], at=at):
                block = _act(given, desk, name, block, person, at)
    except DomainError as error:
        return section_page(request, desk, found, error=str(error), status=409)
    return redirect(_back(lang, place, name, given) + (f"#b-{block.pk}" if block else ""))


def _block(person: Person, given: dict[str, Any], desk: Desk, name: str) -> Block | None:
    if not given["block"]:
        return None
    action = "texts.translate" if given["act"] in TRANSLATING else "texts.write"
    return block_of(person, given["block"], action)


def _act(
    given: dict[str, Any], desk: Desk, name: str, block: Block | None, person: Person, at: datetime
) -> Block | None:
    """Do the act; the block the page comes back to."""
    if given["act"] == "add":
        return _add(given, desk, name, block, person, at)
    if given["act"] == "chart":
        return _place(given, desk, name, block, person, at)
    assert block is not None  # the form asks for it
    ACTS[given["act"]](block, given, person, at)
    return block


def _place(
    given: dict[str, Any], desk: Desk, name: str, after: Block | None, person: Person, at: datetime
) -> Block:
    """A chart as a paragraph of its own. It says the same in every language, so it is translated."""
    said = placed.reference(given["chart"])
    block = _add(given, desk, name, after, person, at, said)
    for language in LANGUAGES:
        if language != block.source_language:
            translate_block(block, said, language=language, by=person, at=at)
    return block


def _add(
    given: dict[str, Any], desk: Desk, name: str, after: Block | None, person: Person, at: datetime,
    markdown: str = "",
) -> Block:  # fmt: skip
    text = desk.texts.get(name)
    if text is None:
        if desk.writer is None:
            raise Http404
        language = given["language"] or person.language
        text = begin(desk.place, name, language=language, holder=desk.writer, by=person, at=at)
    demand(person, "texts.write", text, at=at)
    return arrange.add_block(
        text, markdown, language=given["language"], after=after, by=person, at=at
    )


def _insert(block: Block, given: dict[str, Any], person: Person, at: datetime) -> None:
    """A reference behind the last word of a block, before its full stop."""
    text = block.markdown.rstrip()
    stop = text[-1:] if text[-1:] in ".!?؟" else ""
    body = text[: len(text) - len(stop)]
    joined = " ".join(part for part in (body, given["reference"]) if part) + stop
    change_block(block, joined, expected=block.version, by=person, at=at)


ACTS: dict[str, Callable[[Block, dict[str, Any], Person, datetime], object]] = {
    "up": lambda block, given, by, at: arrange.move_block(block, -1, by=by, at=at),
    "down": lambda block, given, by, at: arrange.move_block(block, 1, by=by, at=at),
    "remove": lambda block, given, by, at: arrange.remove_block(
        block, expected=given["expected"] or 0, by=by, at=at
    ),
    "restore": lambda block, given, by, at: arrange.restore_block(block, by=by, at=at),
    "language": lambda block, given, by, at: arrange.write_in(
        block, given["language"] or block.source_language, by=by, at=at
    ),
    "insert": _insert,
    "wording": lambda block, given, by, at: declare_wording_only(
        block, seen=given["seen"], by=by, at=at
    ),
    "stands": lambda block, given, by, at: confirm_translation(
        block, given["language"], seen=given["seen"], by=by, at=at
    ),
}


def _back(lang: str, place: str, name: str, given: dict[str, Any]) -> str:
    kwargs = {"lang": lang, "place": place, "name": name}
    if given["act"] == "stands":
        return reverse("desk:translate", kwargs=kwargs | {"text_lang": given["language"]})
    return reverse("desk:section", kwargs=kwargs)


def _first_error(form: ArrangeForm) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)
