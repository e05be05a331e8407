"""Cost bands of a network, in its currency: data (``bands.toml``), the instance's own file before ours."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from qantara.core import locales


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """From ``low`` to ``high`` in whole units of ``currency`` (ISO 4217). Neither: no further money."""

    code: str
    currency: str
    low: int | None = None
    high: int | None = None


def bands(network: str) -> dict[str, Band]:
    """The bands of a network by code, the cheapest first; those for all where it has none of its own."""
    found = _file(Path(__file__).parent / "bands.toml")
    own: Path = settings.VAR / "cost-bands.toml"
    if own.exists():
        found |= _file(own)
    chosen = found.get(network) or found["*"]
    return {
        row["code"]: Band(
            code=row["code"], currency=chosen["currency"], low=row.get("low"), high=row.get("high")
        )
        for row in chosen["bands"]
    }


def said(low: int | None, high: int | None, currency: str, lang: str) -> str:
    """A band in words, in the language in force (``lang``)."""
    if low is None and high is None:
        return _("No further money")
    money = {
        "low": locales.number(low or 0, lang), "high": locales.number(high or 0, lang),
        "currency": currency,
    }  # fmt: skip
    if low is None:
        return _("Up to %(currency)s %(high)s") % money
    if high is None:
        return _("More than %(currency)s %(low)s") % money
    return _("%(currency)s %(low)s to %(high)s") % money


def _file(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
