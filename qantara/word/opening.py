"""Open a DOCX from outside: what could do harm ends it with a sentence, and nothing is fetched.

CWE-409 (bombs), CWE-611 and CWE-776 (entities), macros, templates from elsewhere, embedded programs.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _
from lxml import etree

from qantara.word.markup import Element
from qantara.word.values import UnreadableWord

#: Files in one document, and bytes of those that are read.
MOST_FILES, MOST_BYTES = 3_000, 48 << 20
#: Text of an office document seldom shrinks to less than a thirtieth.
MOST_SHRUNK = 200
_ENCRYPTED = 1
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACROS = re.compile(r"vbaProject|vbaData", re.IGNORECASE)
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")
_REMOTE = re.compile(
    r"^(?:https?:|ftps?:|\\\\|//|file:/{2,4}(?![A-Za-z]:|/)[^/\\]|file:\\\\)", re.IGNORECASE
)
_DANGEROUS_KINDS = ("oleObject", "aFChunk", "vbaProject", "control", "activeXControlBinary")
_FETCHED_KINDS = ("attachedTemplate", "frame", "subDocument", "externalLink")
_READ = re.compile(
    r"word/(?:document|comments|numbering|styles|footnotes|settings)\d*\.xml|\[Content_Types\]\.xml|.*\.rels"
)


def parts(path: Path) -> dict[str, Element]:
    """The parts of a document that are read: name -> root. Raises UnreadableWord, OSError."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _opened(archive)
    except (
        zipfile.BadZipFile,
        EOFError,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ):
        raise _not_opened(path) from None


def _opened(archive: zipfile.ZipFile) -> dict[str, Element]:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_FILES or len(set(names)) != len(names):
        raise damaged()
    if "mimetype" in names and "content.xml" in names:
        raise UnreadableWord(
            _("This is an OpenDocument text. Save it as DOCX in your word processor and send that.")
        )
    if "[Content_Types].xml" not in names or "word/document.xml" not in names:
        raise UnreadableWord(_("This is no Word document. Send a file that ends in .docx."))
    for entry in entries:
        _refuse(entry)
    left, found = MOST_BYTES, dict[str, Element]()
    for entry in entries:
        if not _READ.fullmatch(entry.filename):
            continue
        with archive.open(entry) as packed:
            content = packed.read(left + 1)
        left -= len(content)
        if left < 0:
            raise _too_large()
        found[entry.filename] = parsed(content)
    for name, root in found.items():
        _refuse_relations(name, root)
    return found


def _refuse(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise UnreadableWord(
            _("The document is locked with a password. Save it without one and send it again.")
        )
    if _OUTSIDE.search(entry.filename):
        raise damaged()
    if _MACROS.search(entry.filename):
        raise UnreadableWord(
            _(
                "The document holds macros, so it is not opened. Save it as plain DOCX without macros."
            )
        )
    if re.search(r"oleObject|activeX", entry.filename, re.IGNORECASE):
        raise _embedded()
    if _READ.fullmatch(entry.filename) and (
        entry.file_size > MOST_BYTES
        or entry.file_size > max(entry.compress_size, 4096) * MOST_SHRUNK
    ):
        raise _too_large()


def _refuse_relations(name: str, root: Element) -> None:
    for one in root.iter():
        if not isinstance(one.tag, str):
            continue
        if "macroEnabled" in one.get("ContentType", ""):
            raise UnreadableWord(
                _(
                    "The document holds macros, so it is not opened. Save it as plain DOCX without macros."
                )
            )
        kind = posixpath.basename(one.get("Type", "")) if name.endswith(".rels") else ""
        if kind in _DANGEROUS_KINDS:
            raise _embedded()
        if kind in _FETCHED_KINDS and _REMOTE.search(one.get("Target", "")):
            raise UnreadableWord(
                _(
                    "The document asks for a template or part from another place, so it is not opened. Copy its"
                    " text into a new document and send that."
                )
            )


def parsed(content: bytes) -> Element:
    """The root of a part. Nothing it declares is expanded or fetched; a declaration ends it."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True,
        remove_comments=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise damaged() from None
    if root.getroottree().docinfo.doctype:
        raise UnreadableWord(
            _(
                "The document holds declarations that no word processor writes, so it is not opened. Copy its"
                " text into a new document and send that."
            )
        )
    return root


def related(found: dict[str, Element], part: str = "document") -> Iterator[tuple[str, str]]:
    """Relation and address of what a part refers to outside the document."""
    rels = found.get(f"word/_rels/{part}.xml.rels")
    for one in rels if rels is not None else ():
        if one.get("TargetMode") == "External":
            yield one.get("Id", ""), one.get("Target", "")


def _not_opened(path: Path) -> UnreadableWord:
    with path.open("rb") as file:
        head = file.read(8)
    if head == _OLD:
        return UnreadableWord(
            _(
                "This is a document of an older Word, or one with a password. Save it as DOCX without a password"
                " and send that."
            )
        )
    if not head.startswith(b"PK"):
        return UnreadableWord(_("This is no Word document. Send a file that ends in .docx."))
    return damaged()


def _embedded() -> UnreadableWord:
    return UnreadableWord(
        _(
            "The document holds an embedded object or program, so it is not opened. Take it out, or copy the"
            " text into a new document, and send that."
        )
    )


def _too_large() -> UnreadableWord:
    return UnreadableWord(
        _("The document unpacks to more than %(limit)s MB of text. Send it in parts.")
        % {"limit": MOST_BYTES >> 20}
    )


def damaged() -> UnreadableWord:
    return UnreadableWord(
        _("The document is damaged. Open it in your word processor, save it again and send that.")
    )
