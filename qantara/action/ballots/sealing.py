"""Ballots and codes as the database keeps them: sealed and hashed with a key it does not have.

Whether a seat has voted, what it says and whether it changed its mind look the same: every sealed ballot
of a round has one length, and sealing the same again gives other bytes.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from qantara.action.ballots.values import Ballot

_NONCE = 12
_EMPTY, _CAST, _ABSTENTION = range(3)


def digest(key: bytes, code: str) -> str:
    """Of a card's code, as ``codes.read`` gives it."""
    return hmac.new(_part(key, b"codes"), code.encode(), hashlib.sha256).hexdigest()


def seal(key: bytes, place: UUID, ballot: Ballot | None, marks: int) -> bytes:
    """A ballot of so many marks, or none, sealed to the row it stands in."""
    nonce = secrets.token_bytes(_NONCE)
    sealed = AESGCM(_part(key, b"ballots")).encrypt(nonce, _plain(ballot, marks), place.bytes)
    return nonce + sealed


def unseal(key: bytes, place: UUID, sealed: bytes | memoryview) -> Ballot | None:
    """Raises cryptography's InvalidTag where it was sealed with another key or for another row."""
    whole = bytes(sealed)
    plain = AESGCM(_part(key, b"ballots")).decrypt(whole[:_NONCE], whole[_NONCE:], place.bytes)
    kind, marks = plain[0], tuple(plain[1:])
    return None if kind == _EMPTY else Ballot(marks, is_abstention=kind == _ABSTENTION)


def _plain(ballot: Ballot | None, marks: int) -> bytes:
    if ballot is None:
        return bytes([_EMPTY, *bytes(marks)])
    kind = _ABSTENTION if ballot.is_abstention else _CAST
    assert len(ballot.marks) == marks
    return bytes([kind, *ballot.marks])


def _part(key: bytes, use: bytes) -> bytes:
    """A key for each use, made from the round's."""
    return hmac.new(key, use, hashlib.sha256).digest()
