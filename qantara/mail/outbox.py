"""Write letters and send them.

A letter is sent at least once: a process that dies between the mail server's yes and its own record sends
it again, for a lost invitation is worse than a second one. A letter with ``expires_at`` is sent at most
once: it is marked as taken before it is handed over, and what became of a taken letter nobody asks again.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPHeloError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)
from uuid import UUID

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q

from qantara.mail.models import Letter

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 8

#: After these the server certainly has not taken the letter.
_NOT_TAKEN = (
    ConnectionRefusedError,
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPHeloError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)


def post(
    recipient: str,
    *,
    language: str,
    subject: str,
    body: str,
    at: datetime,
    html: str = "",
    headers: Mapping[str, str] | None = None,
    expires_at: datetime | None = None,
) -> Letter:
    """Put a letter into the outbox, in the transaction of the act it tells about."""
    return Letter.objects.create(
        recipient=recipient, language=language, subject=subject, body=body, html=html, written_at=at,
        headers=dict(headers or {}), expires_at=expires_at,
    )  # fmt: skip


def send_waiting(*, at: datetime, limit: int = 100) -> int:
    """Send what waits; how many went out. What fails stays, up to MOST_ATTEMPTS times."""
    waiting = list(
        Letter.objects.filter(sent_at=None, taken_at=None, attempts__lt=MOST_ATTEMPTS)
        .filter(Q(expires_at=None) | Q(expires_at__gt=at))
        .order_by("attempts", "written_at")
        .values_list("pk", "expires_at")[:limit]
    )
    return sum(
        _send_one(key, at) if expires_at is None else _send_once(key, at)
        for key, expires_at in waiting
    )


@transaction.atomic
def _send_one(key: UUID, at: datetime) -> int:
    letter = Letter.objects.select_for_update(skip_locked=True).filter(pk=key, sent_at=None).first()
    return _send(letter, at) if letter else 0


def _send_once(key: UUID, at: datetime) -> int:
    """Taken and committed first: whoever dies from here on has sent it once, or not at all."""
    if not Letter.objects.filter(pk=key, taken_at=None, sent_at=None).update(taken_at=at):
        return 0
    return _send(Letter.objects.get(pk=key), at)


def _send(letter: Letter, at: datetime) -> int:
    letter.attempts += 1
    message = EmailMultiAlternatives(
        letter.subject, letter.body, to=[letter.recipient],
        headers={
            "Content-Language": letter.language, "Message-ID": f"<{letter.pk}@qantara>",
            **letter.headers,
        },
    )  # fmt: skip
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    try:
        message.send()
    except (SMTPException, OSError) as error:
        logger.warning("letter %s not sent, attempt %d", letter.pk, letter.attempts)
        if isinstance(error, _NOT_TAKEN):
            letter.taken_at = None
        letter.save(update_fields=["attempts", "taken_at"])
        return 0
    letter.sent_at, letter.body, letter.html = at, "", ""
    letter.save(update_fields=["attempts", "sent_at", "body", "html"])
    return 1
