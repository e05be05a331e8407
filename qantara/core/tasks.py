"""Seal the audit log and note its heads down; erase and forget what is over its time."""

from __future__ import annotations

from django.conf import settings
from procrastinate.contrib.django import app

from qantara.core import audit, audit_heads, clock, personal_data, retention


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="seal", pass_context=False)
def seal_audit_log(timestamp: int) -> None:
    audit.seal(settings.AUDIT_KEY().encode())


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="heads", pass_context=False)
def note_heads_of_audit_log(timestamp: int) -> None:
    audit_heads.note(settings.AUDIT_HEADS, at=clock.now())


@app.periodic(cron="37 2 * * *")
@app.task(queueing_lock="retention", pass_context=False)
def forget_what_is_over_its_time(timestamp: int) -> None:
    now = clock.now()
    personal_data.erase_due(now)
    retention.heed(now)
