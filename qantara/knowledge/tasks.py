"""What the worker does of this pillar: reads files on their way in, and drafts what is proposed."""

from __future__ import annotations

from uuid import UUID

from django.db import OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from qantara.core import clock
from qantara.knowledge.dues import reminders
from qantara.knowledge.evidence.arrivals import deliveries
from qantara.knowledge.profiles.proposing import propose


@app.task(pass_context=False)
def read_delivery(key: str) -> None:
    deliveries.read(UUID(key), at=clock.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="deliveries", pass_context=False)
def see_to_deliveries(timestamp: int) -> None:
    at = clock.now()
    deliveries.sweep(at=at)
    for key in deliveries.take_up_again(at=at):
        deliveries.read(key, at=clock.now())


@app.task(retry=RetryStrategy(max_attempts=3, wait=5, retry_exceptions={OperationalError}))
def make_proposal(key: str) -> None:
    try:
        propose.make(UUID(key), at=clock.now())
    except OperationalError:
        raise
    except Exception:
        propose.give_up(UUID(key), at=clock.now())
        raise


@app.periodic(cron="50 * * * *")
@app.task(queueing_lock="reminders", pass_context=False)
def remind_of_what_is_due(timestamp: int) -> None:
    reminders.remind(at=clock.now())
