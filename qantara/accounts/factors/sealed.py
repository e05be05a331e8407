"""Secrets at rest, sealed with a key that is not in the database: a stolen backup opens no door."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

_SALT = "qantara.accounts.factors"


def seal(secret: bytes) -> bytes:
    return _keys().encrypt(secret)


def unseal(sealed: bytes | memoryview) -> bytes:
    """Raises cryptography's InvalidToken where the instance's key is another one now."""
    return _keys().decrypt(bytes(sealed))


def digest(person: object, code: str) -> str:
    """A recovery code as it is kept: keyed, and another for each person."""
    return salted_hmac(_SALT, f"{person}:{code}", algorithm="sha256").hexdigest()


def _keys() -> MultiFernet:
    known = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        Fernet(urlsafe_b64encode(salted_hmac(_SALT, "", key, algorithm="sha256").digest()))
        for key in known
    )
