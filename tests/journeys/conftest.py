"""Site and desk as `qantara serve` serves them, and a real browser before them.

Everything is the tests' own: working folder, database, ports, browser profile. Where there is no
Chromium the journeys are skipped, except in CI, where that is a failure.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from base64 import b32decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from qantara.accounts.factors import totp
from qantara.core import clock
from tests.grounds import ROOT, Ground, a_ground

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
LANGUAGES = ("ar", "en", "es", "fr")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)


@dataclass(frozen=True, slots=True, kw_only=True)
class Faces:
    """Where site and desk listen, the ground they stand on, the people's password."""

    site: str
    desk: str
    ground: Ground
    password: str

    def code(self) -> str:
        """What the people's authenticator app shows now, as if nobody had used it yet."""
        self.ground.sql("update accounts_authenticator set last_step = 0")
        kept = (self.ground.var / "demo.authenticator").read_text().strip()
        return self.code_of(kept)

    @staticmethod
    def code_of(secret: str) -> str:
        """What an app with this secret, as letters, shows now."""
        return totp.code(b32decode(secret), totp.step_at(clock.now()))


@pytest.fixture(scope="session")
def faces(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faces]:
    site, desk = (f"http://localhost:{port}" for port in _free_ports(2))
    var = tmp_path_factory.mktemp("journeys") / "var"
    with a_ground(var, QANTARA_SITE_URL=site, QANTARA_DESK_URL=desk) as ground:
        ground.done("build")
        ground.done("database", "migrate")
        ground.done("database", "roles")
        ground.filled(Path(__file__).with_name("fill.py"))
        with _served(ground, site, desk):
            password = (var / "demo.password").read_text().strip()
            yield Faces(site=site, desk=desk, ground=ground, password=password)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium here, so no journey was walked: .ci/run installs it as root")
        pytest.skip("no Chromium here: the journeys were not walked")
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


Opened = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, faces: Faces) -> Iterator[Opened]:
    """A function that opens a page in a fresh browser: address, and Playwright's context options.

    At the end it is asserted that nothing was asked of any other host, that no script failed and
    that the browser found nothing to complain about.
    """
    contexts: list[BrowserContext] = []
    foreign: list[str] = []
    complaints: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((faces.site, faces.desk, "data:", "blob:")):
            foreign.append(request.url)

    def open_page(address: str, **options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        context.on("request", note)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: (
                complaints.append(said.text) if said.type in {"error", "warning"} else None
            ),
        )
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert foreign == []
    assert [line for line in complaints if "status of 4" not in line] == []


@contextmanager
def _served(ground: Ground, site: str, desk: str) -> Iterator[None]:
    log = (ground.var / "servers.log").open("w")
    # In a group of its own, so that what it starts ends with it.
    server = subprocess.Popen(
        [sys.executable, "-m", "qantara", "serve"], env=ground.environment(), cwd=ROOT,
        stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        for url in (site, desk):
            _wait_for(f"{url}/readyz", server, ground.var / "servers.log")
        yield
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if server.poll() is not None:
            pytest.fail(f"The servers did not start: {log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"{url} does not answer: {log.read_text()[-2000:]}")


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports
