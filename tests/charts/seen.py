"""What a drawing shows, read back from its SVG."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from qantara.charts.measure import width
from qantara.papers import Drawing

SVG = "{http://www.w3.org/2000/svg}"
ISOLATES = dict.fromkeys(map(ord, "\u2067\u2069"))


@dataclass(frozen=True)
class Text:
    """A printed text and the box it fills."""

    content: str
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Text) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def tree(drawing: Drawing | str) -> ET.Element:
    return ET.fromstring(drawing if isinstance(drawing, str) else drawing.svg)


def elements(drawing: Drawing | str, tag: str, *classes: str) -> list[dict[str, str]]:
    """Attributes of the elements of a tag that have all the classes, in their order."""
    return [
        dict(element.attrib)
        for element in tree(drawing).iter(f"{SVG}{tag}")
        if set(classes) <= set(element.get("class", "").split())
    ]


def texts(drawing: Drawing) -> list[Text]:
    found = []
    for element in tree(drawing).iter(f"{SVG}text"):
        content = (element.text or "").translate(ISOLATES)
        size = float(element.get("font-size", "13"))
        wide = width(content, size, 600 if element.get("font-weight") else 400)
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[element.get("text-anchor", "start")]
        x, y = float(element.attrib["x"]) - share * wide, float(element.attrib["y"])
        found.append(Text(content, x, y - 0.72 * size, x + wide, y + 0.22 * size))
    return found


def contents(drawing: Drawing) -> list[str]:
    return [text.content for text in texts(drawing)]


def number(attribute: str) -> float:
    return float(attribute.removesuffix("%"))
