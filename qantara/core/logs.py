"""Log lines as JSON, with the request's id, and nothing that is not for everybody who reads logs.

Addresses are cut before the query, since that may hold words somebody typed, and long segments of them
are left out: whoever has the address of an invitation or of an answer can use it. Of an error its kinds
and where it arose are logged, not its message: databases and parsers quote the values they were given.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from uuid import UUID

request_id: ContextVar[str] = ContextVar("request_id", default="")

#: A segment of an address as long as this opens something, unless it is the id of a record.
SECRET = re.compile(r"(?<=/)[\w:.~-]{24,}")


class JsonLines(logging.Formatter):
    """One JSON object a line. ``with_messages``: of errors too, for whoever develops."""

    def __init__(self, *, with_messages: bool = False) -> None:
        super().__init__()
        self.with_messages = with_messages

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": SECRET.sub(_cut, record.getMessage().split("?", 1)[0]),
        }
        if request := request_id.get():
            line["request"] = request
        if record.exc_info and (error := record.exc_info[1]):
            told = self.formatException(record.exc_info) if self.with_messages else _told(error)
            line["error"] = told
        return json.dumps(line, ensure_ascii=False)


def _cut(segment: re.Match[str]) -> str:
    try:
        UUID(segment[0])
    except ValueError:
        return "…"
    return segment[0]


def _told(error: BaseException) -> str:
    return "\n".join(_chain(error, set()))


def _chain(error: BaseException, seen: set[int]) -> Iterator[str]:
    """What led to an error, the first first: frames, then the kind of each."""
    seen.add(id(error))
    led = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if led is not None and id(led) not in seen:
        yield from _chain(led, seen)
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip()
    yield f"{type(error).__module__}.{type(error).__qualname__}"
