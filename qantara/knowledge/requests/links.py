"""The link by which an office answers without an account.

Its token is 256 bits made of random bits kept with the request and of the server's key: whoever reads
the database alone cannot make it, and the letter can be printed again with the same link. The database
finds it by its digest. It opens from the day the letter is sent until it expires or is taken back.
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64encode
from datetime import UTC, date, datetime, time, timedelta

from django.utils.crypto import salted_hmac

from qantara.knowledge.requests.models import DataRequest

#: How long a link opens after the deadline that the letter names.
GRACE = timedelta(days=90)


def issue(request: DataRequest) -> None:
    """Give a request a new link; an earlier one opens nothing any more. Not saved."""
    request.nonce = secrets.token_hex(32)
    request.digest = digest(token(request))
    request.expires_at = expiry(request.deadline)


def expiry(deadline: date) -> datetime:
    return datetime.combine(deadline, time(), UTC) + GRACE


def revoke(request: DataRequest) -> None:
    """The link opens nothing any more. Not saved."""
    request.nonce, request.digest, request.expires_at = "", "", None


def token(request: DataRequest) -> str:
    """The token of a request that has a link."""
    made = salted_hmac(
        "qantara.requests.link", f"{request.pk} {request.nonce}", algorithm="sha256"
    ).digest()
    return urlsafe_b64encode(made).decode().rstrip("=")


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def opened(token: str, *, at: datetime) -> DataRequest | None:
    """The request a link opens; None: taken back, expired, not sent yet, settled, invented: all alike."""
    return (
        DataRequest.objects.filter(
            digest=digest(token), expires_at__gt=at, state=DataRequest.State.SENT
        )
        .select_related("holder", "territory", "contact", "opened_by")
        .first()
    )
