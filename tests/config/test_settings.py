"""Settings behind https, of the site, and of a desk with a bad value; each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NO_SERVER = "postgresql://q:q@127.0.0.1:1/q"
SHOW = """
import importlib, json, sys
settings = importlib.import_module(sys.argv[1])
print(json.dumps({name: getattr(settings, name, None) for name in sys.argv[2:]}, default=str))
"""
COOKIES = (
    "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE",
    "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY", "CSRF_COOKIE_SAMESITE",
    "SECURE_HSTS_SECONDS",
)  # fmt: skip


def show(
    module: str, *names: str, var: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("QANTARA_")}
    ours = {"DATABASE_URL": NO_SERVER, "QANTARA_VAR": str(var), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", SHOW, f"qantara.config.{module}", *names],
        env=kept | ours | environment, capture_output=True, text=True,
    )  # fmt: skip


def values(module: str, *names: str, var: Path, **environment: str) -> dict[str, object]:
    shown = show(module, *names, var=var, **environment)
    assert shown.returncode == 0, shown.stderr
    return dict(json.loads(shown.stdout))


def test_cookies_behind_https_are_host_cookies(tmp_path: Path) -> None:
    shown = values("settings", *COOKIES, var=tmp_path, QANTARA_DESK_URL="https://desk.example.org")
    assert shown == dict(
        zip(
            COOKIES,
            ["__Host-session", True, True, "Lax", "__Host-csrf", True, True, "Lax", 31_536_000],
            strict=True,
        )
    )


def test_cookies_on_a_laptop_work_without_https(tmp_path: Path) -> None:
    shown = values("settings", *COOKIES, var=tmp_path)
    assert shown == dict(
        zip(COOKIES, ["session", False, True, "Lax", "csrf", False, True, "Lax", 0], strict=True)
    )


def test_hosts_are_those_of_the_two_addresses(tmp_path: Path) -> None:
    shown = values(
        "settings", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", var=tmp_path,
        QANTARA_SITE_URL="https://cities.example.org", QANTARA_DESK_URL="https://desk.example.org",
    )  # fmt: skip
    assert shown["CSRF_TRUSTED_ORIGINS"] == ["https://desk.example.org"]
    assert "*" not in str(shown["ALLOWED_HOSTS"])
    assert {"cities.example.org", "desk.example.org"} <= set(shown["ALLOWED_HOSTS"])  # type: ignore[call-overload]


def test_site_has_no_session_sign_in_or_form(tmp_path: Path) -> None:
    shown = values(
        "site_settings",
        "MIDDLEWARE",
        "ROOT_URLCONF",
        var=tmp_path,
        QANTARA_PUBLIC_DATABASE_URL=NO_SERVER,
    )
    assert shown["ROOT_URLCONF"] == "qantara.config.site_urls"
    for word in ("Session", "Csrf", "Authentication", "Message"):
        assert word not in str(shown["MIDDLEWARE"])


def test_site_without_public_role_refuses_to_start(tmp_path: Path) -> None:
    refused = show("site_settings", "ROOT_URLCONF", var=tmp_path)
    assert refused.returncode != 0
    assert "run `qantara database roles` first" in refused.stderr


def test_debug_is_off_unless_asked_for(tmp_path: Path) -> None:
    assert values("settings", "DEBUG", var=tmp_path) == {"DEBUG": False}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QANTARA_DEBUG", "perhaps"), ("QANTARA_SECRET_KEY", "short"), ("QANTARA_SITE_URL", "localhost"),
        ("DATABASE_URL", "sqlite:///x.db"),
    ],
)  # fmt: skip
def test_bad_value_refuses_to_start_and_names_its_variable(
    tmp_path: Path, name: str, value: str
) -> None:
    refused = show("settings", "DEBUG", var=tmp_path, **{name: value})
    assert refused.returncode != 0
    assert refused.stderr.startswith(f"{name}=")
    assert "Traceback" not in refused.stderr
