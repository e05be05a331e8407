"""What the worker does of this pillar: finishes rounds that somebody's closing left half done."""

from __future__ import annotations

from procrastinate.contrib.django import app

from qantara.action.ballots import closing


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="ballots", pass_context=False)
def finish_rounds(timestamp: int) -> None:
    closing.finish_all()
