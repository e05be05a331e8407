"""Paragraphs and tables of a document as Markdown, before and after its changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qantara.word.inline import VIEWS, Atom, View, markdown, retyped
from qantara.word.values import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph. ``ends``: the views in which it ends; in the others it runs on into the next."""

    atoms: tuple[Atom, ...]
    level: int = 0
    listed: Literal["", "bullets", "numbers"] = ""
    depth: int = 0
    ends: frozenset[View] = frozenset(VIEWS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: rows, each with the views it stands in and its cells of lines."""

    rows: tuple[tuple[frozenset[View], tuple[tuple[Line, ...], ...]], ...]


def piece(inside: Sequence[Line | Grid], *, tag: str, authors: tuple[str, ...]) -> Piece:
    """What stands together as one piece. ``kind`` and ``level`` are those of its first part."""
    first = inside[0] if inside else None
    kind: Literal["heading", "text", "list", "table"] = "text"
    if isinstance(first, Grid):
        kind = "table"
    elif first is not None and first.listed:
        kind = "list"
    elif first is not None and first.level:
        kind = "heading"
    atoms = [atom for line in _every(inside) for atom in line.atoms]
    return Piece(
        kind=kind,
        tag=tag,
        level=first.level if isinstance(first, Line) else 0,
        before=_said(inside, "before"),
        after=_said(inside, "after"),
        authors=authors,
        retyped=tuple(retyped(atoms)),
        rows=_rows(first, "after") if isinstance(first, Grid) else (),
    )


def _every(inside: Sequence[Line | Grid]) -> Iterator[Line]:
    for one in inside:
        if isinstance(one, Line):
            yield one
        else:
            yield from (line for _views, cells in one.rows for cell in cells for line in cell)


def _said(inside: Sequence[Line | Grid], view: View) -> str:
    """Everything in one view: list items under each other, all else with a blank line between."""
    said, before = "", ""
    for one in _joined(inside, view):
        text = _table(one, view) if isinstance(one, Grid) else _line(one, view)
        if not text:
            continue
        listed = one.listed if isinstance(one, Line) else ""
        is_nested = isinstance(one, Line) and one.depth > 0
        if said:
            said += "\n" if listed and (listed == before or (before and is_nested)) else "\n\n"
        said, before = said + text, listed
    return said


def _joined(inside: Sequence[Line | Grid], view: View) -> Iterator[Line | Grid]:
    """Paragraphs as they stand in a view: those whose end does not stand run on into the next."""
    waiting: Line | None = None
    for one in inside:
        if isinstance(one, Grid):
            if waiting:
                yield waiting
                waiting = None
            yield one
            continue
        if waiting:
            first = waiting if any(_is_seen(atom, view) for atom in waiting.atoms) else one
            one = replace(first, atoms=(*waiting.atoms, *one.atoms), ends=one.ends)
        if view in one.ends:
            yield one
            waiting = None
        else:
            waiting = one
    if waiting:
        yield waiting


def _is_seen(atom: Atom, view: View) -> bool:
    return atom.is_before if view == "before" else atom.is_after


def _line(line: Line, view: View) -> str:
    text = markdown(line.atoms, view)
    if not text:
        return ""
    if line.listed:
        sign, indent = ("1. ", "   ") if line.listed == "numbers" else ("- ", "  ")
        return f"{indent * line.depth}{sign}{text}"
    return f"{'#' * line.level} {text}" if line.level else text


def _rows(grid: Grid, view: View) -> tuple[tuple[str, ...], ...]:
    """The cells of a table as text."""
    return tuple(
        tuple(" ".join(filter(None, (_plain(line, view) for line in cell))) for cell in cells)
        for views, cells in grid.rows
        if view in views
    )


def _plain(line: Line, view: View) -> str:
    return "".join(atom.text for atom in line.atoms if _is_seen(atom, view)).strip()


def _table(grid: Grid, view: View) -> str:
    rows = [
        [" ".join(filter(None, (markdown(line.atoms, view) for line in cell))) for cell in cells]
        for views, cells in grid.rows
        if view in views
    ]
    if not rows:
        return ""
    width = max(len(row) for row in rows)
    written = []
    for row in rows:
        cells = [re.sub(r"\\?\n", " ", cell).replace("|", "\\|") for cell in row]
        cells += [""] * (width - len(cells))
        written.append(f"| {' | '.join(cells)} |")
    return "\n".join([written[0], f"|{' --- |' * width}", *written[1:]])
