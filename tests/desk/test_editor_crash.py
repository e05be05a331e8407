"""The desk's own server is killed while it saves: the old text stands whole, or the new one."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import pytest

from tests.grounds import ROOT, Ground, a_ground
from tests.journeys.conftest import _free_ports, _wait_for

FILL = Path(__file__).with_name("editor_fill.py")
#: Savings answered before the server is killed, a round each.
ROUNDS = (3, 7)
#: More than are answered before it is killed.
MOST = 200


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    site, desk = (f"http://localhost:{port}" for port in _free_ports(2))
    with a_ground(tmp_path / "var", QANTARA_SITE_URL=site, QANTARA_DESK_URL=desk) as ground:
        ground.done("build")
        ground.done("database", "migrate")
        ground.done("database", "roles")
        yield ground


def said(turn: int) -> str:
    """A long text that says at both ends which saving it is."""
    return f"{turn} {'word ' * 9_000}{turn}"


class Typist:
    """Saves one text after the other until the server is gone."""

    def __init__(self, desk: str, given: dict[str, str]) -> None:
        self.address, self.given, self.hand = urlsplit(desk), given, uuid4()
        self.cookies = f"session={given['session']}"
        self.answered, self.enough = 0, Event()

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        connection = http.client.HTTPConnection(self.address.netloc, timeout=30)
        headers = {"Cookie": self.cookies, "Accept": "application/json"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(connection):
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        if mark := re.match(r"csrf=\w+", answer.getheader("Set-Cookie") or ""):
            self.cookies = f"session={self.given['session']}; {mark[0]}"
        return answer.status, text

    def type(self, first: int, enough: int) -> None:
        status, page = self.ask("GET", self.given["page"])
        assert status == 200, page
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        version = re.search(r'name="expected" value="(\d+)"', page)
        assert token is not None
        assert version is not None
        form = {"csrfmiddlewaretoken": token[1], "expected": version[1], "hand": str(self.hand)}
        for turn in range(first, first + MOST):
            sent = urlencode(form | {"turn": str(turn), "markdown": said(turn)})
            try:
                status, answer = self.ask("POST", f"/en/texts/{self.given['block']}/en/", sent)
            except (OSError, http.client.HTTPException):
                return
            assert status == 200, answer
            form["expected"] = str(json.loads(answer)["version"])
            self.answered = turn
            if turn - first + 1 >= enough:
                self.enough.set()


def test_killed_while_saving_leaves_one_whole_text(ground: Ground) -> None:
    desk = ground.settings["QANTARA_DESK_URL"]
    typist = Typist(desk, json.loads(ground.filled(FILL)))
    for enough in ROUNDS:
        log = ground.var / "servers.log"
        with log.open("w") as written:
            server = subprocess.Popen(
                [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
                 "--port", str(urlsplit(desk).port), "--workers", "1", "--blocking-threads", "4",
                 "--no-ws", "qantara.config.desk_wsgi:application"],
                env=ground.environment() | {"DJANGO_SETTINGS_MODULE": "qantara.config.desk_settings"},
                cwd=ROOT, stdout=written, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
            try:
                _wait_for(f"{desk}/readyz", server, log)
                typing = Thread(target=typist.type, args=(typist.answered + 1, enough))
                typing.start()
                assert typist.enough.wait(60), log.read_text()[-2000:]
            finally:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait(timeout=30)
        typing.join(timeout=60)
        typist.enough.clear()
        [(markdown,)] = ground.sql("select markdown from editions_block")
        stands = int(str(markdown).split()[0])
        assert markdown == said(stands)
        # What was answered is there; the saving it was killed in may have come through, too.
        assert stands in (typist.answered, typist.answered + 1)
        versions = {str(text) for (text,) in ground.sql("select markdown from editions_version")}
        assert versions == {"The river divides the city.", said(stands)}
