"""Seal new lines of the audit log, every five minutes."""

from __future__ import annotations

from django.conf import settings
from procrastinate.contrib.django import app

from qantara.core import audit


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="seal", pass_context=False)
def seal_audit_log(timestamp: int) -> None:
    audit.seal(settings.SECRET_KEY.encode())
