"""The outbox: written with the act, sent later, tried again, forgotten once sent."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.db import transaction

from qantara.mail import outbox
from qantara.mail.models import Letter

AT = datetime(2026, 11, 22, tzinfo=UTC)


def a_letter() -> Letter:
    return outbox.post(
        "someone@example.org",
        language="ar",
        subject="ينتظركم ملف",
        body="افتحوا فضاء العمل.",
        at=AT,
    )


@pytest.mark.django_db
def test_letter_goes_out_once_in_its_language_and_its_text_is_forgotten() -> None:
    a_letter()
    assert [outbox.send_waiting(at=AT), outbox.send_waiting(at=AT)] == [1, 0]
    sent = mail.outbox[0]
    assert (sent.subject, sent.body, sent.to) == (
        "ينتظركم ملف", "افتحوا فضاء العمل.", ["someone@example.org"],
    )  # fmt: skip
    assert sent.extra_headers["Content-Language"] == "ar"
    assert list(Letter.objects.values_list("body", "sent_at")) == [("", AT)]


@pytest.mark.django_db
def test_letter_of_an_act_that_failed_is_never_sent() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        a_letter()
        raise ZeroDivisionError
    assert outbox.send_waiting(at=AT) == 0


@pytest.mark.django_db
def test_letter_that_cannot_be_sent_stays_and_is_not_tried_for_ever(settings) -> None:  # type: ignore[no-untyped-def]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    letter = a_letter()
    for _ in range(outbox.MOST_ATTEMPTS + 2):
        assert outbox.send_waiting(at=AT) == 0
    letter.refresh_from_db()
    assert (letter.attempts, letter.body) == (outbox.MOST_ATTEMPTS, "افتحوا فضاء العمل.")
