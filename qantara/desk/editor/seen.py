"""A block as the editor's pages show it: text, state in each language, how it will look, flaws."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.utils.safestring import SafeString

from qantara.accounts.models import Person
from qantara.accounts.roles import holders_for
from qantara.core.locales import LANGUAGES
from qantara.desk.editor.paper import html
from qantara.editions import read
from qantara.editions.models import Block
from qantara.knowledge.observations.figures import figures
from qantara.knowledge.profiles import figures as frames
from qantara.knowledge.profiles import placed, showing, typed
from qantara.knowledge.profiles.bind import REFERENCE
from qantara.knowledge.profiles.opened import Opened
from qantara.knowledge.profiles.showing import Flaw
from qantara.knowledge.profiles.sketches import Base
from qantara.network.models import Territory

Hidden = tuple[Mapping[str, float], set[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A block in one language on a page of the editor.

    version   what the next saving expects: 0 for a translation that is not there yet
    states    language -> state of the block's text in it
    preview   how it will look; flaws: what is to be looked at in it
    """

    block: Block
    language: str
    markdown: str
    version: int
    states: tuple[tuple[str, str], ...]
    preview: SafeString
    flaws: tuple[Flaw, ...]


def line(block: Block, language: str, opened: Opened | None, hidden: Hidden | None) -> Line:
    """A block of ``editions.read.standing`` in a language; empty where it is not translated."""
    is_source = language == block.source_language
    found = None if is_source else read.translation(block, language)
    markdown = block.markdown if is_source else found.markdown if found else ""
    return Line(
        block=block,
        language=language,
        markdown=markdown,
        version=block.version if is_source else found.version if found else 0,
        states=tuple((lang, read.shown(block, lang).state) for lang in LANGUAGES),
        preview=html(showing.shown(markdown, language, opened), language),
        flaws=flaws(block, language, markdown, opened, hidden),
    )


def flaws(
    block: Block, language: str, markdown: str, opened: Opened | None, hidden: Hidden | None
) -> tuple[Flaw, ...]:
    source = None if language == block.source_language else block.markdown
    if not markdown.strip():
        return ()
    return tuple(showing.flaws(markdown, language, opened, source=source, hidden=hidden))


def hidden_from_readers(base: Base | None, place: Territory, person: Person) -> Hidden | None:
    """True values the draft does not print, for those who may see figures as they came; else None.

    Whoever may not would learn a withheld number by typing one after the other.
    """
    if base is None or not holders_for(person, "observations.read"):
        return None
    return _hidden(base, place.slug, person.pk)


@lru_cache(maxsize=16)
def _hidden(base: Base, _place: str, _person: UUID) -> Hidden:
    """``_person``: rows of others' registers are not in everybody's reach."""
    after = frames.frame(base.document["figures"])
    before = figures(after["territory"].unique().to_list(), as_of=base.at).frame
    return typed.hidden(before, after)


def words_in(markdown: str) -> int:
    """How many words a text has; a bound figure is one."""
    plain = REFERENCE.sub(" 1 ", placed.without(markdown))
    return len(re.findall(r"[^\W_]+(?:[’'‑-][^\W_]+)*", plain))
