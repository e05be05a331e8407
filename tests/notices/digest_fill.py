"""An officer who was told something in the night, and two letters that are sent at least once."""

from __future__ import annotations

from datetime import UTC, datetime

from qantara.mail import outbox
from qantara.notices.tell import tell
from tests.people import a_holder, a_person

NIGHT = datetime(2026, 11, 22, 3, tzinfo=UTC)
CITY = a_holder("velmora")
OFFICER = a_person("officer", ("officer", CITY))
LINK = {"key": "00000000-0000-0000-0000-000000000001"}

tell("case.review", to=[OFFICER], holder=CITY.pk, at=NIGHT, link=LINK)
for subject in ("Invitation", "Another invitation"):
    outbox.post("new@example.org", language="en", subject=subject, body="Come in.", at=NIGHT)
