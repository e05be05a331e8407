"""Count tries, and refuse when there were too many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from qantara.accounts.attempts.models import Attempt
from qantara.core.errors import DomainError


class TooMany(DomainError):
    """Too many tries; the same whether what was tried exists or not."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries within a time."""

    most: int
    within: timedelta


_QUARTER, DAY = timedelta(minutes=15), timedelta(days=1)

#: what is tried -> its limits, all of which hold. A six-figure code that is right for 90 seconds is
#: guessed within a year with one chance in about a hundred at 30 tries a day.
LIMITS: dict[str, tuple[Limit, ...]] = {
    "password": (Limit(8, _QUARTER), Limit(40, DAY)),  # for one mail address
    "place": (Limit(60, _QUARTER),),  # from one place on the net: an office shares one
    "factor": (Limit(6, _QUARTER), Limit(30, DAY)),
    "reset": (Limit(3, timedelta(hours=1)), Limit(6, DAY)),
    "invite": (Limit(40, DAY),),
    # Codes of no open round, from one place; a room shares one, and all may hold cards of the round before.
    "ballot": (Limit(200, _QUARTER),),
}


def count(what: str, whom: str, *, at: datetime) -> Attempt:
    """Write one try down, then look: tries at the same moment see each other.

    Returns the row, for who deletes it because the try was right. Raises TooMany.
    """
    digest = _digest(what, whom)
    attempt = Attempt.objects.create(digest=digest, at=at)
    for limit in LIMITS[what]:
        if Attempt.objects.filter(digest=digest, at__gt=at - limit.within).count() > limit.most:
            raise TooMany(_("There were too many tries. Wait a quarter of an hour and try again."))
    return attempt


def clear(what: str, whom: str) -> None:
    """It was done right: start counting anew."""
    Attempt.objects.filter(digest=_digest(what, whom)).delete()


def forget(attempt: int) -> None:
    """This one try was right."""
    Attempt.objects.filter(pk=attempt).delete()


def sweep(*, at: datetime) -> int:
    """Delete what no limit asks about any more; how many."""
    return Attempt.objects.filter(at__lt=at - DAY).delete()[0]


def _digest(what: str, whom: str) -> str:
    return salted_hmac(f"qantara.attempts.{what}", whom.casefold(), algorithm="sha256").hexdigest()
