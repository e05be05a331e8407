"""Send what waits in the outbox, every minute."""

from __future__ import annotations

from procrastinate.contrib.django import app

from qantara.core import clock
from qantara.mail import outbox


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="mail", pass_context=False)
def send_mail(timestamp: int) -> None:
    outbox.send_waiting(at=clock.now())
