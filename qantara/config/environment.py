"""What the environment may say, read once, typed; a bad value refuses to start.

Also the home of files that are made: `var/` beside the checkout unless `QANTARA_VAR` says otherwise.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from qantara.core import embedded
from qantara.core.reach import REACHES_EVERYTHING

ROOT = Path(__file__).resolve().parents[2]


class BadSetting(SystemExit):
    """A setting in the environment cannot be used."""

    def __init__(self, name: str, value: str, wanted: str) -> None:
        super().__init__(f"{name}={value!r} cannot be used: {wanted}.")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise BadSetting(name, value, "say yes or no")


def count(name: str, default: int) -> int:
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isascii() or not value.isdigit():
        raise BadSetting(name, value, "give a whole number, such as 1")
    return int(value)


def address(name: str, default: str) -> str:
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise BadSetting(name, value, "give an address such as https://cities.example.org")
    return value


def host(url: str) -> str:
    return urlsplit(url).hostname or ""


def var() -> Path:
    return Path(text("QANTARA_VAR", str(ROOT / "var"))).resolve()


def secret(name: str, *, keep: str) -> str:
    """A secret from the environment, or one made for this machine and kept readable by its owner only.

    The kept one serves laptops and demonstrations; with several machines set the variable.
    """
    if value := os.environ.get(name):
        if len(value) < 32:
            raise BadSetting(name, "…", "use at least 32 random characters")
        return value
    path = var() / keep
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(value := secrets.token_urlsafe(48))
    return value


def withheld() -> str:
    """In the place of a secret that a process is not to know."""
    msg = "This process does not know that secret, and has no need of it."
    raise RuntimeError(msg)


def database_url() -> str:
    """`DATABASE_URL`, or the embedded server's address once it has been started."""
    if url := text("DATABASE_URL"):
        return url
    server = embedded.locate(var())
    embedded.start(server)
    return server.url()


def role_database(name: str, *, keep: Path, reaches_everything: bool = False) -> dict[str, object]:
    """The database under a role of its own: by an address in the environment, or the one that
    `qantara database roles` kept. Refuses to start where there is neither."""
    url = text(name) or (keep.read_text().strip() if keep.exists() else "")
    if not url:
        raise BadSetting(
            name, "", "run `qantara database roles` first, or set the address of that role"
        )
    return database(url, name=name, reaches_everything=reaches_everything)


def database(
    url: str, *, name: str = "DATABASE_URL", reaches_everything: bool = False
) -> dict[str, object]:
    """Django's database setting from a PostgreSQL address.

    reaches_everything  rows of every holder are in reach of its connections (`core.fence`)
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or len(parts.path) < 2:
        raise BadSetting(
            name, url.split("@")[-1], "give postgresql://user:password@host:port/database"
        )
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = query.pop("host", "") or unquote(parts.hostname or "")
    if reaches_everything:
        query["options"] = f"{query.get('options', '')} {REACHES_EVERYTHING}".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }
