"""Django's sessions in our table: `SESSION_ENGINE`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils.crypto import salted_hmac

from qantara.accounts.visits.models import Visit

#: What a session says of itself, beside Django's own keys.
DEVICE, SINCE, USED = "device", "since", "used_at"


class SessionStore(DatabaseStore):
    """Writes whose session it is beside its contents, so that it can be listed and ended."""

    @classmethod
    def get_model_class(cls) -> type[Visit]:
        return Visit

    def create_model_instance(self, data: dict[str, Any]) -> Visit:
        row: Visit = super().create_model_instance(data)  # type: ignore[assignment]
        row.person_id = data.get(SESSION_KEY)
        row.device = data.get(DEVICE, "")
        row.since, row.used_at = _moment(data.get(SINCE)), _moment(data.get(USED))
        row.number = salted_hmac("qantara.visits", row.session_key, algorithm="sha256").hexdigest()[
            :12
        ]
        return row


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
