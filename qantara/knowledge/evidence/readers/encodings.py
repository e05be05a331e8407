"""Which encoding a text file is in: UTF-8, UTF-16, Western (cp1252, ISO-8859-1), Arabic (cp1256)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from qantara.knowledge.evidence.readers.sheets import UnreadableFile

CHUNK = 1 << 22
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Words in cp1256 are runs of bytes over 7F; Western text has single ones between ASCII letters.
_ARABIC_RUN = re.compile(rb"[\x80-\xff]{3,}")
_HIGH = re.compile(rb"[\x80-\xff]")


def detect(path: Path) -> str:
    """The encoding of a file, as Python calls it. Raises UnreadableFile for binary content."""
    with path.open("rb") as file:
        head = file.read(CHUNK)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if wide := _utf16_without_mark(head):
        return wide
    if is_utf8(path):
        return "utf-8"
    if b"\x00" in head:
        raise binary()
    return _eight_bit(head)


def binary() -> UnreadableFile:
    return UnreadableFile(
        _(
            "This is not a text file: it holds binary zeros. Save it as CSV in UTF-8 and send it again."
        )
    )


def is_utf8(path: Path) -> bool:
    """Whether the whole file is UTF-8. Raises UnreadableFile where it holds zeros."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(path):
            if b"\x00" in chunk:
                raise binary()
            if not chunk.isascii() or decoder.getstate()[0]:
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _utf16_without_mark(head: bytes) -> str:
    """UTF-16 that does not say so: its line ends, spaces and digits have a zero on one side only, and
    what it says is plain text. Arabic letters leave no zeros, the signs between them do."""
    sample = head[: len(head) // 2 * 2][:4096]
    for encoding, zeros, letters in (
        ("utf-16-le", sample[1::2], sample[0::2]),
        ("utf-16-be", sample[0::2], sample[1::2]),
    ):
        if zeros.count(0) > len(zeros) * 0.05 and not letters.count(0):
            text = sample.decode(encoding, "replace")
            known = sum(map(_is_plain, text))
            if known > len(text) * 0.9:
                return encoding
    return ""


def _is_plain(letter: str) -> bool:
    """Whether a letter is of the scripts that offices here write, or a sign between them."""
    return letter in "\r\n\t" or " " <= letter <= "\u06ff" or "\u2000" <= letter <= "\u206f"


def _eight_bit(head: bytes) -> str:
    high = len(_HIGH.findall(head))
    in_words = [run for run in _ARABIC_RUN.findall(head) if _is_arabic(run)]
    if 2 * sum(map(len, in_words)) > high:
        return "cp1256"
    try:
        head.decode("cp1252")
    except UnicodeDecodeError:
        return "iso-8859-1"
    return "cp1252"


def _is_arabic(run: bytes) -> bool:
    letters = run.decode("cp1256", "replace")
    return sum("\u0600" <= letter <= "\u06ff" for letter in letters) * 3 >= len(letters) * 2
