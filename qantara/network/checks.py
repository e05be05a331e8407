"""What a network file may say, and what is wrong with one: every problem with its place.

Values in, sentences out. English, like the command line that prints them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from datetime import date, datetime
from typing import Any

from qantara.core.locales import LANGUAGES

Row = Mapping[str, Any]
#: Says what a value should be; empty where it is that.
Check = Callable[[Any], str]

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COUNTRY = re.compile(r"[A-Z]{2}")


def a_text(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else "a text"


def letters(most: int, *, least: int = 0) -> Check:
    """A text of so many letters; none at all is as if the field were not there."""

    def check(value: Any) -> str:
        is_one = isinstance(value, str) and least <= len(value.strip()) and len(value) <= most
        return "" if is_one else f"a text of at most {most} letters"

    return check


def anything(value: Any) -> str:
    return ""


def a_slug(value: Any) -> str:
    is_one = isinstance(value, str) and _SLUG.fullmatch(value) and len(value) <= 60
    return "" if is_one else "a slug such as port-city: small letters, figures and hyphens"


def a_name(value: Any) -> str:
    """A text by language: one of ours at least, and no other."""
    is_one = (
        isinstance(value, dict)
        and value
        and set(value) <= set(LANGUAGES)
        and all(isinstance(text, str) and text.strip() for text in value.values())
    )
    return (
        "" if is_one else 'a name by language, such as { ar = "…", en = "…", es = "…", fr = "…" }'
    )


def a_day(value: Any) -> str:
    is_one = isinstance(value, date) and not isinstance(value, datetime)
    return "" if is_one else "a day, such as 2018-07-01"


def a_country(value: Any) -> str:
    is_one = isinstance(value, str) and _COUNTRY.fullmatch(value)
    return "" if is_one else "a country by its two letters in ISO 3166-1, such as PT"


def truth(value: Any) -> str:
    return "" if isinstance(value, bool) else "true or false"


def a_count(value: Any) -> str:
    is_one = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 32_767
    return "" if is_one else "a whole number"


def an_amount(value: Any) -> str:
    is_one = isinstance(value, int | float) and not isinstance(value, bool) and value > 0
    return "" if is_one else "a sum of money above zero"


def slugs(value: Any) -> str:
    is_one = isinstance(value, list) and all(not a_slug(one) for one in value)
    return "" if is_one else 'a list of slugs, such as ["port-city"]'


def codes(value: Any) -> str:
    is_one = isinstance(value, dict) and all(isinstance(code, str) for code in value.values())
    return "" if is_one else 'codes by scheme, such as { eurostat = "PT001C" }'


def at_least(least: int) -> Check:
    def check(value: Any) -> str:
        is_one = isinstance(value, int) and not isinstance(value, bool) and value >= least
        return (
            ""
            if is_one
            else f"a whole number, {least} at least: a network may be stricter, never looser"
        )

    return check


def texts(value: Any) -> str:
    is_one = isinstance(value, list) and all(isinstance(each, str) and each for each in value)
    return "" if is_one else "a list of texts"


def between(low: float, high: float) -> Check:
    def check(value: Any) -> str:
        is_one = isinstance(value, int | float) and low <= value <= high
        return "" if is_one else f"degrees from {low:g} to {high:g}"

    return check


def an_extent(value: Any) -> str:
    is_one = (
        isinstance(value, list)
        and len(value) == 4
        and all(isinstance(one, int | float) for one in value)
        and -180 <= value[0] < value[2] <= 180
        and -90 <= value[1] < value[3] <= 90
    )
    return "" if is_one else "the map's west, south, east and north in degrees"


def one_of(*values: str) -> Check:
    def check(value: Any) -> str:
        return "" if value in values else f"one of {', '.join(values)}"

    return check


def fields(row: Row, known: Mapping[str, Check], required: Container[str]) -> list[str]:
    """What is wrong with a row's own fields: missing, unknown, or not what they should be."""
    found = [f"`{key}` is missing" for key in known if key in required and key not in row]
    found += [f"`{key}` means nothing here" for key in row if key not in known]
    return found + [
        f"`{key}` is not {wanted}"
        for key, check in known.items()
        if key in row and (wanted := check(row[key]))
    ]
