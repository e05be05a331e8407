"""Which of our blocks each paragraph and table of a document is of, as its bookmarks say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qantara.word import bookmarks
from qantara.word.inline import value
from qantara.word.markup import Element, W

_FRAME = "frame:"
_START, _END, _SAID = (
    f"{{{W}}}bookmarkStart",
    f"{{{W}}}bookmarkEnd",
    (f"{{{W}}}t", f"{{{W}}}delText"),
)


def marked(elements: Iterable[Element]) -> Iterator[tuple[Element, str]]:
    """Elements with the tag of their block, or empty. What stands within a block is of it."""
    opened: dict[str, str] = {}
    waiting: list[Element] = []
    last = ""
    for element in elements:
        mark = _mark(element, opened)
        if not mark and last:
            waiting.append(element)
            continue
        yield from ((one, mark if mark == last else "") for one in waiting)
        waiting = []
        last = mark
        yield element, mark
    yield from ((one, "") for one in waiting)


def frame(mark: str) -> str:
    """The language of words around the texts; empty for a block, or nothing."""
    return mark.removeprefix(_FRAME) if mark.startswith(_FRAME) else ""


def _mark(element: Element, opened: dict[str, str]) -> str:
    """The first mark that holds some of an element's text. ``opened``: by number, kept up to date."""
    first = holding = ""
    for one in element.iter(_START, _END, *_SAID):
        if one.tag == _START:
            if mark := _read(value(one, "name")):
                opened[value(one, "id")] = mark
                first = first or mark
        elif one.tag == _END:
            opened.pop(value(one, "id"), None)
        elif not holding and opened:
            holding = next(iter(opened.values()))
    return holding or first


def _read(name: str) -> str:
    if tag := bookmarks.block(name):
        return str(tag)
    lang = bookmarks.frame(name)
    return f"{_FRAME}{lang}" if lang else ""
