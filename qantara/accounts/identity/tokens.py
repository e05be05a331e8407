"""Whether an ID token is what it says: OpenID Connect Core 1.0, 3.1.3.7. Values in, values out."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

#: Signatures by a key that only the provider has: never `none`, and never one by a shared secret.
ALGORITHMS = {
    "RS256": ("RSA", None), "RS384": ("RSA", None), "RS512": ("RSA", None),
    "PS256": ("RSA", None), "PS384": ("RSA", None), "PS512": ("RSA", None),
    "ES256": ("EC", "P-256"), "ES384": ("EC", "P-384"), "ES512": ("EC", "P-521"),
    "EdDSA": ("OKP", "Ed25519"),
}  # fmt: skip
#: How far two clocks may be apart.
SKEW = timedelta(seconds=60)
#: The longest a token may be, in characters.
LONGEST = 16_384
_RSA_BITS = 2048
_NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]


class Refused(Exception):
    """Somebody is not let in. The message is for the log; the person is told nothing of it."""


class UnknownKey(Refused):
    """Signed with a key that is not among the provider's: it may have a new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a token that stands says of whom.

    means    how they showed who they are: values of `amr`, and `acr`
    shown_at when they last did so; None where the provider does not say
    """

    subject: str
    means: frozenset[str]
    shown_at: datetime | None


def checked(
    token: object, keys: Sequence[Any], *, issuer: str, client_id: str, nonce: str
) -> Claims:
    """What ``token`` says, if all of it stands. Raises Refused, UnknownKey."""
    if not isinstance(token, str) or not token or len(token) > LONGEST:
        raise Refused("no ID token")
    try:
        algorithm, key = _key(jwt.get_unverified_header(token), keys)
        found = jwt.decode(
            token, key, algorithms=[algorithm], audience=client_id, issuer=issuer, leeway=SKEW,
            options={"require": _NEEDED},
        )  # fmt: skip
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, RecursionError) as error:
        msg = f"ID token: {type(error).__name__}"
        raise Refused(msg) from error
    said = found["nonce"]
    if not isinstance(said, str) or not hmac.compare_digest(said.encode(), nonce.encode()):
        raise Refused("ID token: another nonce")
    audience = found["aud"]
    party = found.get("azp")
    if isinstance(audience, list) and len(audience) > 1 and party is None:
        raise Refused("ID token: several audiences and no azp")
    if party is not None and party != client_id:
        raise Refused("ID token: azp is somebody else")
    subject = found["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= 255 or "\x00" in subject:
        raise Refused("ID token: no subject")
    return Claims(subject=subject, means=_means(found), shown_at=_moment(found.get("auth_time")))


def _key(header: dict[str, Any], keys: Sequence[Any]) -> tuple[str, jwt.PyJWK]:
    """Algorithm and key of a token's header, the key from ``keys`` and from nowhere else."""
    algorithm, name = header.get("alg"), header.get("kid")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS or "crit" in header:
        raise Refused("ID token: an algorithm that is not on the list")
    kind, curve = ALGORITHMS[algorithm]
    fitting = [
        key
        for key in keys
        if isinstance(key, dict)
        and key.get("kty") == kind
        and (curve is None or key.get("crv") == curve)
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
        and (name is None or key.get("kid") == name)
    ]
    if not fitting:
        raise UnknownKey("ID token: a key that is not among the provider's")
    if len(fitting) > 1 or "d" in fitting[0]:
        raise Refused("ID token: no key that is certain")
    key = jwt.PyJWK(fitting[0], algorithm)
    if isinstance(key.key, RSAPublicKey) and key.key.key_size < _RSA_BITS:
        raise Refused("ID token: a key too short")
    return algorithm, key


def _means(found: dict[str, Any]) -> frozenset[str]:
    methods = found.get("amr")
    said = [*methods, found.get("acr")] if isinstance(methods, list) else [found.get("acr")]
    return frozenset(each for each in said if isinstance(each, str))


def _moment(seconds: object) -> datetime | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
