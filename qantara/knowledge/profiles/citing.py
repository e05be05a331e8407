"""Sources as readers see them: who published what, where it can be opened, read on which day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from qantara.core import locales
from qantara.knowledge.profiles.figures import Figure
from qantara.knowledge.profiles.words import Words
from qantara.papers import Run, Runs

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def runs(pattern: str, **parts: Runs | Run | str) -> Runs:
    """A translated pattern as runs, its named placeholders replaced by runs of any kind."""
    pieces = _PLACEHOLDER.split(pattern)
    found: list[Run] = []
    for position, piece in enumerate(pieces):
        if position % 2:
            part = parts[piece]
            found += (part,) if isinstance(part, Run) else _as_runs(part)
        elif piece:
            found.append(Run(text=piece))
    return tuple(found)


def _as_runs(part: Runs | str) -> Runs:
    return (Run(text=part),) if isinstance(part, str) else part


def cited(rows: Sequence[Figure], sources: Sequence[Mapping[str, Any]], words: Words) -> Runs:
    """The sources behind some figures, each once, in the order met."""
    used = dict.fromkeys(row.source for row in rows)
    found: list[Run] = []
    for at in used:
        if 0 <= at < len(sources):
            found += [Run(text=" ")] if found else []
            found += source(sources[at], words)
    return tuple(found)


def source(one: Mapping[str, Any], words: Words) -> Runs:
    """``Statistics office, Population register (table 12), read on 3 May 2026.``"""
    title = words.of(one["title"])
    if one["table"]:
        title = _("%(title)s (%(table)s)") % {"title": title, "table": one["table"]}
    is_open = one["public"] and one["url"]
    parts: dict[str, Runs | Run | str] = {
        "organisation": Run(text=words.of(one["organisation"]), kind="name"),
        "title": Run(text=title, kind="link", href=one["url"]) if is_open else title,
    }
    if one["accessed_on"]:
        parts["day"] = locales.day(date.fromisoformat(one["accessed_on"]), words.lang)
        return runs(_("%(organisation)s, %(title)s, read on %(day)s."), **parts)
    return runs(_("%(organisation)s, %(title)s."), **parts)


def organisation(row: Figure, sources: Sequence[Mapping[str, Any]], words: Words) -> str:
    """Who published a figure; empty where it has no source."""
    return words.of(sources[row.source]["organisation"]) if 0 <= row.source < len(sources) else ""
