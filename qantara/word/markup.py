"""Elements of WordprocessingML, in the order its schema asks for."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree
from lxml.etree import _Element as Element

__all__ = [
    "Element",
    "bookmarked",
    "control",
    "document",
    "field",
    "related",
    "serialised",
    "text",
    "w",
]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
XML = "http://www.w3.org/XML/1998/namespace"
_SPACES = {"w": W, "r": R, "w15": W15, "mc": MC}


def w(tag: str, *inside: Element | None, **attributes: str | int) -> Element:
    """An element ``w:tag`` with attributes of the same namespace; what is None is left out."""
    made = etree.Element(f"{{{W}}}{tag}", nsmap=_SPACES)
    for name, value in attributes.items():
        made.set(f"{{{W}}}{name}", str(value))
    made.extend(one for one in inside if one is not None)
    return made


def text(content: str, tag: str = "t") -> Element:
    """``w:t`` that keeps its spaces. Signs XML cannot hold are left out."""
    made = w(tag)
    made.text = "".join(sign for sign in content if sign >= " " or sign == "\t")
    made.set(f"{{{XML}}}space", "preserve")
    return made


def related(tag: str, relation: str, *inside: Element, **attributes: str) -> Element:
    """An element that refers to another part or address by its relation."""
    made = w(tag, *inside, **attributes)
    made.set(f"{{{R}}}id", relation)
    return made


def bookmarked(inside: Iterable[Element], name: str, number: int) -> list[Element]:
    """Elements of a paragraph under a bookmark (17.13.6). ``number``: its own in the document."""
    return [w("bookmarkStart", id=number, name=name), *inside, w("bookmarkEnd", id=number)]


def control(tag: str, inside: Iterable[Element], *, number: int, name: str) -> Element:
    """A locked content control (17.5.2) without a frame on screen. ``name``: its title."""
    hidden = etree.Element(f"{{{W15}}}appearance", nsmap=_SPACES)
    hidden.set(f"{{{W15}}}val", "hidden")
    return w(
        "sdt",
        w(
            "sdtPr",
            w("alias", val=name),
            w("tag", val=tag),
            w("id", val=number),
            w("lock", val="contentLocked"),
            hidden,
        ),
        w("sdtContent", *inside),
    )


def field(instruction: str, shown: str, properties: Element | None = None) -> list[Element]:
    """A field such as PAGE, in the long form that every program reads."""

    def run(inside: Element) -> Element:
        kept = None if properties is None else etree.fromstring(etree.tostring(properties))
        return w("r", kept, inside)

    return [
        run(w("fldChar", fldCharType="begin")),
        run(text(f" {instruction} ", "instrText")),
        run(w("fldChar", fldCharType="separate")),
        run(text(shown)),
        run(w("fldChar", fldCharType="end")),
    ]


def document(tag: str, *inside: Element) -> Element:
    """The root of a part. Programs that do not know Word 2013's extension leave it aside."""
    made = w(tag, *inside)
    made.set(f"{{{MC}}}Ignorable", "w15")
    return made


def serialised(root: Element) -> bytes:
    found: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return found
