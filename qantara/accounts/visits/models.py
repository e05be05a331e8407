from __future__ import annotations

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Visit(AbstractBaseSession):
    """A session of Django's, with what its owner is shown of it.

    ``number`` names it in pages, made from its key: the key itself would open it.
    """

    number = models.CharField(max_length=12, unique=True)
    person = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.CASCADE, related_name="visits"
    )
    device = models.CharField(max_length=40, blank=True)
    since = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    @classmethod
    def get_session_store_class(cls):  # type: ignore[no-untyped-def]  # Django's hook
        from qantara.accounts.visits.store import SessionStore

        return SessionStore
