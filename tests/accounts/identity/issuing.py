"""An OpenID provider on this machine: a real server with keys of its own, honest unless told otherwise.

It holds the client to its side too: registered address, secret, PKCE, each code once.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "qantara", "a secret between: the two & nobody else"


@dataclass
class Key:
    """A key with the name it goes by."""

    name: str
    private: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )

    @property
    def public(self) -> dict[str, Any]:
        found = jwt.algorithms.RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        return {**found, "kid": self.name, "use": "sig", "alg": "RS256"}


Claims = dict[str, Any]


@dataclass
class Issuer:
    """What the provider does; tests change it.

    subject   who signs in there
    said      more claims of the token, or others; None takes one away
    sign      claims -> token, in the place of the honest signature
    document  more of the discovery document, or other
    answer    more of the answer in the browser; None takes one away
    raw       path -> status, headers, body, in the place of any answer
    """

    address: str = ""
    key: Key = field(default_factory=lambda: Key("one"))
    subject: str = "salma-7"
    said: Claims = field(default_factory=dict)
    sign: Callable[[Claims], str] | None = None
    document: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, str | None] = field(default_factory=dict)
    raw: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "authorization_response_iss_parameter_supported": True,
            "id_token_signing_alg_values_supported": ["RS256"],
        } | self.document

    def token(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        claims: Claims = {
            "iss": self.address, "sub": self.subject, "aud": CLIENT, "iat": now, "exp": now + 300,
            "nonce": asked["nonce"], "email": "somebody@example.org",
        }  # fmt: skip
        if "max_age" in asked:
            claims["auth_time"] = now
        claims = {k: v for k, v in (claims | self.said).items() if v is not None}
        return self.sign(claims) if self.sign else self.signed(claims)

    def signed(self, claims: Claims, key: Key | None = None) -> str:
        key = key or self.key
        return jwt.encode(claims, key.private, "RS256", headers={"kid": key.name})

    def back_to(self, asked: dict[str, str]) -> str:
        """Where the browser goes once somebody has signed in."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        said = {"code": code, "state": asked["state"], "iss": self.address} | self.answer
        given = {name: value for name, value in said.items() if value is not None}
        return f"{asked['redirect_uri']}?{urlencode(given)}"

    def exchanged(self, form: dict[str, str], authorization: str) -> dict[str, str] | None:
        """The answer to a code, or None: wrong client, wrong proof, used before."""
        if self.document.get("token_endpoint_auth_methods_supported") == ["client_secret_post"]:
            name, secret = form.get("client_id", ""), form.get("client_secret", "")
        else:
            pair = base64.b64decode(authorization.removeprefix("Basic ")).decode()
            name, secret = (unquote_plus(each) for each in pair.split(":"))
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if (
            asked is None
            or (name, secret) != (CLIENT, SECRET)
            or asked["redirect_uri"] != form.get("redirect_uri")
            or asked["code_challenge_method"] != "S256"
            or asked["code_challenge"] != base64.urlsafe_b64encode(challenge).decode().rstrip("=")
        ):
            return None
        return {"token_type": "Bearer", "access_token": "unused", "id_token": self.token(asked)}


@contextmanager
def an_issuer() -> Iterator[Issuer]:
    """A provider that listens on this machine until the end."""
    issuer = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, _mark, query = self.path.partition("?")
            if self._raw(path):
                return
            if path == "/.well-known/openid-configuration":
                self._json(issuer.discovery())
            elif path == "/keys":
                self._json({"keys": [issuer.key.public]})
            elif path == "/authorize":
                self._page(_single(query))
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            path, _mark, query = self.path.partition("?")
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if self._raw(path):
                return
            if path == "/authorize":
                self._answer(303, {"Location": issuer.back_to(_single(query))}, b"")
            elif path == "/token":
                found = issuer.exchanged(_single(sent), self.headers.get("Authorization", ""))
                if found is None:
                    self._answer(400, {}, b'{"error": "invalid_grant"}')
                else:
                    self._json(found)
            else:
                self.send_error(404)

        def _raw(self, path: str) -> bool:
            issuer.seen.append(path)
            if path in issuer.raw:
                self._answer(*issuer.raw[path])
            return path in issuer.raw

        def _page(self, asked: dict[str, str]) -> None:
            """Where somebody signs in: a button."""
            body = (
                f'<!doctype html><html lang="{asked["ui_locales"]}"><title>City</title>'
                '<form method="post"><button>Sign in at the city</button></form></html>'
            )
            self._answer(200, {"Content-Type": "text/html; charset=utf-8"}, body.encode())

        def _json(self, value: dict[str, Any]) -> None:
            self._answer(200, {"Content-Type": "application/json"}, json.dumps(value).encode())

        def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: object) -> None:
            """Tests print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    issuer.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def asked(address: str) -> dict[str, str]:
    """What an address of the provider asks for."""
    return _single(urlsplit(address).query)


def _single(query: str) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(query).items()}
