"""Forget what no limit and no session asks about any more, every night."""

from __future__ import annotations

from procrastinate.contrib.django import app

from qantara.accounts.attempts import throttle
from qantara.accounts.visits.store import SessionStore
from qantara.core import clock


@app.periodic(cron="17 2 * * *")
@app.task(queueing_lock="doors", pass_context=False)
def sweep_doors(timestamp: int) -> None:
    throttle.sweep(at=clock.now())
    SessionStore.clear_expired()
