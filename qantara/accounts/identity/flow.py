"""One way to a provider and back: authorization code with PKCE (RFC 7636), state and nonce.

What is begun is kept in the browser's session and answers once. Each provider has an address of its own
to come back to, so that an answer of one is never taken for another's (RFC 9700, 4.4).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, quote_plus, urlencode, urlsplit, urlunsplit

from cryptography.fernet import InvalidToken

from qantara.accounts.factors import sealed
from qantara.accounts.identity import asking, discovery, tokens
from qantara.accounts.identity.asking import Unreachable
from qantara.accounts.identity.models import Provider
from qantara.accounts.identity.tokens import SKEW, Claims, Refused, UnknownKey

#: How long somebody may take at the provider.
LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What is kept until the answer comes, all of it secret but ``at``."""

    state: str
    nonce: str
    verifier: str
    at: str
    again: bool  # they were asked to show anew who they are


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Whom a provider vouches for, and whether by a second factor that counts here."""

    subject: str
    by_second: bool


def begin(
    provider: Provider, *, back: str, lang: str, again: bool, at: datetime
) -> tuple[Begun, str]:
    """What to keep, and the address to send the browser to. Raises Unreachable."""
    begun = Begun(
        state=secrets.token_urlsafe(32), nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48), at=at.isoformat(), again=again,
    )  # fmt: skip
    challenge = hashlib.sha256(begun.verifier.encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": "openid",
        "state": begun.state,
        "nonce": begun.nonce,
        "code_challenge": urlsafe_b64encode(challenge).decode().rstrip("="),
        "code_challenge_method": "S256",
        "ui_locales": lang,
    }
    if again:
        asked |= {"prompt": "login", "max_age": "0"}
    parts = urlsplit(discovery.discovered(provider).authorization)
    query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), *asked.items()])
    return begun, urlunsplit(parts._replace(query=query))


def finish(
    provider: Provider, begun: Begun, answer: Mapping[str, str], *, back: str, at: datetime
) -> Shown:
    """Whom the provider vouches for. Raises Refused, and Unreachable."""
    started = datetime.fromisoformat(begun.at)
    if not hmac.compare_digest(answer.get("state", "").encode(), begun.state.encode()):
        raise Refused("another state")
    if at > started + LASTS:
        raise Refused("too late")
    found = discovery.discovered(provider)
    named = answer.get("iss")
    if named != provider.issuer and (named is not None or found.names_itself):
        raise Refused("an answer of another issuer")
    if "error" in answer or not answer.get("code"):
        raise Refused("the provider says no")
    given = _exchange(provider, found, answer["code"], begun.verifier, back)
    claims = _claims(provider, given.get("id_token"), begun.nonce)
    if begun.again and (claims.shown_at is None or claims.shown_at < started - SKEW):
        raise Refused("not shown anew")
    return Shown(subject=claims.subject, by_second=bool(claims.means & set(provider.second_by)))


def _exchange(
    provider: Provider, found: discovery.Discovered, code: str, verifier: str, back: str
) -> dict[str, object]:
    """The code for a token (RFC 6749, 4.1.3), with the secret of this client."""
    try:
        secret = sealed.unseal(provider.sealed_secret).decode()
    except InvalidToken as error:
        raise Unreachable("its secret was sealed with another key") from error
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": verifier,
    }
    headers = {}
    if found.secret_in_form:
        fields |= {"client_id": provider.client_id, "client_secret": secret}
    else:
        pair = f"{quote_plus(provider.client_id)}:{quote_plus(secret)}"
        headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
    return asking.post(
        found.token, fields, headers, discovery.hosts(provider),
        is_plain_here=discovery.is_plain_here(),
    )  # fmt: skip


def _claims(provider: Provider, token: object, nonce: str) -> Claims:
    """As the provider's keys bear it out; its keys may have changed since they were fetched."""
    for anew in (False, True):
        try:
            return tokens.checked(
                token, discovery.keys(provider, anew=anew), issuer=provider.issuer,
                client_id=provider.client_id, nonce=nonce,
            )  # fmt: skip
        except UnknownKey:
            if anew:
                raise
    raise AssertionError("the second time returns or raises")
