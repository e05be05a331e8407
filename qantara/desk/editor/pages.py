"""The sections of a profile, and one section to be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from qantara.accounts.models import Person
from qantara.accounts.roles import can, holders_for
from qantara.core import clock, locales
from qantara.core.locales import LANGUAGES
from qantara.desk.asking import SIGNED_IN, asks
from qantara.desk.editor.forms import SearchForm, fresh_hand
from qantara.desk.editor.reach import Desk, desk_of, places, section_of
from qantara.desk.editor.seen import Line, flaws, hidden_from_readers, line, words_in
from qantara.desk.forms import OnceForm
from qantara.desk.frame import for_people, frame, signed_in
from qantara.editions import read, versions
from qantara.editions.models import Block, Text
from qantara.knowledge.profiles import sketches
from qantara.knowledge.profiles.sketches import Base
from qantara.knowledge.profiles.texts import sections
from qantara.knowledge.reviews import waiting
from qantara.web import names


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A section in the list. ``states``: language -> how many blocks are in each state there."""

    id: str
    title: dict[str, str]
    words: int
    blocks: int
    states: tuple[tuple[str, dict[str, int]], ...]
    flaws: int
    gaps: int

    @property
    def is_empty(self) -> bool:
        return not self.words


@asks(SIGNED_IN)
@for_people
@require_safe
def listed(request: HttpRequest, lang: str) -> HttpResponse:
    """The places whose profile the person here may read, by name."""
    alphabet = locales.sort_key(lang)
    found = [
        (place, names.in_language(place.name, lang)[0]) for place in places(signed_in(request))
    ]
    rows = sorted(found, key=lambda row: alphabet(row[1]))
    return render(request, "desk/editor/places.html", frame(request) | {"places": rows})


@asks("texts.read")
@for_people
@require_safe
def profile(request: HttpRequest, lang: str, place: str) -> HttpResponse:
    """The sections of a place's profile: words, states, what is missing."""
    person = signed_in(request)
    desk = desk_of(person, place)
    base = base_of(desk, person)
    blocks = read.standing_of(desk.texts.values())
    entries = [
        _entry(section, blocks[text.pk] if (text := desk.texts.get(section["id"])) else [], base)
        for section in sections()
    ]
    context = {
        "desk": desk,
        "base": base,
        "entries": entries,
        "words": sum(entry.words for entry in entries),
        "empty": sum(entry.is_empty for entry in entries),
        "languages_of_texts": LANGUAGES,
        "may_sketch": desk.writer is not None
        and desk.writer.pk in holders_for(person, "case.open"),
        "form": OnceForm(),
        "may_take": any(
            text.holder_id in holders_for(person, "dossier.take") for text in desk.texts.values()
        ),
    }
    return render(request, "desk/editor/profile.html", frame(request) | context)


@asks("texts.read")
@for_people
@require_safe
def section(request: HttpRequest, lang: str, place: str, name: str) -> HttpResponse:
    """One section: its blocks to write, each beside how it will look."""
    desk = desk_of(signed_in(request), place)
    found = section_of(desk, name)
    return section_page(request, desk, found)


def section_page(
    request: HttpRequest, desk: Desk, found: dict[str, Any], *, error: str = "", status: int = 200
) -> HttpResponse:
    person, lang = signed_in(request), request.LANGUAGE_CODE
    text = desk.texts.get(found["id"])
    lines = lines_of(text, "", desk, person) if text else []
    context = section_context(desk, found, person, lang) | {
        "text": text,
        "lines": lines,
        "removed": _removed(text),
        "review": _review(text, person),
        "words": sum(words_in(one.markdown) for one in lines),
        "may_write": may_write(desk, text, person),
        "error": error,
        "search": SearchForm(),
        "may_sketch": desk.writer is not None
        and desk.writer.pk in holders_for(person, "case.open"),
    }
    path = reverse(
        "desk:section", kwargs={"lang": lang, "place": desk.place.slug, "name": found["id"]}
    )
    return render(
        request, "desk/editor/section.html", frame(request, path=path) | context, status=status
    )


def section_context(desk: Desk, found: dict[str, Any], person: Person, lang: str) -> dict[str, Any]:
    """What the pages of a section share."""
    text = desk.texts.get(found["id"])
    everything = sections()
    at = next(place for place, one in enumerate(everything) if one["id"] == found["id"])
    return {
        "desk": desk,
        "section": found,
        "before": everything[at - 1] if at else None,
        "after": everything[at + 1] if at + 1 < len(everything) else None,
        "others": versions.writing(text, besides=person, at=clock.now()) if text else [],
        "hand": fresh_hand(),
        "form": OnceForm(),
        "base": base_of(desk, person),
        "languages_of_texts": LANGUAGES,
    }


def lines_of(text: Text, language: str, desk: Desk, person: Person) -> list[Line]:
    """The blocks of a text in a language, or each in the one it was written in."""
    base = base_of(desk, person)
    hidden = hidden_from_readers(base, desk.place, person)
    found = []
    for block in read.standing(text):
        shown = language or block.source_language
        found.append(line(block, shown, base.opened(shown) if base else None, hidden))
    return found


def base_of(desk: Desk, person: Person) -> Base | None:
    return sketches.latest(desk.place, holders_for(person, "case.read"))


def may_write(desk: Desk, text: Text | None, person: Person) -> bool:
    return desk.writer is not None if text is None else can(person, "texts.write", text)


def _review(text: Text | None, person: Person) -> dict[str, Any] | None:
    """What is open in the review of a section: by kind, and by block; None where it is not theirs."""
    if text is None or not can(person, "review.read", text):
        return None
    remarks, disputes = waiting.open_threads([text.pk]).get(text.pk, (0, 0))
    blocks = waiting.open_by_block(text) if remarks or disputes else {}
    return {"remarks": remarks, "disputes": disputes, "blocks": blocks}


def _removed(text: Text | None) -> list[Block]:
    if text is None:
        return []
    return list(Block.objects.filter(text=text).exclude(removed_at=None).order_by("-removed_at"))


def _entry(section: dict[str, Any], blocks: Sequence[Block], base: Base | None) -> Entry:
    written = [block for block in blocks if block.markdown.strip()]
    states = tuple(
        (lang, _counted(read.shown(block, lang).state for block in written)) for lang in LANGUAGES
    )
    opened = {lang: base.opened(lang) for lang in LANGUAGES} if base else {}
    terms = base.document["framework"]["indicators"] if base else {}
    of_section = {code for code, one in terms.items() if one["section"] == section["id"]}
    return Entry(
        id=section["id"],
        title=section["title"],
        words=sum(words_in(block.markdown) for block in written),
        blocks=len(written),
        states=states,
        flaws=sum(
            flaw.stops
            for block in written
            for flaw in flaws(
                block,
                block.source_language,
                block.markdown,
                opened.get(block.source_language),
                None,
            )
        ),
        gaps=sum(gap["definition"] in of_section for gap in base.document["gaps"]) if base else 0,
    )


def _counted(states: Iterable[str]) -> dict[str, int]:
    return dict(Counter(states))
