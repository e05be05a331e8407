"""The process that sends a digest is killed after the mail server took it and before it wrote that down.

A mail server of the test's own, a process of its own, and SIGKILL.
"""

from __future__ import annotations

import os
import signal
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_string, policy
from pathlib import Path

import pytest

from tests.grounds import ROOT, Ground, a_ground

FILL = Path(__file__).with_name("digest_fill.py")
_SEND = """
import sys, django; django.setup()
from datetime import datetime
from qantara.mail import outbox
from qantara.notices import digest
at = datetime.fromisoformat(sys.argv[1])
digest.send_due(at=at, rhythms={"daily", "weekly"})
outbox.send_waiting(at=at)
"""


class Postbox(socketserver.ThreadingTCPServer):
    """A mail server that keeps what it takes, and kills the sender before it answers where it is to."""

    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.taken: list[tuple[str, str]] = []
        self.dies_over = ""
        self.sender: subprocess.Popen[bytes] | None = None

    @property
    def subjects(self) -> list[str]:
        return [subject for subject, _body in self.taken]


class _Talk(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as a sender needs."""

    server: Postbox

    def handle(self) -> None:
        self._say("220 postbox")
        while line := self.rfile.readline().decode().strip():
            if line.upper().startswith("DATA"):
                self._say("354 go on")
                self._take()
            else:
                self._say("221 bye" if line.upper() == "QUIT" else "250 postbox")

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline().decode()) not in (".\r\n", ""):
            lines.append(line)
        read = message_from_string("".join(lines), policy=policy.default)
        body = read.get_body(("plain",))
        self.server.taken.append((str(read["Subject"]), body.get_content() if body else ""))
        if self.server.subjects[-1] == self.server.dies_over and self.server.sender is not None:
            self.server.dies_over = ""
            os.kill(self.server.sender.pid, signal.SIGKILL)
            self.server.sender.wait(timeout=30)
            return
        self._say("250 taken")

    def _say(self, text: str) -> None:
        try:
            self.wfile.write(f"{text}\r\n".encode())
        except OSError:
            assert self.server.sender is None or self.server.sender.returncode is not None


@contextmanager
def a_postbox() -> Iterator[Postbox]:
    with Postbox() as box:
        thread = threading.Thread(target=box.serve_forever)
        thread.start()
        try:
            yield box
        finally:
            box.shutdown()
            thread.join(timeout=30)


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with a_postbox() as box:
        yield box


@pytest.fixture
def ground(tmp_path: Path, postbox: Postbox) -> Iterator[Ground]:
    smtp = {
        "QANTARA_EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "QANTARA_MAIL_HOST": "127.0.0.1", "QANTARA_MAIL_PORT": str(postbox.server_address[1]),
        "DJANGO_SETTINGS_MODULE": "qantara.config.settings",
    }  # fmt: skip
    with a_ground(tmp_path / "var", **smtp) as ground:
        ground.done("build")
        ground.done("database", "migrate")
        yield ground


def run(ground: Ground, postbox: Postbox, at: str, *, dies_over: str = "") -> int:
    """Send what is due at a moment; the process's end: 0, or -9 where it was killed."""
    postbox.dies_over = dies_over
    postbox.sender = subprocess.Popen(
        [sys.executable, "-c", _SEND, at], env=ground.environment(), cwd=ROOT
    )
    return postbox.sender.wait(timeout=120)


DIGEST, INVITATION = "1 notice from your desk", "Another invitation"


def test_digest_is_sent_once_a_day_and_what_it_told_again_on_the_next(
    ground: Ground, postbox: Postbox
) -> None:
    ground.filled(FILL)
    day = "2026-11-22T{}+00:00"
    assert run(ground, postbox, day.format("08:00"), dies_over=DIGEST) == -signal.SIGKILL
    assert postbox.subjects.count(DIGEST) == 1
    for hour in ("08:01", "09:00", "23:00"):
        assert run(ground, postbox, day.format(hour)) == 0
    assert {subject: postbox.subjects.count(subject) for subject in set(postbox.subjects)} == {
        DIGEST: 1, "Invitation": 1, INVITATION: 1,
    }  # fmt: skip
    for minute in (0, 1):
        assert run(ground, postbox, f"2026-11-23T08:0{minute}+00:00") == 0
    first, second = (body for subject, body in postbox.taken if subject == DIGEST)
    assert told(first) == told(second) != []


def test_invitation_is_sent_at_least_once(ground: Ground, postbox: Postbox) -> None:
    ground.filled(FILL)
    night = "2026-11-22T04:00+00:00"
    assert run(ground, postbox, night, dies_over=INVITATION) == -signal.SIGKILL
    assert run(ground, postbox, night) == 0
    assert run(ground, postbox, night) == 0
    assert postbox.subjects.count(INVITATION) == 2
    assert postbox.subjects.count("Invitation") in (1, 2)


def told(body: str) -> list[str]:
    """The lines of a mail that tell something."""
    return [line for line in body.splitlines() if line.startswith("* ")]
