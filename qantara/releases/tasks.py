"""What the gate does by itself: publish at the hour, and clear away what a crash left behind."""

from __future__ import annotations

from procrastinate.contrib.django import app

from qantara.core import clock
from qantara.releases import site, sweep


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="publish_what_is_due", pass_context=False)
def publish_what_is_due(timestamp: int) -> None:
    site.bring_up_to_date()


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="sweep_files", pass_context=False)
def sweep_files(timestamp: int) -> None:
    sweep.sweep(clock.now())
