"""A provider's addresses and keys, as it publishes them: OpenID Connect Discovery 1.0.

Kept for an hour in the process; a failure for half a minute, so that a provider that is down does not
hold everybody up. A key that is not known is looked for anew, at most every half minute.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache

from qantara.accounts.identity import asking
from qantara.accounts.identity.asking import Unreachable
from qantara.accounts.identity.models import Provider

KEPT, AGAIN = 3600, 30  # seconds
_WHERE = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovered:
    """``names_itself``: its answers say whose they are (RFC 9207). ``secret_in_form``: and not in a header."""

    authorization: str
    token: str
    keys: str
    names_itself: bool
    secret_in_form: bool


def hosts(provider: Provider) -> set[str]:
    """Where requests of this server may go, and browsers be sent."""
    return {urlsplit(provider.issuer).netloc.lower(), *(each.lower() for each in provider.hosts)}


def is_plain_here() -> bool:
    """A provider on this machine needs no TLS where the desk has none either."""
    return not settings.IS_SECURE


def get(address: str, provider: Provider) -> dict[str, Any]:
    return asking.get(address, hosts(provider), is_plain_here=is_plain_here())


def look(provider: Provider) -> Discovered:
    """Ask the provider now. Raises Unreachable, also where it is not who it should be."""
    found = get(provider.issuer.rstrip("/") + _WHERE, provider)
    if found.get("issuer") != provider.issuer:
        raise Unreachable("its document names another issuer")
    addresses = {}
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        address = found.get(name)
        if not isinstance(address, str):
            msg = f"its document has no {name}"
            raise Unreachable(msg)
        asking.parts_of(address, hosts(provider), is_plain_here=is_plain_here())
        addresses[name] = address
    ways = found.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if not isinstance(ways, list) or not {"client_secret_basic", "client_secret_post"} & {
        way for way in ways if isinstance(way, str)
    }:
        raise Unreachable("it takes no secret of a client")
    return Discovered(
        authorization=addresses["authorization_endpoint"],
        token=addresses["token_endpoint"],
        keys=addresses["jwks_uri"],
        names_itself=found.get("authorization_response_iss_parameter_supported") is True,
        secret_in_form="client_secret_basic" not in ways,
    )


def discovered(provider: Provider) -> Discovered:
    """The same, as it was within the last hour. Raises Unreachable."""
    name = f"identity:{provider.pk}:{provider.issuer}"
    kept = cache.get(name)
    if kept is None:
        try:
            kept = look(provider)
        except Unreachable as error:
            cache.set(name, str(error), AGAIN)
            raise
        cache.set(name, kept, KEPT)
    if isinstance(kept, str):
        raise Unreachable(kept)
    assert isinstance(kept, Discovered)
    return kept


def keys(provider: Provider, *, anew: bool = False) -> list[Any]:
    """The provider's keys (JWKS). With ``anew`` they are fetched again, if they were not just so."""
    name = f"identity:{provider.pk}:{provider.issuer}:keys"
    kept: list[Any] | None = cache.get(name)
    if kept is None or (anew and cache.add(f"{name}:anew", True, AGAIN)):
        found = get(discovered(provider).keys, provider).get("keys")
        if not isinstance(found, list):
            raise Unreachable("its key set is none")
        kept = found
        cache.set(name, kept, KEPT)
    return kept
