"""Packed files: what a ZIP or gzip holds is read as if it had been sent by itself.

Nothing is unpacked under a name of the archive's choosing, and nothing is unpacked twice: an archive in
an archive is refused.
"""

from __future__ import annotations

import gzip
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from qantara.knowledge.evidence.readers.sheets import Limits, UnreadableFile

GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
_CHUNK = 1 << 20
#: Files of one archive that are looked at.
MOST = 200
_ENCRYPTED = 1
#: What archives of other kinds begin with; a TAR says what it is further in.
_ARCHIVES = (
    GZIP,
    ZIP,
    b"PK\x05\x06",
    b"BZh",
    b"\xfd7zXZ",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x28\xb5\x2f\xfd",
)
_TAR_AT = slice(257, 262)
#: What programs leave in archives without anybody's wish, and notes that go with tables.
_BESIDE = re.compile(r"(?:^|/)(?:__MACOSX/|\.|Thumbs\.db$|desktop\.ini$)|\.(?:md|pdf|docx?|html?|xsd|rtf|ya?ml|css|js|py)$", re.IGNORECASE)  # fmt: skip
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A file that was packed: its name in the archive, and where it lies now."""

    name: str
    path: Path


def is_archive(head: bytes) -> bool:
    """Whether a file begins like an archive or a compressed file, of any kind."""
    return head.startswith(_ARCHIVES) or head[_TAR_AT] == b"ustar"


def gunzipped(path: Path, folder: Path, limits: Limits) -> Path:
    """The file in a gzip. Raises UnreadableFile for bombs, damage, and archives inside."""
    target = folder / (posixpath.basename(path.name.removesuffix(".gz")) or "unpacked")
    try:
        with gzip.open(path) as packed:
            _write(packed, target, limits.bytes, limits)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise _damaged() from None
    _refuse_nested(target, target.name)
    return target


def unzipped(path: Path, folder: Path, limits: Limits) -> Iterator[Unpacked]:
    """The files in a ZIP that may be tables, one at a time. Raises UnreadableFile."""
    left = limits.bytes
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                _refuse_outside(name)
            entries = [
                one for one in archive.infolist()
                if not one.is_dir() and not _BESIDE.search(one.filename)
            ]  # fmt: skip
            if len(entries) > MOST:
                raise UnreadableFile(
                    _(
                        "The archive holds %(count)s files, at most %(limit)s are read. Send those that are meant."
                    )
                    % {"count": len(entries), "limit": MOST}
                )
            for number, entry in enumerate(entries):
                if entry.flag_bits & _ENCRYPTED:
                    raise UnreadableFile(
                        _(
                            "The archive is locked with a password. Pack its files again without one."
                        )
                    )
                own = posixpath.basename(entry.filename.replace("\\", "/")) or str(number)
                (inside := folder / str(number)).mkdir()
                target = inside / _safe(own)
                with archive.open(entry) as packed:
                    left -= _write(packed, target, left, limits)
                _refuse_nested(target, own)
                yield Unpacked(own, target)
                target.unlink()
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError, OSError):
        raise _damaged() from None


def _refuse_outside(name: str) -> None:
    """No program that packs tables gives them names that lead out of the archive."""
    if _OUTSIDE.search(name):
        raise UnreadableFile(
            _(
                "The archive holds a file whose name leads outside it (%(name)s), so it is not opened. Pack the"
                " tables again."
            )
            % {"name": name[:80]}
        )


def _safe(name: str) -> str:
    """A name that files may have here; what kind of file it is does not hang on it."""
    return re.sub(r"[^\w. ()-]", "_", name)[-100:].lstrip(".") or "table"


def _write(packed: IO[bytes] | gzip.GzipFile, target: Path, most: int, limits: Limits) -> int:
    written = 0
    with target.open("wb") as plain:
        while chunk := packed.read(_CHUNK):
            written += len(chunk)
            if written > most:
                raise UnreadableFile(
                    _("The file unpacks to more than %(limit)s MB. Send it in parts.")
                    % {"limit": limits.bytes >> 20}
                )
            plain.write(chunk)
    return written


def _refuse_nested(path: Path, name: str) -> None:
    """Workbooks are archives too; these may be inside one."""
    with path.open("rb") as file:
        head = file.read(512)
    if not is_archive(head) or (head.startswith(ZIP) and _is_document(path)):
        return
    raise UnreadableFile(
        _("“%(name)s” inside is an archive itself. Unpack it and send the table that is meant.")
        % {"name": name}
    )


def _is_document(path: Path) -> bool:
    """Whether a ZIP is a document of an office program."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    return "[Content_Types].xml" in names or "mimetype" in names


def _damaged() -> UnreadableFile:
    return UnreadableFile(
        _("The compressed file is damaged. Download or pack it again, and send it again.")
    )
