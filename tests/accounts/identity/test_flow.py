"""To a provider and back, in the hands of a hostile one; and where this server's requests go."""

from __future__ import annotations

import urllib.request
from dataclasses import replace
from datetime import timedelta
from typing import Any

import jwt
import pytest
from django.conf import LazySettings

from qantara.accounts.identity import asking, discovery, flow, providers
from qantara.accounts.identity.asking import Unreachable
from qantara.accounts.identity.flow import Begun, Shown
from qantara.accounts.identity.models import Provider
from qantara.accounts.identity.tokens import Refused
from qantara.core import clock
from qantara.core.errors import DomainError
from tests.accounts.identity.issuing import CLIENT, SECRET, Issuer, Key, an_issuer, asked
from tests.people import a_holder

pytestmark = pytest.mark.django_db
BACK = "http://localhost:8001/identity/velmora/"


def added(issuer: Issuer, slug: str = "velmora", **other: Any) -> Provider:
    return providers.add(
        a_holder(slug), issuer=issuer.address, client_id=CLIENT, secret=SECRET, by=None, at=clock.now(), **other
    )  # fmt: skip


def begun(provider: Provider, *, again: bool = False) -> tuple[Begun, dict[str, str]]:
    kept, address = flow.begin(provider, back=BACK, lang="fr", again=again, at=clock.now())
    return kept, asked(address)


def answered(issuer: Issuer, sent: dict[str, str]) -> dict[str, str]:
    return asked(issuer.back_to(sent))


def finished(provider: Provider, kept: Begun, answer: dict[str, str]) -> Shown:
    return flow.finish(provider, kept, answer, back=BACK, at=clock.now())


def there_and_back(issuer: Issuer, provider: Provider, *, again: bool = False) -> Shown:
    kept, sent = begun(provider, again=again)
    return finished(provider, kept, answered(issuer, sent))


def test_honest_provider_vouches_for_a_subject(issuer: Issuer) -> None:
    provider = added(issuer)
    assert there_and_back(issuer, provider) == Shown(subject="salma-7", by_second=False)
    assert SECRET.encode() not in bytes(provider.sealed_secret)


def test_what_is_asked_holds_state_nonce_and_challenge_and_no_address(issuer: Issuer) -> None:
    kept, sent = begun(added(issuer))
    assert {
        name: sent[name]
        for name in ("client_id", "redirect_uri", "response_type", "scope", "ui_locales")
    } == {
        "client_id": CLIENT, "redirect_uri": BACK, "response_type": "code", "scope": "openid",
        "ui_locales": "fr",
    }  # fmt: skip
    assert (sent["state"], sent["nonce"], sent["code_challenge_method"]) == (
        kept.state, kept.nonce, "S256",
    )  # fmt: skip
    assert kept.verifier not in sent.values()
    again, _sent = begun(Provider.objects.get())
    assert len({kept.state, kept.nonce, kept.verifier, again.state, again.nonce}) == 5


@pytest.mark.parametrize(
    "said",
    [{"nonce": "another"}, {"iss": "http://127.0.0.1:1"}, {"aud": "another"}, {"exp": 1}, {"sub": ""},
     {"azp": "another"}],
    ids=str,
)  # fmt: skip
def test_token_that_does_not_stand_vouches_for_nobody(issuer: Issuer, said: dict[str, Any]) -> None:
    provider = added(issuer)
    issuer.said = said
    with pytest.raises(Refused):
        there_and_back(issuer, provider)


def test_unsigned_token_and_one_signed_with_the_public_key_are_refused(issuer: Issuer) -> None:
    provider = added(issuer)
    for sign in (
        lambda claims: jwt.encode(claims, None, "none", headers={"kid": "one"}),
        lambda claims: jwt.encode(claims, issuer.key.public["n"], "HS256", headers={"kid": "one"}),
        lambda claims: jwt.encode(claims, SECRET, "HS256", headers={"kid": "one"}),
    ):
        issuer.sign = sign
        with pytest.raises(Refused):
            there_and_back(issuer, provider)


def test_new_key_of_the_provider_is_found(issuer: Issuer) -> None:
    provider = added(issuer)
    there_and_back(issuer, provider)
    issuer.key = Key("two")
    assert there_and_back(issuer, provider).subject == "salma-7"
    assert issuer.seen.count("/keys") == 2


def test_unknown_key_is_looked_for_once_in_half_a_minute(issuer: Issuer) -> None:
    provider = added(issuer)
    there_and_back(issuer, provider)
    issuer.sign = lambda claims: issuer.signed(claims, Key("nobody's"))
    for _time in range(3):
        with pytest.raises(Refused):
            there_and_back(issuer, provider)
    assert issuer.seen.count("/keys") == 2


def test_code_works_once(issuer: Issuer) -> None:
    provider = added(issuer)
    kept, sent = begun(provider)
    answer = answered(issuer, sent)
    finished(provider, kept, answer)
    with pytest.raises(Unreachable):
        finished(provider, kept, answer)


def test_code_of_another_browser_is_worth_nothing(issuer: Issuer) -> None:
    """Without the verifier that the first browser's session keeps."""
    provider = added(issuer)
    _theirs, sent = begun(provider)
    stolen = answered(issuer, sent)
    mine, _sent = begun(provider)
    with pytest.raises(Refused):
        finished(provider, mine, stolen)
    with pytest.raises(Unreachable):
        finished(provider, mine, stolen | {"state": mine.state})


@pytest.mark.parametrize(
    "answer",
    [{"state": "x"}, {"state": ""}, {"state": None}, {"code": None}, {"code": ""},
     {"error": "access_denied"}, {"iss": "https://evil.example"}, {"iss": None}, {"iss": ""}],
    ids=str,
)  # fmt: skip
def test_other_answer_in_the_browser_is_refused(
    issuer: Issuer, answer: dict[str, str | None]
) -> None:
    provider = added(issuer)
    issuer.answer = answer
    with pytest.raises(Refused):
        there_and_back(issuer, provider)
    assert "/token" not in issuer.seen


def test_provider_that_does_not_announce_it_need_not_name_itself(issuer: Issuer) -> None:
    issuer.document = {"authorization_response_iss_parameter_supported": False}
    provider = added(issuer)
    issuer.answer = {"iss": None}
    assert there_and_back(issuer, provider).subject == "salma-7"
    issuer.answer = {"iss": "https://evil.example"}
    with pytest.raises(Refused):
        there_and_back(issuer, provider)


def test_answer_of_one_provider_is_not_taken_for_anothers(issuer: Issuer) -> None:
    with an_issuer() as evil:
        evil.document = {"authorization_response_iss_parameter_supported": False}
        honest, other = added(issuer), added(evil, "elsewhere")
        kept, _sent = begun(other)
        _kept, sent = begun(honest)
        mixed = answered(issuer, sent) | {"state": kept.state}
        with pytest.raises(Refused):
            finished(other, kept, mixed)
        assert "/token" not in evil.seen


def test_way_closes_after_ten_minutes(issuer: Issuer) -> None:
    provider = added(issuer)
    kept, sent = begun(provider)
    late = clock.now() + timedelta(minutes=10, seconds=1)
    with pytest.raises(Refused):
        flow.finish(provider, kept, answered(issuer, sent), back=BACK, at=late)


def test_second_factor_counts_where_the_provider_is_trusted_with_it(issuer: Issuer) -> None:
    issuer.said = {"amr": ["pwd", "mfa"], "acr": "https://refeds.org/profile/mfa"}
    plain = added(issuer)
    assert there_and_back(issuer, plain).by_second is False
    for value, counts in (("mfa", True), ("https://refeds.org/profile/mfa", True), ("otp", False)):
        plain.second_by = [value]
        assert there_and_back(issuer, plain).by_second is counts
    issuer.said = {"amr": "mfa", "acr": ["mfa"]}
    plain.second_by = ["mfa"]
    assert there_and_back(issuer, plain).by_second is False


def test_proof_anew_takes_a_provider_that_says_when(issuer: Issuer) -> None:
    provider = added(issuer)
    _kept, sent = begun(provider, again=True)
    assert (sent["prompt"], sent["max_age"]) == ("login", "0")
    assert there_and_back(issuer, provider, again=True).subject == "salma-7"
    for moment in (None, 1, "now", True, 1e30):
        issuer.said = {"auth_time": moment}
        with pytest.raises(Refused):
            there_and_back(issuer, provider, again=True)


def test_secret_goes_in_the_form_where_the_provider_takes_it_there_alone(issuer: Issuer) -> None:
    issuer.document = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert there_and_back(issuer, added(issuer)).subject == "salma-7"


# Where requests go


def test_document_of_another_issuer_makes_no_provider(issuer: Issuer) -> None:
    documents: tuple[dict[str, Any], ...] = (
        {"issuer": "https://login.other.example"},
        {"issuer": issuer.address + "/"},
        {"issuer": None},
        {"jwks_uri": None},
        {"token_endpoint": 7},
        {"token_endpoint_auth_methods_supported": ["private_key_jwt"]},
        {"token_endpoint_auth_methods_supported": 7},
    )
    for number, issuer.document in enumerate(documents):
        with pytest.raises(DomainError):
            added(issuer, f"city-{number}")
    assert not Provider.objects.exists()


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:1/x", "http://169.254.169.254/latest", "file:///etc/passwd", "//evil.example/x",
     "https://evil.example/x", "http://localhost/x", "javascript:alert(1)", "",
     "{own}@evil.example/x", "http://evil@{host}/x", "{own}\r\nX: y", "{own}#x", "http://[::1"],
)  # fmt: skip
def test_address_on_another_host_is_asked_nothing(issuer: Issuer, name: str, address: str) -> None:
    host = issuer.address.removeprefix("http://")
    issuer.document = {name: address.format(own=issuer.address, host=host)}
    with pytest.raises(DomainError):
        added(issuer)
    assert issuer.seen == ["/.well-known/openid-configuration"]


def test_other_host_is_asked_where_it_was_named(issuer: Issuer) -> None:
    with an_issuer() as keys:
        issuer.document = {"jwks_uri": f"{keys.address}/keys"}
        keys.key = issuer.key
        provider = added(issuer, hosts=[keys.address.removeprefix("http://").upper()])
        assert there_and_back(issuer, provider).subject == "salma-7"
        assert keys.seen == ["/keys"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_not_followed(issuer: Issuer, status: int) -> None:
    with an_issuer() as inner:
        where = {"Location": f"{inner.address}/keys"}
        issuer.raw = {"/keys": (status, where, b"")}
        with pytest.raises(Unreachable):
            there_and_back(issuer, added(issuer))
        assert inner.seen == []


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b"7", b'{"a":', b"[" * 100_000, b"\xff\xfe", b'{"keys": 7}',
     b'{"keys": [' + b"0," * 200_000 + b"0]}"],
    ids=lambda body: str(body[:12]),
)  # fmt: skip
def test_answer_that_is_none_lets_nobody_in(issuer: Issuer, body: bytes) -> None:
    issuer.raw = {"/keys": (200, {}, body)}
    with pytest.raises(Unreachable):
        there_and_back(issuer, added(issuer))


def test_provider_that_is_down_is_asked_again_only_after_a_while(issuer: Issuer) -> None:
    provider = added(issuer)
    issuer.raw = {"/.well-known/openid-configuration": (503, {}, b"")}
    for _time in range(3):
        with pytest.raises(Unreachable):
            begun(provider)
    assert len(issuer.seen) == 2


def test_in_clear_on_this_machine_alone_and_not_beside_a_desk_with_tls(
    issuer: Issuer, settings: LazySettings
) -> None:
    settings.IS_SECURE = True
    with pytest.raises(DomainError):
        added(issuer)
    assert issuer.seen == []
    for address in ("http://login.example/x", "ftp://127.0.0.1/x"):
        for plain in (False, True):
            with pytest.raises(Unreachable):
                asking.parts_of(address, {"login.example", "127.0.0.1"}, is_plain_here=plain)


def test_environment_names_no_proxy(issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert urllib.request.getproxies()["http"] == "http://127.0.0.1:1"
    assert discovery.look(added(issuer)).names_itself is True


# Adding and removing


def test_provider_is_added_once_and_comes_back_with_its_accounts(issuer: Issuer) -> None:
    first = added(issuer)
    holder = first.holder
    again = {"issuer": issuer.address, "client_id": CLIENT, "by": None, "at": clock.now()}
    with pytest.raises(DomainError):
        providers.add(holder, secret=SECRET, **again)
    providers.remove(holder, by=None, at=clock.now())
    with pytest.raises(DomainError):
        providers.remove(holder, by=None, at=clock.now())
    assert providers.add(holder, secret="another", **again).pk == first.pk
    assert list(providers.standing()) == [first]


@pytest.mark.parametrize(
    "address", ["", "login", "https://", "https://u:p@login.example", "https://login.example?x=1",
                "https://login.example#x", "http://login.example", "https://login example"],
)  # fmt: skip
def test_issuer_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(DomainError):
        providers.add(
            a_holder(), issuer=address, client_id=CLIENT, secret=SECRET, by=None, at=clock.now()
        )


def test_secret_sealed_with_another_key_lets_nobody_in(
    issuer: Issuer, settings: LazySettings
) -> None:
    provider = added(issuer)
    settings.SECRET_KEY = "another key of this instance, thirty-two"
    with pytest.raises(Unreachable):
        there_and_back(issuer, provider)


def test_what_is_kept_of_a_way_cannot_be_changed(issuer: Issuer) -> None:
    kept, sent = begun(added(issuer))
    other = replace(kept, nonce="another")
    with pytest.raises(Refused):
        finished(Provider.objects.get(), other, answered(issuer, sent))
