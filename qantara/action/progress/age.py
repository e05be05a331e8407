"""How old a check is. A claim fades: what was checked long ago is not what is so today."""

from __future__ import annotations

from datetime import date
from typing import Literal

Age = Literal["fresh", "ageing", "old"]
#: Days after which a check is ageing, and old.
AGEING, OLD = 366, 731


def age(checked: date, today: date) -> Age:
    """Fresh for a year, ageing for another, then old. A day still to come is fresh."""
    days = (today - checked).days
    return "fresh" if days < AGEING else "ageing" if days < OLD else "old"
