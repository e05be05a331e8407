"""The one clock. Acts take the moment as a parameter; only their outermost caller asks here."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)
