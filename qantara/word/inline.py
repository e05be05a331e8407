"""What stands inside a paragraph of a document from outside, with its tracked changes and comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal

from qantara.word import bookmarks
from qantara.word.bookmarks import Bound
from qantara.word.markup import Element, R, W
from qantara.word.values import Retyped

View = Literal["before", "after"]
VIEWS: tuple[View, View] = ("before", "after")
_SAFE = re.compile(r"(?:https?://|mailto:)[^\s()<>]+", re.IGNORECASE)
_ESCAPED = re.compile(r"([\\*`\[\]<])|(?<!\w)(_)|(_)(?!\w)")
_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s)|[-+>](?=\s)|\d{1,9}[.)](?=\s))")
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "‑", "softHyphen": ""}


def name(element: Element) -> str:
    """The name of an element of WordprocessingML, else empty."""
    tag = element.tag
    return tag[len(W) + 2 :] if isinstance(tag, str) and tag.startswith(f"{{{W}}}") else ""


def value(element: Element | None, attribute: str = "val") -> str:
    return "" if element is None else element.get(f"{{{W}}}{attribute}", "")


def child(element: Element | None, *path: str) -> Element | None:
    for step in path:
        element = None if element is None else element.find(f"{{{W}}}{step}")
    return element


def is_on(properties: Element | None, *tags: str) -> bool:
    """Whether one of the switches is on: present, and not said to be off (17.17.4)."""
    found = [child(properties, tag) for tag in tags]
    return any(one is not None and value(one) not in ("0", "false", "off", "none") for one in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """Some text of one kind. ``figure``: tag of the bound figure it stands in.

    What was printed of that is known by ``was``, or where a program lost it, by its ``seal``.
    """

    text: str
    is_before: bool = True
    is_after: bool = True
    strong: bool = False
    emphasis: bool = False
    href: str = ""
    figure: str = ""
    was: str = ""
    seal: str = ""

    @property
    def kind(self) -> tuple[bool, bool, str, str, str, str]:
        return self.strong, self.emphasis, self.href, self.figure, self.was, self.seal


@dataclass(slots=True)
class Inline:
    """Reads paragraphs one after another; comments may reach over several.

    links   relation -> address    quoted   comment -> what it is about, as far as read
    """

    links: Mapping[str, str]
    quoted: dict[str, list[str]] = field(default_factory=dict)
    authors: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    pictures: int = 0
    _bound: dict[str, Bound] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)
    _fields: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """A new piece begins."""
        self.authors, self.comments = [], []
        self._bound.clear()

    def atoms(self, inside: Iterable[Element], state: Atom) -> Iterator[Atom]:
        for element in inside:
            match name(element):
                case "r":
                    yield from self._run(element, state)
                case "ins" | "moveTo":
                    self.changed(element)
                    yield from self.atoms(element, replace(state, is_before=False))
                case "del" | "moveFrom":
                    self.changed(element)
                    yield from self.atoms(element, replace(state, is_after=False))
                case "hyperlink":
                    href = self.links.get(element.get(f"{{{R}}}id", ""), "")
                    href = href if _SAFE.fullmatch(href) else ""
                    yield from self.atoms(element, replace(state, href=href))
                case "sdt":
                    yield from self._control(element, state)
                case "smartTag" | "customXml" | "fldSimple" | "dir" | "bdo":
                    yield from self.atoms(element, state)
                case "bookmarkStart":
                    if bound := bookmarks.figure(value(element, "name")):
                        self._bound[value(element, "id")] = bound
                case "bookmarkEnd":
                    self._bound.pop(value(element, "id"), None)
                case "commentRangeStart":
                    self._about(value(element, "id"))
                    self._open.append(value(element, "id"))
                case "commentRangeEnd":
                    self._open = [one for one in self._open if one != value(element, "id")]

    def changed(self, element: Element) -> None:
        """Somebody tracked a change here."""
        if (who := value(element, "author")) and who not in self.authors:
            self.authors.append(who)

    def _about(self, key: str) -> None:
        self.quoted.setdefault(key, [])
        if key not in self.comments:
            self.comments.append(key)

    def _control(self, element: Element, state: Atom) -> Iterator[Atom]:
        said = value(child(element, "sdtPr", "tag"))
        if said.startswith("fig"):
            was = value(child(element, "sdtPr", "alias"))
            state = replace(state, figure=said, was=was)
        content = child(element, "sdtContent")
        yield from self.atoms(content if content is not None else (), state)

    def _run(self, element: Element, state: Atom) -> Iterator[Atom]:
        properties = child(element, "rPr")
        style = value(child(properties, "rStyle"))
        state = replace(
            state,
            strong=is_on(properties, "b") or style == "Strong",
            emphasis=is_on(properties, "i") or style == "Emphasis",
        )
        if is_on(properties, "vanish"):
            return
        for one in element:
            match name(one):
                case "t" | "delText" if not self._in_instruction:
                    yield self._said(replace(state, text=one.text or ""))
                case "br" | "cr" | "tab" | "noBreakHyphen" if not self._in_instruction:
                    if value(one, "type") in ("", "textWrapping"):
                        yield self._said(replace(state, text=_BREAKS[name(one)]))
                case "sym":
                    yield self._said(replace(state, text="•"))
                case "fldChar":
                    self._field(value(one, "fldCharType"))
                case "commentReference":
                    self._about(value(one, "id"))
                case "drawing" | "pict" | "object":
                    self.pictures += 1

    @property
    def _in_instruction(self) -> bool:
        return "begin" in self._fields

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("begin")
        elif kind == "separate" and self._fields:
            self._fields[-1] = "separate"
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _said(self, atom: Atom) -> Atom:
        if not atom.figure:
            for bound in self._bound.values():
                atom = replace(atom, figure=bound.tag, seal=bound.seal)
        if atom.is_after:
            for key in self._open:
                self.quoted[key].append(atom.text)
        return atom


def seen(atoms: Iterable[Atom], view: View) -> list[Atom]:
    return [
        one for one in atoms if one.text and (one.is_before if view == "before" else one.is_after)
    ]


def markdown(atoms: Iterable[Atom], view: View) -> str:
    """One paragraph's Markdown, before or after its changes."""
    made = []
    for kind, group in groupby(seen(atoms, view), key=lambda atom: atom.kind):
        made.append(_stretch("".join(atom.text for atom in group), *kind))
    text = re.sub(r"[ \t\u200b]+", " ", "".join(made)).strip()
    text = re.sub(r" ?\n ?", "\\\\\n", text)
    return _LINE_START.sub(lambda found: f"{found[1]}{_escaped_start(found[2])}", text)


def _escaped_start(sign: str) -> str:
    return f"{sign[:-1]}\\{sign[-1]}" if sign[0].isdigit() else f"\\{sign}"


def _stretch(
    text: str, strong: bool, emphasis: bool, href: str, figure: str, was: str, seal: str
) -> str:
    if figure and _is_printed(text, was, seal):
        text = f"{{{figure}}}"
    else:
        text = _ESCAPED.sub(lambda found: f"\\{found[0]}", text)
    bare = text.strip()
    if not bare:
        return text
    left, right = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    signs = "*" * (2 * strong + emphasis)
    bare = f"{signs}{bare}{signs}"
    return f"{left}[{bare}]({href}){right}" if href else f"{left}{bare}{right}"


def _is_printed(text: str, was: str, seal: str) -> bool:
    """Whether a bound figure's number is as it was; so it is where nothing says what that was."""
    return text == was or (not was and (not seal or bookmarks.seal(text) == seal))


def retyped(atoms: Iterable[Atom]) -> Iterator[Retyped]:
    """Bound figures whose number is another now."""
    about = groupby(atoms, key=lambda atom: (atom.figure, atom.was, atom.seal))
    for (figure, was, seal), group in about:
        now = "".join(atom.text for atom in seen(group, "after"))
        if figure and now and not _is_printed(now, was, seal):
            yield Retyped(figure=figure, was=was, now=now)
