"""Source and target beside each other, block by block."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qantara.accounts.roles import can
from qantara.core.locales import LANGUAGES
from qantara.desk.asking import asks
from qantara.desk.editor.differences import Piece, pieces
from qantara.desk.editor.pages import lines_of, section_context
from qantara.desk.editor.reach import desk_of, section_of
from qantara.desk.editor.seen import Line
from qantara.desk.frame import for_people, frame, signed_in
from qantara.editions import earlier, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A block and its translation.

    changed  what changed in the source since the translation was made; empty where nothing did
    offered  translations of an equal text, for a block that has none
    """

    source: Line
    target: Line
    state: str
    changed: tuple[Piece, ...]
    offered: tuple[str, ...]


@asks("texts.read")
@for_people
@require_safe
def translate(
    request: HttpRequest, lang: str, place: str, name: str, text_lang: str
) -> HttpResponse:
    """A section in its own language, and in ``text_lang`` to be written."""
    person = signed_in(request)
    desk = desk_of(person, place)
    found, text = section_of(desk, name), desk.texts.get(name)
    if text_lang not in LANGUAGES:
        raise Http404
    sources = lines_of(text, "", desk, person) if text else []
    targets = lines_of(text, text_lang, desk, person) if text else []
    pairs = [
        _pair(source, target, text_lang)
        for source, target in zip(sources, targets, strict=True)
        if source.markdown.strip()
    ]
    context = section_context(desk, found, person, lang) | {
        "text": text,
        "text_lang": text_lang,
        "pairs": pairs,
        "open": sum(pair.state in ("missing", "outdated") for pair in pairs),
        "may_translate": text is not None and can(person, "texts.translate", text),
    }
    return render(request, "desk/editor/translate.html", frame(request) | context)


def _pair(source: Line, target: Line, text_lang: str) -> Pair:
    block = source.block
    state = read.shown(block, text_lang).state
    made = read.translation(block, text_lang)
    was = made.source if made and state == "outdated" else ""
    return Pair(
        source=source,
        target=target,
        state=state,
        changed=tuple(pieces(was, block.markdown)) if was else (),
        offered=earlier.translations(block, text_lang) if state == "missing" else (),
    )
