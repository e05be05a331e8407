"""What the worker does of this pillar."""

from __future__ import annotations

from procrastinate.contrib.django import app

from qantara.core import clock
from qantara.network.people import asking


@app.periodic(cron="35 * * * *")
@app.task(queueing_lock="consents", pass_context=False)
def ask_again(timestamp: int) -> None:
    asking.ask_again(at=clock.now())
