"""The package of a DOCX: parts, what each is, and how they refer to each other (ISO/IEC 29500-2)."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from qantara.word.markup import Element, R, serialised
from qantara.word.styles import numbering, settings, styles

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: The first moment a ZIP can name: bytes do not depend on when they were made.
_ALWAYS = (1980, 1, 1, 0, 0, 0)
_OUTSIDE = ' TargetMode="External"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@dataclass(slots=True)
class Relations:
    """What the document refers to: parts by name, addresses of links."""

    found: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    def part(self, kind: str, target: str) -> str:
        return self._to(f"{R}/{kind}", target, False)

    def address(self, href: str) -> str:
        return self._to(f"{R}/hyperlink", href, True)

    def _to(self, kind: str, target: str, is_outside: bool) -> str:
        return self.found.setdefault((kind, target, is_outside), f"rId{len(self.found) + 1}")

    def written(self) -> str:
        rows = "".join(
            f"<Relationship Id={quoteattr(key)} Type={quoteattr(kind)} Target={quoteattr(target)}"
            f"{_OUTSIDE if is_outside else ''}/>"
            for (kind, target, is_outside), key in self.found.items()
        )
        return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def packed(
    body: Element,
    parts: Mapping[str, Element],
    relations: Relations,
    *,
    lang: str,
    title: str,
    lists: int = 0,
) -> bytes:
    """The bytes of a DOCX.

    body   ``w:document``      parts  name under ``word/`` -> header, footer or footnotes
    lists  how many have numbers of their own
    title  for the properties: they name no author, no program's path and no day
    """
    named = {"styles": styles(lang), "numbering": numbering(lists), "settings": settings(lang)}
    for name in named:
        relations.part(name, f"{name}.xml")
    everything = {f"{name}.xml": part for name, part in named.items()} | dict(parts)
    files: dict[str, bytes] = {
        "[Content_Types].xml": _content_types(everything).encode(),
        "_rels/.rels": _roots().encode(),
        "docProps/core.xml": _core(title, lang).encode(),
        "docProps/app.xml": _app().encode(),
        "word/document.xml": serialised(body),
        "word/_rels/document.xml.rels": relations.written().encode(),
    }
    files |= {f"word/{name}": serialised(part) for name, part in sorted(everything.items())}
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _ALWAYS)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            entry.create_system = 0
            archive.writestr(entry, content)
    return buffer.getvalue()


def _content_types(parts: Mapping[str, Element]) -> str:
    kinds = {"document.xml": "document.main"} | {
        name: name.removesuffix(".xml").rstrip("0123456789") for name in sorted(parts)
    }
    rows = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_MAIN}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
        f"{rows}</Types>"
    )


def _roots() -> str:
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties"'
        ' Target="docProps/core.xml"/>'
        f'<Relationship Id="rId3" Type="{R}/extended-properties" Target="docProps/app.xml"/>'
        "</Relationships>"
    )


def _core(title: str, lang: str) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>{lang}</dc:language></cp:coreProperties>"
    )


def _app() -> str:
    return (
        f"{_HEAD}<Properties"
        ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
    )
