"""Chapters, paragraphs and threads as the pages of review show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString

from qantara.accounts.models import Person
from qantara.accounts.roles import holders_for
from qantara.core.locales import LANGUAGES
from qantara.desk.editor.differences import Piece, one_side, pieces
from qantara.desk.editor.paper import html
from qantara.desk.editor.reach import section_named
from qantara.editions import read
from qantara.editions.models import Block, Text
from qantara.knowledge.profiles import layout, showing, sketches
from qantara.knowledge.profiles.bind import references
from qantara.knowledge.profiles.models import Narrative
from qantara.knowledge.profiles.opened import Opened
from qantara.knowledge.profiles.voices import FALLBACK
from qantara.knowledge.reviews import anchors, disputes
from qantara.knowledge.reviews.anchors import Standing
from qantara.knowledge.reviews.models import Said, Thread
from qantara.network.models import Territory


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A section of a place's profile in one language, for somebody who may review it.

    opened  the last draft's figures, protected, in that language; None where there is none
    """

    text: Text
    place: Territory
    section: dict[str, Any]
    language: str
    opened: Opened | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """The city's statement in the language nearest to the reader's."""

    words: str
    language: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A thread with what was said in it.

    now      the paragraph's text now; None where it was taken away or is not in that language any more
    before, after  text then and now, their own stretches marked; empty where nothing changed
    figure   name and printed number of the figure it is about, as drafted now
    voice    of a dispute
    """

    thread: Thread
    said: Sequence[Said]
    now: Standing | None
    before: Sequence[Piece]
    after: Sequence[Piece]
    figure: str
    voice: Voice | None

    @property
    def is_changed(self) -> bool:
        return self.now is None or self.now.hash != self.thread.hash

    @property
    def is_dispute(self) -> bool:
        return self.thread.kind == Thread.Kind.DISPUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph with its talks, those that are open first. ``now``: None where it is not translated."""

    block: Block
    now: Standing | None
    state: str
    preview: SafeString
    open: Sequence[Talk]
    settled: Sequence[Talk]
    is_disputed: bool


def chapter_of(person: Person, key: UUID, language: str, action: str = "review.read") -> Chapter:
    """404 for a text that does not exist, for one that is no chapter and for one that is not theirs."""
    rows = Narrative.objects.select_related("text__holder", "territory")
    found = get_object_or_404(rows, text=key, text__holder__in=holders_for(person, action))
    if language not in LANGUAGES:
        raise Http404
    return Chapter(
        text=found.text,
        place=found.territory,
        section=section_named(found.section),
        language=language,
        opened=opened(person, found.territory, language),
    )


def opened(person: Person, place: Territory, language: str) -> Opened | None:
    base = sketches.latest(place, holders_for(person, "case.read"))
    return base.opened(language) if base else None


def lines(chapter: Chapter, reader: str) -> list[Line]:
    """The paragraphs of a chapter that say something. ``reader``: language of the page."""
    threads = threads_of([chapter.text.pk], chapter.language)
    found = []
    for block in read.standing(chapter.text):
        if not block.markdown.strip():
            continue
        shown = read.shown(block, chapter.language)
        talks = [talk(each, block, chapter.opened, reader) for each in threads[block.pk]]
        found.append(
            Line(
                block=block,
                now=anchors.standing(block, chapter.language),
                state=shown.state,
                preview=html(
                    showing.shown(shown.markdown, shown.language, chapter.opened), shown.language
                ),
                open=[one for one in talks if one.thread.is_open],
                settled=[one for one in talks if not one.thread.is_open],
                is_disputed=any(one.is_dispute and one.thread.is_open for one in talks),
            )
        )
    return found


def gone(chapter: Chapter, reader: str) -> list[Talk]:
    """Open threads on paragraphs that were taken away."""
    rows = Thread.objects.open().filter(text=chapter.text, block__removed_at__isnull=False)
    return [
        talk(each, each.block, chapter.opened, reader)
        for each in _related(rows.order_by("opened_at"))
    ]


def threads_of(texts: Collection[UUID], language: str) -> dict[UUID, list[Thread]]:
    """Block -> its remarks in a language and its disputes in any, the oldest first."""
    found: dict[UUID, list[Thread]] = defaultdict(list)
    for thread in _related(Thread.objects.filter(text__in=texts).order_by("opened_at")):
        if thread.language == language or thread.kind == Thread.Kind.DISPUTE:
            found[thread.block_id].append(thread)
    return found


def talk(thread: Thread, block: Block, opened: Opened | None, reader: str) -> Talk:
    now = anchors.standing(block, thread.language)
    changed = pieces(thread.quoted, now.markdown) if now and now.hash != thread.hash else []
    return Talk(
        thread=thread,
        said=list(thread.said.all()),
        now=now,
        before=one_side(changed, "gone"),
        after=one_side(changed, "new"),
        figure=figure_name(thread.figure, opened) if thread.figure else "",
        voice=voice(thread, reader) if thread.kind == Thread.Kind.DISPUTE else None,
    )


def voice(thread: Thread, reader: str) -> Voice:
    latest = max(thread.statements.all(), key=lambda one: one.version)
    order = (reader, thread.language, *FALLBACK[reader], *LANGUAGES)
    language = next(code for code in order if latest.words.get(code))
    return Voice(words=latest.words[language], language=language, version=latest.version)


def figures(markdown: str, opened: Opened | None) -> list[tuple[str, str]]:
    """The figures a paragraph refers to: key, and what it is called and printed as."""
    return [(key, figure_name(key, opened)) for key in dict.fromkeys(references(markdown))]


def figure_name(key: str, opened: Opened | None) -> str:
    """As drafted and protected; the key itself where the draft does not know it."""
    figure = opened.figures.by_key.get(key) if opened else None
    if opened is None or figure is None:
        return key
    period = opened.words.period(figure)
    return f"{layout.headline(figure, opened.words)}, {period}: {opened.words.said(figure)}"


def thread_of(person: Person, key: UUID, action: str) -> Thread:
    found: Thread = get_object_or_404(_related(Thread.objects.visible_to(person, action)), pk=key)
    return found


def agreed(one: Talk) -> dict[str, Person]:
    """Side -> who holds a dispute settled, by the text and the statement as they stand."""
    if one.voice is None or one.now is None:
        return {}
    return disputes.agreed_by(one.thread, one.voice.version, one.now.hash)


def _related(rows: Any) -> Any:
    related = rows.select_related(
        "block__text", "opened_by", "city_agreed_by", "expert_agreed_by", "holder"
    )
    return related.prefetch_related("said__by", "statements", "block__translations")
