"""`qantara identity`: a provider is kept once it has answered as it should."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.accounts.identity.issuing import CLIENT, SECRET, Issuer, an_issuer
from tests.grounds import Ground


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with an_issuer() as made:
        yield made


def test_provider_is_added_listed_and_removed(
    ground: Ground, issuer: Issuer, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(f"{SECRET}\n")
    given = ("identity", "add", "velmora", issuer.address, CLIENT, "--secret-from", str(secret))
    said = ground.done(*given, "--second-by", "mfa")
    assert "/identity/velmora/" in said
    assert "has a provider already" in ground.refused(*given)
    assert [word in ground.done("identity", "list") for word in (issuer.address, "mfa", SECRET)] == [
        True, True, False,
    ]  # fmt: skip
    rows = ground.sql("select sealed_secret from accounts_provider")
    assert SECRET.encode() not in bytes(rows[0][0])  # type: ignore[call-overload]
    ground.done("identity", "remove", "velmora")
    assert "has no provider" in ground.refused("identity", "remove", "velmora")
    acts = ground.sql("select act from core_auditline where act like 'identity.%' order by id")
    assert acts == [("identity.provider_added",), ("identity.provider_removed",)]


def test_provider_that_is_somebody_else_is_not_kept(
    ground: Ground, issuer: Issuer, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    given = ("identity", "add", "velmora", issuer.address, CLIENT, "--secret-from")
    assert "cannot be read" in ground.refused(*given, str(tmp_path / "none"))
    issuer.document = {"issuer": "https://login.other.example"}
    assert "names another issuer" in ground.refused(*given, str(secret))
    assert "There is no holder" in ground.refused(
        "identity", "add", "nobody", issuer.address, CLIENT, "--secret-from", str(secret)
    )
