"""Which ID tokens stand, and which do not."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

from qantara.accounts.identity.tokens import Claims, Refused, UnknownKey, checked
from tests.accounts.identity.issuing import CLIENT, Key

ISSUER, NONCE = "https://login.velmora.example", "n-1"
KEY, OTHER = Key("one"), Key("two")


def claims(**other: Any) -> dict[str, Any]:
    now = int(time.time())
    said = {
        "iss": ISSUER, "sub": "salma-7", "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": NONCE,
    } | other  # fmt: skip
    return {name: value for name, value in said.items() if value is not None}


def signed(said: dict[str, Any], key: Key = KEY, **header: Any) -> str:
    return jwt.encode(said, key.private, "RS256", headers={"kid": key.name} | header)


def judged(token: object, *keys: dict[str, Any]) -> Claims:
    known = list(keys) or [KEY.public]
    return checked(token, known, issuer=ISSUER, client_id=CLIENT, nonce=NONCE)


def test_honest_token_says_who() -> None:
    token = signed(claims(amr=["pwd", "otp"], acr="high", auth_time=0))
    found = judged(token)
    assert (found.subject, found.means) == ("salma-7", frozenset({"pwd", "otp", "high"}))
    assert found.shown_at is not None
    assert found.shown_at.year == 1970


@pytest.mark.parametrize(
    "other",
    [
        {"nonce": "n-2"}, {"nonce": None}, {"nonce": 1}, {"iss": "https://login.other.example"},
        {"iss": ISSUER + "/"}, {"aud": "another"}, {"aud": ["another"]}, {"aud": None}, {"aud": []},
        {"aud": [CLIENT, "another"]}, {"aud": [CLIENT, "another"], "azp": "another"},
        {"azp": "another"}, {"exp": 1}, {"exp": None}, {"exp": "soon"},
        {"iat": 4_000_000_000, "exp": 4_000_000_300}, {"iat": None}, {"nbf": 4_000_000_000},
        {"sub": None}, {"sub": ""}, {"sub": 7}, {"sub": "x" * 256}, {"sub": "a\x00b"},
    ],
    ids=str,
)  # fmt: skip
def test_token_with_other_claims_is_refused(other: dict[str, Any]) -> None:
    # PyJWT writes no subject that is no text: such a token is put together by hand.
    said = claims(**other)
    with pytest.raises(Refused):
        judged(_by_hand({"alg": "RS256", "kid": "one"}, said, KEY))


def test_clocks_may_be_a_minute_apart_and_no_more() -> None:
    now = int(time.time())
    assert judged(signed(claims(exp=now - 30))).subject == "salma-7"
    assert judged(signed(claims(iat=now + 30))).subject == "salma-7"
    with pytest.raises(Refused):
        judged(signed(claims(exp=now - 90)))


def test_several_audiences_stand_where_we_are_the_one_asked() -> None:
    token = signed(claims(aud=[CLIENT, "another"], azp=CLIENT))
    assert judged(token).subject == "salma-7"


@pytest.mark.parametrize("algorithm", ["none", "None", "nOnE", "HS256", "RS1", "", 7])
def test_algorithm_that_is_not_on_the_list_is_refused(algorithm: object) -> None:
    header = {"alg": algorithm, "kid": "one"}
    for signature in (b"", b"x"):
        with pytest.raises(Refused):
            judged(_put_together(header, claims(), signature))


def test_public_key_is_no_shared_secret() -> None:
    """HS256 with the public key, in every shape in which it is public."""
    public = KEY.private.public_key()
    shapes = [
        public.public_bytes(encoding, form)
        for encoding in (serialization.Encoding.PEM, serialization.Encoding.DER)
        for form in (
            serialization.PublicFormat.SubjectPublicKeyInfo,
            serialization.PublicFormat.PKCS1,
        )
    ]
    for secret in (*shapes, json.dumps(KEY.public).encode(), KEY.public["n"].encode()):
        head = _part({"alg": "HS256", "kid": "one", "typ": "JWT"})
        body = f"{head}.{_part(claims())}"
        made = hmac.new(secret, body.encode(), hashlib.sha256).digest()
        with pytest.raises(Refused):
            judged(f"{body}.{_plain(made)}")


def test_shared_secret_among_the_keys_is_not_used() -> None:
    shared = {"kty": "oct", "kid": "one", "k": _plain(b"x" * 32)}
    token = jwt.encode(claims(), b"x" * 32, "HS256", headers={"kid": "one"})
    with pytest.raises(Refused):
        judged(token, shared)


def test_key_the_token_brings_along_is_not_used() -> None:
    brought = {key: value for key, value in OTHER.public.items() if key != "kid"}
    for header in ({"jwk": brought}, {"jku": "https://evil.example/keys"}, {"crit": ["exp"]}):
        with pytest.raises(Refused):
            judged(signed(claims(), OTHER, kid="one", **header))


def test_signature_of_another_key_is_refused() -> None:
    with pytest.raises(Refused):
        judged(signed(claims(), OTHER, kid="one"))


def test_unknown_key_is_told_apart() -> None:
    with pytest.raises(UnknownKey):
        judged(signed(claims(), OTHER))
    encrypting = {**KEY.public, "use": "enc"}
    with pytest.raises(UnknownKey):
        judged(signed(claims()), encrypting)
    with pytest.raises(UnknownKey):
        judged(signed(claims()), {**KEY.public, "alg": "PS256"})


def test_token_that_names_no_key_stands_where_there_is_one_alone() -> None:
    token = jwt.encode(claims(), KEY.private, "RS256")
    assert judged(token).subject == "salma-7"
    with pytest.raises(Refused):
        judged(token, KEY.public, OTHER.public)


def test_short_key_is_refused() -> None:
    short = Key("one", rsa.generate_private_key(public_exponent=65537, key_size=1024))
    token = _by_hand({"alg": "RS256", "kid": "one"}, claims(), short)
    with pytest.raises(Refused):
        judged(token, short.public)


def test_curves_count_with_their_own_algorithm_alone() -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    public = jwt.algorithms.ECAlgorithm.to_jwk(private.public_key(), as_dict=True) | {"kid": "e"}
    token = jwt.encode(claims(), private, "ES256", headers={"kid": "e"})
    assert judged(token, public).subject == "salma-7"
    with pytest.raises(UnknownKey):
        judged(token, {**public, "crv": "P-384"})
    edwards = ed25519.Ed25519PrivateKey.generate()
    public = jwt.algorithms.OKPAlgorithm.to_jwk(edwards.public_key(), as_dict=True) | {"kid": "o"}
    token = jwt.encode(claims(), edwards, "EdDSA", headers={"kid": "o"})
    assert judged(token, public).subject == "salma-7"


@pytest.mark.parametrize(
    "token",
    [None, 7, "", "a", "a.b", "a.b.c", "..", "é.é.é", "x" * 20_000,
     "eyJhbGciOiJSUzI1NiJ9." + "W" * 15_000 + ".x"],
    ids=lambda token: str(token)[:12],
)  # fmt: skip
def test_what_is_no_token_is_refused(token: object) -> None:
    with pytest.raises(Refused):
        judged(token)


@pytest.mark.parametrize(
    "key", [None, 7, {}, {"kty": "RSA"}, {"kty": "RSA", "kid": "one"},
            {"kty": "RSA", "kid": "one", "n": 7, "e": []}, {"kty": "RSA", "kid": "one", "n": "!", "e": "A"}],
    ids=str,
)  # fmt: skip
def test_key_that_is_none_is_refused(key: Any) -> None:
    with pytest.raises(Refused):
        judged(signed(claims()), key)


def _plain(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def _part(value: object) -> str:
    return _plain(json.dumps(value).encode())


def _put_together(header: object, said: object, signature: bytes) -> str:
    return f"{_part(header)}.{_part(said)}.{_plain(signature)}"


def _by_hand(header: dict[str, Any], said: object, key: Key) -> str:
    body = f"{_part(header)}.{_part(said)}"
    made = key.private.sign(body.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{body}.{_plain(made)}"
