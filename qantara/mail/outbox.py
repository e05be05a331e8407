"""Write letters and send them."""

from __future__ import annotations

import logging
from datetime import datetime
from smtplib import SMTPException
from uuid import UUID

from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from qantara.mail.models import Letter

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 8


def post(
    recipient: str, *, language: str, subject: str, body: str, at: datetime, html: str = ""
) -> Letter:
    """Put a letter into the outbox, in the transaction of the act it tells about."""
    return Letter.objects.create(
        recipient=recipient, language=language, subject=subject, body=body, html=html, written_at=at
    )


def send_waiting(*, at: datetime, limit: int = 100) -> int:
    """Send what waits; how many went out. What fails stays, up to MOST_ATTEMPTS times."""
    waiting = list(
        Letter.objects.filter(sent_at=None, attempts__lt=MOST_ATTEMPTS)
        .order_by("attempts", "written_at")
        .values_list("pk", flat=True)[:limit]
    )
    return sum(_send_one(key, at) for key in waiting)


@transaction.atomic
def _send_one(key: UUID, at: datetime) -> int:
    letter = Letter.objects.select_for_update(skip_locked=True).filter(pk=key, sent_at=None).first()
    return _send(letter, at) if letter else 0


def _send(letter: Letter, at: datetime) -> int:
    letter.attempts += 1
    message = EmailMultiAlternatives(
        letter.subject, letter.body, to=[letter.recipient],
        headers={"Content-Language": letter.language, "Message-ID": f"<{letter.pk}@qantara>"},
    )  # fmt: skip
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    try:
        message.send()
    except (SMTPException, OSError):
        logger.warning("letter %s not sent, attempt %d", letter.pk, letter.attempts)
        letter.save(update_fields=["attempts"])
        return 0
    letter.sent_at, letter.body, letter.html = at, "", ""
    letter.save(update_fields=["attempts", "sent_at", "body", "html"])
    return 1
