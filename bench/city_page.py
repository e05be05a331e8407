"""A public city page: CPU a request, queries, bytes over the wire; 20 places beside 20,000.

Limits: 1 ms of server CPU and 3 queries a request, the same with 20 members as with 20,000; first
view 100 kB without fonts; fonts 120 kB in any language. Run after `make demo` has loaded.
"""

from __future__ import annotations

import gzip
import io
import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "qantara.config.settings"

import django

django.setup()

import brotli
from django.conf import settings
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections, connection, transaction
from django.test.utils import CaptureQueriesContext

from qantara.core import ids
from qantara.releases.models import Body, Release

settings.ROOT_URLCONF = "qantara.config.site_urls"
settings.MIDDLEWARE = [
    "qantara.core.middleware.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "qantara.core.middleware.LanguageFromAddress",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
REQUESTS = 400
MANY = 20_000


def ask(app: WSGIHandler, path: str) -> bytes:
    """The body of a GET, with Brotli accepted. Raises ValueError where it is not answered with 200."""
    said: list[str] = []
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "SERVER_NAME": "localhost", "SERVER_PORT": "8000",
        "HTTP_HOST": "localhost:8000", "HTTP_ACCEPT_ENCODING": "br", "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http", "QUERY_STRING": "", "SERVER_PROTOCOL": "HTTP/1.1",
    }  # fmt: skip
    body = b"".join(app(environ, lambda status, headers: said.append(status)))
    if not said[0].startswith("200"):
        raise ValueError(f"{path}: {said[0]}")
    return body


def queries(act: Callable[[], object]) -> int:
    """Queries of one call."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)  # now: the next request empties the log


def cpu_ms(act: Callable[[], object]) -> float:
    """CPU of one call in ms: the median of five rounds."""
    rounds = []
    for _ in range(5):
        begun = time.process_time()
        for _ in range(REQUESTS // 5):
            act()
        rounds.append((time.process_time() - begun) * 1000 / (REQUESTS // 5))
    return sorted(rounds)[2]


def main() -> None:
    from qantara.publishing.site import kept

    app = WSGIHandler()
    subject = Release.objects.standing().filter(kind="profile").latest("released_at").subject
    paths = {lang: f"/{lang}/cities/{subject}/" for lang in ("en", "ar", "es", "fr")}
    for path in paths.values():
        ask(app, path)
    few = cpu_ms(lambda: ask(app, paths["en"]))
    kept.shelf.clear()
    cold, warm = (queries(lambda: ask(app, paths["en"])) for _ in range(2))
    # A connection in a transaction would be closed between requests, and the places with it.
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    with transaction.atomic():
        _add_places(MANY)
        many = cpu_ms(lambda: ask(app, paths["en"]))
        transaction.set_rollback(True)
    print(f"CPU a request, kept page       {few:6.2f} ms  = {few:4.2f} of the limit of 1 ms")
    print(f"  with {MANY:,} places more     {many:6.2f} ms  = {many / few:4.2f} times as much")
    print(f"queries, first time and after  {cold} and {warm}  = {cold / 3:4.2f} of the limit of 3")
    for lang, path in paths.items():
        wire, fonts = _weights(app, path, lang)
        print(
            f"first view in {lang}               {wire / 1000:6.1f} kB  = {wire / 100_000:4.2f} of 100 kB"
        )
        print(
            f"  fonts                        {fonts / 1000:6.1f} kB  = {fonts / 120_000:4.2f} of 120 kB"
        )


def _add_places(count: int) -> None:
    like = Release.objects.filter(kind="figures").defer("document").first()
    assert like is not None
    made = [
        Release(
            kind="figures", schema=like.schema, subject=f"place-{number}", network=like.network,
            holder_id=like.holder_id, number=1, voice=like.voice, audience=like.audience,
            public_from=like.public_from, released_at=like.released_at, languages=like.languages,
            card=like.card, document="{}", checksum="", address=ids.short(14),
        )
        for number in range(count)
    ]  # fmt: skip
    Release.objects.bulk_create(made, batch_size=2000)
    Body.objects.bulk_create(
        (
            Body(
                release=release,
                language="en",
                renderer=1,
                title=release.subject,
                summary="",
                html="",
            )
            for release in made
        ),
        batch_size=2000,
    )
    with connection.cursor() as cursor:
        cursor.execute("analyze releases_release, releases_body")


def _weights(app: WSGIHandler, path: str, lang: str) -> tuple[int, int]:
    """Bytes of page with its stylesheets and icon, and of the fonts its letters ask for."""
    packed = ask(app, path)
    html = brotli.decompress(packed).decode()
    linked = re.findall(r'(?:href|src)="(/static/[^"]+)"', html)
    wire = len(packed) + sum(
        _packed(settings.STATIC_ROOT / link.removeprefix("/static/")) for link in linked
    )
    letters = {ord(letter) for letter in re.sub(r"<[^>]+>", "", html)}
    sheet = next(link for link in linked if "/fonts." in link)
    css = (settings.STATIC_ROOT / sheet.removeprefix("/static/")).read_text()
    fonts = 0
    for face in re.findall(r"@font-face\s*{([^}]+)}", css):
        ranges = re.search(r"unicode-range:\s*([^;]+)", face)
        file = re.search(r"url\([\"']?([^)\"']+)", face)
        if ranges and file and _touches(ranges[1], letters):
            fonts += (settings.STATIC_ROOT / "web" / file[1]).resolve().stat().st_size
    return wire, fonts


def _packed(path: Path) -> int:
    ready = path.with_name(f"{path.name}.br")
    return (
        ready.stat().st_size
        if ready.exists()
        else min(path.stat().st_size, len(gzip.compress(path.read_bytes())))
    )


def _touches(ranges: str, letters: set[int]) -> bool:
    for part in ranges.replace("U+", "").split(","):
        first, _, last = part.strip().partition("-")
        if letters & set(range(int(first, 16), int(last or first, 16) + 1)):
            return True
    return False


if __name__ == "__main__":
    main()
