"""XML read as a stream, with declarations refused: no entity is expanded, nothing is fetched.

Expat does the reading. A document type or an entity declaration ends it at once, so that neither a
bomb nor a reference to another file comes to anything. XML 1.0, 4.2; CWE-776, CWE-611.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Literal, NamedTuple, NoReturn
from xml.parsers import expat

from django.utils.translation import gettext as _

from qantara.knowledge.evidence.readers.sheets import UnreadableFile

CHUNK = 1 << 16
#: Elements inside elements: no statistics format needs a tenth of it.
DEPTH = 200


class Event(NamedTuple):
    """``start`` with a name and attributes, ``end`` with a name, or ``text``.

    Names go without their namespace. Attributes in a namespace go by ``namespace}name``, the others
    by their name alone.
    """

    kind: Literal["start", "end", "text"]
    name: str
    attributes: dict[str, str]


_NONE: dict[str, str] = {}


class DamagedMarkupError(Exception):
    """The XML is not well formed; whoever reads it knows what to say of its file."""


def events(file: IO[bytes]) -> Iterator[Event]:
    """All of a document. Raises DamagedMarkupError, and UnreadableFile for declarations."""
    found: list[Event] = []
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH:
            raise refused()
        found.append(Event("start", name.rpartition("}")[2], attributes))

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        found.append(Event("end", name.rpartition("}")[2], _NONE))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda text: found.append(Event("text", text, _NONE))
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    try:
        while chunk := file.read(CHUNK):
            parser.Parse(chunk, False)
            yield from found
            found.clear()
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError):
        raise DamagedMarkupError from None
    yield from found


def refused() -> UnreadableFile:
    return UnreadableFile(
        _(
            "The file holds declarations that no program for tables writes, so it is not opened. Export the"
            " figures again as CSV or XLSX."
        )
    )


def _refuse(*_declared: object) -> NoReturn:
    raise refused()
