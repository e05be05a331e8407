"""What the environment may say: read once, typed, refused where it cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from qantara.config import environment as env


@pytest.mark.parametrize(
    ("value", "meaning"), [("yes", True), ("1", True), ("Off", False), ("", None)]
)
@pytest.mark.parametrize("default", [True, False])
def test_flag(
    monkeypatch: pytest.MonkeyPatch, value: str, meaning: bool | None, default: bool
) -> None:
    monkeypatch.setenv("QANTARA_DEBUG", value)
    assert env.flag("QANTARA_DEBUG", default=default) is (default if meaning is None else meaning)


def test_flag_that_is_neither_yes_nor_no_refuses_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QANTARA_DEBUG", "perhaps")
    with pytest.raises(
        env.BadSetting, match="QANTARA_DEBUG='perhaps' cannot be used: say yes or no"
    ):
        env.flag("QANTARA_DEBUG", default=False)


def test_address_loses_its_last_stroke(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QANTARA_SITE_URL", "https://cities.example.org/")
    assert env.address("QANTARA_SITE_URL", "") == "https://cities.example.org"


@pytest.mark.parametrize("value", ["cities.example.org", "ftp://cities.example.org", "https://"])
def test_address_without_scheme_or_host_refuses_to_start(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("QANTARA_SITE_URL", value)
    with pytest.raises(env.BadSetting, match="give an address such as"):
        env.address("QANTARA_SITE_URL", "")


def test_secret_is_made_once_and_kept_for_its_owner(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("QANTARA_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("QANTARA_SECRET_KEY", raising=False)
    first = env.secret("QANTARA_SECRET_KEY", keep="secret.key")
    assert len(first) >= 50
    assert env.secret("QANTARA_SECRET_KEY", keep="secret.key") == first
    assert oct((tmp_path / "var" / "secret.key").stat().st_mode & 0o777) == "0o600"


def test_short_secret_refuses_to_start_and_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QANTARA_SECRET_KEY", "too short")
    with pytest.raises(env.BadSetting) as refused:
        env.secret("QANTARA_SECRET_KEY", keep="secret.key")
    assert "too short" not in str(refused.value)


def test_database_address_on_a_socket_and_on_a_host() -> None:
    on_socket = env.database("postgresql://qantara:p%40ss@/qantara?host=%2Frun%2Fpg")
    assert [on_socket[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")] == [
        "qantara", "qantara", "p@ss", "/run/pg", "", {},
    ]  # fmt: skip
    on_host = env.database("postgresql://qantara:x@db.example.org:5433/cities?sslmode=require")
    assert [on_host[key] for key in ("NAME", "HOST", "PORT", "OPTIONS")] == [
        "cities", "db.example.org", "5433", {"sslmode": "require"},
    ]  # fmt: skip


@pytest.mark.parametrize("url", ["sqlite:///here.db", "postgresql://user:secret@host/", "nonsense"])
def test_other_database_refuses_to_start_and_shows_no_password(url: str) -> None:
    with pytest.raises(env.BadSetting) as refused:
        env.database(url)
    assert "secret" not in str(refused.value)
