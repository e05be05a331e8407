"""One look for every letter of the product: plain text, and HTML that reads in its own direction.

Letters carry links, never figures: a mail can be read by whoever runs a server on its way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from qantara.mail import outbox
from qantara.mail.models import Letter


@dataclass(frozen=True, slots=True)
class Link:
    """Where the letter leads: what is done there, and the address in full."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a head, each with where it leads."""

    title: str
    lines: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a letter says, in one language: whole sentences.

    stop  where mails of its kind are stopped without signing in; also said in its headers (RFC 8058)
    """

    subject: str
    paragraphs: tuple[str, ...]
    sections: tuple[Section, ...] = ()
    link: Link | None = None
    after: tuple[str, ...] = ()
    stop: Link | None = None


def compose(
    recipient: str,
    message: Message,
    *,
    language: str,
    at: datetime,
    expires_at: datetime | None = None,
) -> Letter:
    """Put a letter into the outbox, in the transaction of the act it tells about.

    ``expires_at``: it is sent at most once, and not after that moment. Without, it is sent at least once.
    """
    context = {
        "message": message,
        "lang": language,
        "desk": settings.DESK_URL,
    }
    with translation.override(language):
        body = render_to_string("mail/letter.txt", context)
        html = render_to_string("mail/letter.html", context)
    headers = {}
    if message.stop:
        headers = {
            "List-Unsubscribe": f"<{message.stop.address}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return outbox.post(
        recipient, language=language, subject=message.subject, body=body, html=html, at=at,
        headers=headers, expires_at=expires_at,
    )  # fmt: skip
