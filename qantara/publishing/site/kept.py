"""Pages made once and answered many times, already compressed.

A page is kept under the releases it shows. The database is asked at every request which releases
stand, so a new or withdrawn one is seen at once; only the making is saved.
"""

from __future__ import annotations

import gzip
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

MOST_BYTES = 64 * 1024 * 1024
#: Seconds after which a page is made anew although its releases stand: a file of one may be gone.
LONGEST_KEPT = 600.0

_COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, mode=brotli.MODE_TEXT, quality=9),
    "gzip": lambda body: gzip.compress(body, compresslevel=9, mtime=0),
    "": lambda body: body,
}


@dataclass(slots=True)
class Page:
    """A page's bytes, in each encoding somebody has asked for."""

    html: bytes
    modified_at: datetime
    language: str
    made: float = field(default_factory=time.monotonic)
    digest: str = ""
    encoded: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.digest = hashlib.sha256(self.html).hexdigest()[:24]

    def bytes_in(self, encoding: str) -> bytes:
        if encoding not in self.encoded:
            self.encoded[encoding] = _COMPRESS[encoding](self.html)
        return self.encoded[encoding]


class Shelf:
    """The pages of one process; those not asked for the longest go first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()
        self._most_bytes = most_bytes
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Page]) -> Page:
        with self._lock:
            page = self._pages.get(key)
            if page and time.monotonic() - page.made < LONGEST_KEPT:
                self._pages.move_to_end(key)
                return page
        page = make()
        with self._lock:
            self._remove(key)
            self._pages[key] = page
            self._bytes += len(page.html)
            while self._bytes > self._most_bytes:
                self._remove(next(iter(self._pages)))
        return page

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._bytes = 0

    def _remove(self, key: Hashable) -> None:
        if page := self._pages.pop(key, None):
            self._bytes -= len(page.html)


shelf = Shelf()


def answer(request: HttpRequest, page: Page) -> HttpResponse:
    """The page as the reader's browser takes it, or 304 where it has it already."""
    accepted = request.headers.get("Accept-Encoding", "")
    encoding = next((name for name in ("br", "gzip") if name in accepted), "")
    etag = f'"{page.digest}-{encoding}"'
    body = page.bytes_in(encoding)
    response = HttpResponse(body)
    headers = response.headers
    headers["Content-Length"] = str(len(body))
    if encoding:
        headers["Content-Encoding"] = encoding
    headers["Vary"] = "Accept-Encoding"
    headers["ETag"] = etag
    headers["Last-Modified"] = http_date(page.modified_at.timestamp())
    headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    modified = int(page.modified_at.timestamp())
    unchanged = get_conditional_response(
        request, etag=etag, last_modified=modified, response=response
    )
    answer = unchanged or response
    answer.headers["Content-Language"] = page.language
    return answer
