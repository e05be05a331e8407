"""Mails of notices: at once for who asked for it, the others when their hour has come."""

from __future__ import annotations

from procrastinate.contrib.django import app

from qantara.core import clock
from qantara.notices import digest


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="notices at once", pass_context=False)
def send_notices_at_once(timestamp: int) -> None:
    digest.send_due(at=clock.now(), rhythms={"at_once"})


# Clocks of the world differ by quarters of an hour.
@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="digests", pass_context=False)
def send_digests(timestamp: int) -> None:
    digest.send_due(at=clock.now(), rhythms={"daily", "weekly"})
