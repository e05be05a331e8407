"""Proposals as pages show them, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qantara.action.priorities import said, serves, tags
from qantara.action.priorities.bands import bands
from qantara.action.priorities.bands import said as in_words
from qantara.action.priorities.models import Priority, Quote
from qantara.action.priorities.wording import Words, names, untranslated, words_of
from qantara.knowledge.frameworks import Name
from qantara.network.stakeholders.words import level_name
from qantara.web.names import in_language

#: The look of each state.
LOOKS = {
    "proposed": "none",
    "chosen": "warn",
    "endorsed": "ok",
    "merged": "none",
    "withdrawn": "none",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A proposal in a list."""

    one: Priority
    title: Name
    state: str
    look: str
    themes: str
    quotes: int
    untranslated: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A label and what stands under it. ``is_private``: never in the paper."""

    label: str
    text: str = ""
    name: Name | None = None
    is_private: bool = False


def rows(priorities: Sequence[Priority], lang: str) -> list[Row]:
    """``priorities`` with ``text`` selected and ``quoted`` annotated."""
    words = words_of(priorities)
    return [
        Row(
            one=one,
            title=names(words[one.pk]["title"]),
            state=said.state(one.state),
            look=LOOKS[one.state],
            themes=tagged("themes", one.themes, lang),
            quotes=one.quoted,  # type: ignore[attr-defined]
            untranslated=tuple(untranslated(words[one.pk])),
        )
        for one in priorities
    ]


def title(words: Words) -> Name:
    return names(words["title"])


def tagged(kind: str, codes: Sequence[str], lang: str) -> str:
    known = tags.tags(kind)
    return said.several([known[code].name[lang] for code in codes], lang)


def bodies(codes: Sequence[str], lang: str) -> str:
    return said.several([level_name(code) for code in codes], lang)


def band(one: Priority, lang: str) -> str:
    """The cost band in words; empty where none is chosen, or the network has it no more."""
    network = serves.network_of(one.territory)
    found = bands(network.slug if network else "").get(one.cost)
    return in_words(found.low, found.high, found.currency, lang) if found else ""


def recommended(one: Priority, lang: str) -> list[tuple[str, str]]:
    known = serves.recommendations(serves.network_of(one.territory))
    return [(code, in_language(known[code], lang)[0]) for code in one.serves if code in known]


def printed(quote: Quote, lang: str) -> str:
    return in_language(quote.printed, lang)[0]
