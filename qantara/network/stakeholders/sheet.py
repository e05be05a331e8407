"""Rows of a spreadsheet as stakeholders, and what they would change. Pure: no database, no clock."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from qantara.network.stakeholders import words
from qantara.network.stakeholders.keep import MOST, Draft

#: Longer than its field in the database.
LONGEST = {"name": 200, "note": 300}
_BETWEEN = re.compile(r"[;,/\n،؛]")

#: A row as delivered: its number in the spreadsheet, and head -> text.
Line = tuple[int, Mapping[str, str]]


class Kept(Protocol):
    """A stakeholder as it stands."""

    name: str
    level: str
    parts: dict[str, list[str]]
    note: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a row: its number (0: with the whole table), and the sentence."""

    row: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a table would do: organisations it adds, changes, leaves alike, and does not name."""

    added: tuple[Draft, ...]
    changed: tuple[tuple[Draft, tuple[str, ...]], ...]  # and which columns
    same: int
    absent: tuple[str, ...]


def read(
    heads: Sequence[str], lines: Iterable[Line], themes: Mapping[str, Mapping[str, str]]
) -> tuple[list[Draft], list[Wrong]]:
    """The organisations of a table, and every row that cannot be one, all at once.

    themes  code -> its name in each language; a column a theme
    """
    known = words.columns(themes)
    columns = {head: known[words.plain(head)] for head in heads if words.plain(head) in known}
    wrong = [*_wrong_heads(heads, columns)]
    if wrong:
        return [], wrong
    levels, parts = words.levels(), words.parts()
    drafts: list[Draft] = []
    seen: dict[str, int] = {}
    for row, cells in lines:
        said = {columns[head]: text.strip() for head, text in cells.items() if head in columns}
        if not any(said.values()):
            continue
        faults = [*_faults(row, said, levels, parts)]
        name = " ".join(said.get("name", "").split())
        if not faults and (first := seen.setdefault(name.casefold(), row)) != row:
            faults = [
                Wrong(row, _("“%(name)s” stands in row %(row)s already. Join the two rows.")
                      % {"name": name, "row": first})
            ]  # fmt: skip
        wrong += faults
        if not faults:
            drafts.append(_draft(name, said, levels, parts))
    if not drafts and not wrong:
        wrong.append(Wrong(0, _("There is no organisation in this table.")))
    if len(drafts) > MOST:
        wrong.append(
            Wrong(
                0, _("%(most)s organisations are as many as this list can hold.") % {"most": MOST}
            )
        )
    return drafts, wrong


def compare(drafts: Sequence[Draft], standing: Iterable[Kept]) -> Difference:
    """What ``drafts`` would change of what stands, by the name of the organisation."""
    kept = {one.name.casefold(): one for one in standing}
    added, changed, same = [], [], 0
    for draft in drafts:
        one = kept.pop(draft.name.casefold(), None)
        if one is None:
            added.append(draft)
        elif differs := _differs(draft, one):
            changed.append((draft, differs))
        else:
            same += 1
    return Difference(
        added=tuple(added), changed=tuple(changed), same=same,
        absent=tuple(sorted(one.name for one in kept.values())),
    )  # fmt: skip


def _differs(draft: Draft, one: Kept) -> tuple[str, ...]:
    new = draft.sorted_parts
    pairs = [
        ("name", draft.name, one.name),
        ("level", draft.level, one.level),
        *(
            (theme, new.get(theme, []), one.parts.get(theme, []))
            for theme in sorted(new.keys() | one.parts.keys())
        ),
        ("note", " ".join(draft.note.split()), one.note),
    ]
    return tuple(name for name, now, before in pairs if now != before)


def _wrong_heads(heads: Sequence[str], columns: Mapping[str, str]) -> Iterable[Wrong]:
    for column in ("name", "level"):
        if column not in columns.values():
            yield Wrong(
                0, _("There is no column “%(column)s”.") % {"column": words.heads()[column]}
            )
    for column in sorted(set(columns.values())):
        twice = [head for head in heads if columns.get(head) == column]
        if len(twice) > 1:
            yield Wrong(
                0, _("Two columns say the same: “%(one)s” and “%(two)s”.")
                % {"one": twice[0], "two": twice[1]},
            )  # fmt: skip
    for head in heads:
        if head.strip() and head not in columns:
            yield Wrong(
                0, _("Column “%(column)s” is none of this table. Take it out.")
                % {"column": head[:60]},
            )  # fmt: skip


def _faults(
    row: int, said: Mapping[str, str], levels: Mapping[str, str], parts: Mapping[str, str]
) -> Iterable[Wrong]:
    if not said.get("name"):
        yield Wrong(row, _("The organisation has no name."))
    if words.plain(said.get("level", "")) not in levels:
        yield Wrong(
            row, _("“%(said)s” is no level. Write one of those on the second sheet.")
            % {"said": said.get("level", "")[:60]},
        )  # fmt: skip
    for column, most in LONGEST.items():
        if len(said.get(column, "")) > most:
            yield Wrong(
                row, _("“%(column)s” is longer than %(most)s letters.")
                % {"column": words.heads()[column], "most": most},
            )  # fmt: skip
    for column, text in said.items():
        if column in ("name", "level", "note"):
            continue
        for one in _each(text):
            if words.plain(one) not in parts:
                yield Wrong(
                    row, _("“%(said)s” is no part. Write one of those on the second sheet.")
                    % {"said": one[:60]},
                )  # fmt: skip


def _draft(
    name: str, said: Mapping[str, str], levels: Mapping[str, str], parts: Mapping[str, str]
) -> Draft:
    return Draft(
        name=name,
        level=levels[words.plain(said["level"])],
        note=" ".join(said.get("note", "").split()),
        parts={
            theme: tuple(parts[words.plain(one)] for one in _each(text))
            for theme, text in said.items()
            if theme not in ("name", "level", "note") and text
        },
    )


def _each(text: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]
