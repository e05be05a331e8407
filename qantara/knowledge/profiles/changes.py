"""What a later release changed: two released documents laid beside each other, figure by figure.

Pure, and from the two protected documents alone, so it says nothing that both together do not say
already (DISCLOSURE 11). A figure that is no longer shown is named and never counted again: why it
went is not told from its number, and its number is not carried on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from qantara.core.locales import LANGUAGES
from qantara.knowledge.profiles.figures import Figure, Figures, figures

Document = Mapping[str, Any]

#: revised  another number      marked  the same number, with another status or break
#: added    shown now           gone    shown before, and not any more
What = Literal["revised", "marked", "added", "gone"]

#: note        what the source says of the figure      source    another source is preferred now
#: break       what is counted, or how, changed        final     no longer provisional or estimated
#: definition  the definition was written anew         reckoned  worked out from other figures
#: restated    the same source gives another figure
Why = Literal["note", "break", "source", "definition", "final", "reckoned", "restated"]

#: Provisional, or known only by a guess or a model (SDMX CL_OBS_STATUS).
UNSETTLED = frozenset("PEIFG")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a figure differs. ``text``: as the document has it, for its notes to translate."""

    why: Why
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One figure that differs. ``before`` stands only where a number may be named: not where it went.

    about  the figure as it is now; where it went, what it was about, without any number
    """

    what: What
    about: Figure
    before: Figure | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that differs, in the framework's order, newest first. ``texts``: sections rewritten."""

    figures: tuple[Change, ...]
    texts: tuple[str, ...]

    def of(self, what: What) -> list[Change]:
        return [change for change in self.figures if change.what == what]


def changes(older: Document, newer: Document) -> Changes:
    """What ``newer`` changed against ``older``, both of the newest version of their kind."""
    before = figures(older["figures"], older["place"]["slug"])
    now = figures(newer["figures"], newer["place"]["slug"])
    found = list(_differences(older, newer, before, now))
    place_of = _places(now, before)
    found.sort(
        key=lambda one: (place_of[counted(one.about)], -one.about.on.toordinal(), one.about.at)
    )
    return Changes(figures=tuple(found), texts=tuple(_texts(older, newer)))


Counted = tuple[str, str, str]


def counted(figure: Figure) -> Counted:
    """Where, what and in which unit: what is read together."""
    return figure.territory, figure.definition, figure.unit


def _places(*whole: Figures) -> dict[Counted, int]:
    """The order of what is counted: as documents have it, the units of one definition together."""
    found: dict[tuple[str, str], dict[Counted, None]] = {}
    for figure in (figure for one in whole for figure in one):
        found.setdefault((figure.territory, figure.definition), {})[counted(figure)] = None
    return {one: at for at, one in enumerate(one for units in found.values() for one in units)}


def _differences(
    older: Document, newer: Document, before: Figures, now: Figures
) -> Iterator[Change]:
    stood = {(figure.key, figure.unit): figure for figure in before}
    stands = {(figure.key, figure.unit) for figure in now if figure.is_shown}
    why = _Reasons(older, newer)
    found = {}
    for figure in now:
        found[figure.key, figure.unit] = figure
        was = stood.get((figure.key, figure.unit))
        if not figure.is_shown:
            continue
        if was is None or not was.is_shown:
            yield Change(what="added", about=figure)
        elif _numbers(was) != _numbers(figure):
            yield Change(what="revised", about=figure, before=was, reasons=why.revised(was, figure))
        elif _marks(was) != _marks(figure):
            yield Change(what="marked", about=figure, before=was, reasons=why.marked(was, figure))
    for key, was in stood.items():
        if was.is_shown and key not in stands:
            yield _gone(was, found.get(key))


def _gone(was: Figure, now: Figure | None) -> Change:
    """What a figure was about, without its numbers; with the reason only where nobody has it now.

    Withheld, not repeated and left out are one: told apart, they would point at small numbers.
    """
    absence, note = "", ""
    if now is not None and now.state == "absent":
        absence, note = now.absence, now.note
    about = replace(
        was,
        state="absent" if absence else "withheld",
        absence=absence,
        obs_status="",
        note="",
        value=None,
        low=None,
        high=None,
        numerator=None,
        denominator=None,
    )
    return Change(
        what="gone", about=about, reasons=(Reason(why="note", text=note),) if note else ()
    )


def _numbers(figure: Figure) -> tuple[float | None, ...]:
    """The numbers as printed: what differs behind the last decimal is no revision to a reader."""
    return tuple(
        None if number is None else round(number, figure.decimals)
        for number in (figure.value, figure.low, figure.high)
    )


def _marks(figure: Figure) -> tuple[object, ...]:
    return figure.obs_status, figure.is_break


class _Reasons:
    """Why figures differ, as far as the two documents say."""

    def __init__(self, older: Document, newer: Document) -> None:
        self._older, self._newer = older, newer
        self._preferred = {
            (one["definition"], one["period"]): one["reason"]
            for one in newer.get("preferences", ())
        }

    def revised(self, was: Figure, now: Figure) -> tuple[Reason, ...]:
        found = [*self._common(was, now)]
        if _source(was, self._older) != _source(now, self._newer):
            found.append(Reason(why="source", text=self._preference(now)))
        if self._is_redefined(now.definition):
            found.append(Reason(why="definition"))
        if not found:
            found.append(Reason(why="reckoned" if now.method == "computed" else "restated"))
        return tuple(found)

    def marked(self, was: Figure, now: Figure) -> tuple[Reason, ...]:
        return tuple(self._common(was, now))

    def _common(self, was: Figure, now: Figure) -> Iterator[Reason]:
        has_note = bool(now.note) and now.note != was.note
        if has_note:
            yield Reason(why="note", text=now.note)
        if now.is_break and (now.break_note, now.is_break) != (was.break_note, was.is_break):
            yield Reason(why="break", text=now.break_note)
        if not has_note and was.obs_status in UNSETTLED and now.obs_status not in UNSETTLED:
            yield Reason(why="final", text=was.obs_status)

    def _preference(self, now: Figure) -> str:
        """Why the source of a figure was preferred: for its period, else for all.

        Preferences are of the place itself, not of a wider area.
        """
        if now.territory != self._newer["place"]["slug"]:
            return ""
        preferred = self._preferred
        reason = preferred.get((now.definition, now.period)) or preferred.get((now.definition, ""))
        return str(reason or "")

    def _is_redefined(self, definition: str) -> bool:
        """Written anew in every language; in one alone it is the translation that was corrected."""
        was, now = (
            document["framework"]["indicators"].get(definition, {}).get("definition")
            for document in (self._older, self._newer)
        )
        return bool(was and now) and all(was[lang] != now[lang] for lang in LANGUAGES)


def _source(figure: Figure, document: Document) -> tuple[object, ...]:
    """Who published a figure in which table, whatever day it was read."""
    sources: Sequence[Mapping[str, Any]] = document["sources"]
    if not 0 <= figure.source < len(sources):
        return ()
    source = sources[figure.source]
    return source["organisation"], source["title"], source["table"]


def _texts(older: Document, newer: Document) -> Iterator[str]:
    """Sections whose narrative says something else, in any language."""
    before = {section["id"]: _said(section) for section in older["sections"]}
    for section in newer["sections"]:
        if _said(section) != before.get(section["id"], []):
            yield section["id"]


def _said(section: Mapping[str, Any]) -> list[Mapping[str, str]]:
    return [block["markdown"] for block in section["blocks"]]
