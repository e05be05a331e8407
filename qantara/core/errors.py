"""Errors of the field. A bug is not one of them: it fails loudly."""

from __future__ import annotations


class DomainError(Exception):
    """A rule of the field is broken.

    The message is for the reader, translated: what is wrong, where, and what to do.
    """


class NotAllowed(DomainError):
    """The person may not do this; the message says who can."""


class Conflict(DomainError):
    """Somebody else changed the record meanwhile; nothing was stored."""
