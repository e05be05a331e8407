"""HTML as a strict reader sees it: what is open, in which order, under which id."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Page(HTMLParser):
    """Raises AssertionError where an element is closed that is not the one last opened."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.attributes: set[str] = set()
        self.tags: set[str] = set()
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(tag, dict(attrs))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> at {self.getpos()}"

    def _note(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.tags.add(tag)
        self.attributes.update(attributes)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if attributes.get("id"):
            self.ids.append(attributes["id"] or "")
        if tag == "a" and attributes.get("href"):
            self.hrefs.append(attributes["href"] or "")

    @property
    def has_headings_in_order(self) -> bool:
        """No level is left out on the way down."""
        return all(
            after <= before + 1
            for before, after in zip(self.headings, self.headings[1:], strict=False)
        )

    @property
    def repeated_ids(self) -> set[str]:
        return {one for one in self.ids if self.ids.count(one) > 1}

    @property
    def dead_anchors(self) -> set[str]:
        return {href for href in self.hrefs if href.startswith("#")} - {
            f"#{one}" for one in self.ids
        }

    @property
    def is_inline_free(self) -> bool:
        """No script, style element, style attribute or event handler: what a strict CSP refuses."""
        handlers = {name for name in self.attributes if name.startswith("on")}
        return not ({"script", "style"} & self.tags or "style" in self.attributes or handlers)
