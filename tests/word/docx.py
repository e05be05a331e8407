"""Documents as Word and LibreOffice write them, for tests."""

from __future__ import annotations

import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
STYLES = (
    f'<w:styles xmlns:w="{W}">'
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titre2"><w:name w:val="heading 2"/></w:style>'
    "</w:styles>"
)


def a_docx(path: Path, body: str, **parts: str | bytes) -> Path:
    """A document with this body. ``parts``: name with ``__`` for ``/`` and ``_xml`` at its end -> content."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": (
            f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
        ),
        "word/styles.xml": STYLES,
    }
    for name, content in parts.items():
        files[name.replace("__", "/").replace("_xml", ".xml").replace("_rels", ".rels")] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def edited(data: bytes, path: Path, *changes: tuple[str, str]) -> Path:
    """One of our documents after somebody's work: stretches of its ``document.xml`` replaced."""
    path.write_bytes(data)
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    said = files["word/document.xml"].decode()
    for before, after in changes:
        assert before in said
        said = said.replace(before, after, 1)
    files["word/document.xml"] = said.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path
