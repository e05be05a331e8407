"""Every day's reading, the latest page and the comparison, after each release of a guarded city.

Nobody learns from them more than the releases of that day print (DISCLOSURE 6 and 12).
"""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from qantara.core.locales import LANGUAGES
from qantara.publishing.site import kept
from qantara.releases import read
from qantara.releases.models import Release
from tests.knowledge.ledger.conftest import City, made, moment

#: Day of a release -> foreign citizens by age, as the city's register has them then. The second
#: differs by one person, which is too small a change to show; of the third, everybody sees it.
KNOWN = {
    1: {"": 113.0, "AGE=Y0T14": 3.0, "AGE=Y15T24": 30.0, "AGE=Y25T64": 50.0, "AGE=Y_GE65": 30.0},
    4: {"": 114.0, "AGE=Y0T14": 3.0, "AGE=Y15T24": 30.0, "AGE=Y25T64": 51.0, "AGE=Y_GE65": 30.0},
    7: {"": 153.0, "AGE=Y0T14": 3.0, "AGE=Y15T24": 30.0, "AGE=Y25T64": 90.0, "AGE=Y_GE65": 30.0},
}
LAST = 10
AFTER_ALL_OF_IT = datetime(2126, 1, 1, tzinfo=UTC)

WHOLE, AGEING = "POP-01@marwa;2024-01-01", "POP-07@marwa;2024-01-01"
ADULTS, OLD = (f"POP-01@marwa;AGE={age};2024-01-01" for age in ("Y25T64", "Y_GE65"))


@pytest.fixture
def city(db: None, settings: LazySettings) -> City:
    settings.NETWORK = "rivers"
    return made(db)


def test_every_day_reads_the_release_of_that_day(city: City, client: Client) -> None:
    standing: dict[int, Release] = {}
    for day in KNOWN:
        standing[day] = released(city, day)
        expected = {
            on: standing[max(one for one in standing if one <= on)].address
            for on in range(min(standing), LAST)
        }
        for lang in LANGUAGES:
            assert readings(client, lang) == expected


def test_latest_is_what_the_newest_release_prints(city: City) -> None:
    found = []
    for day in KNOWN:
        released(city, day)
        newest = read.newest_document(kind="profile", subject="marwa")
        page = read.page("marwa", "en")
        assert newest is not None
        assert page is not None
        assert page.number == newest["number"]
        found.append(shown(newest["document"]))
    assert found == [
        {WHOLE: 113.0, ADULTS: 50.0, OLD: 30.0},
        {WHOLE: 114.0, ADULTS: 50.0, OLD: 30.0},
        {WHOLE: 153.0, ADULTS: 90.0, OLD: 30.0},
    ]


def test_comparison_says_what_its_two_releases_print_and_stays_so(
    city: City, client: Client
) -> None:
    first, second, third = (released(city, day) for day in KNOWN)
    assert client.get(changes(first, "en")).status_code == 404
    for lang in LANGUAGES:
        assert rows(client, second, lang) == [
            (WHOLE, "113", "114"), (AGEING, "26.5", "26.3"),
        ]  # fmt: skip
        assert rows(client, third, lang) == [
            (WHOLE, "114", "153"), (ADULTS, "50", "90"), (AGEING, "26.3", "19.6"),
        ]  # fmt: skip


def test_release_before_its_hour_changes_no_reading(city: City, client: Client) -> None:
    first = released(city, 1)
    pages = {lang: client.get(f"/{lang}/cities/marwa/").content for lang in LANGUAGES}
    later = city.release(
        city.draft("marwa", day=4, kind="profile"), day=4, public_from=AFTER_ALL_OF_IT
    )
    kept.shelf.clear()
    for lang in LANGUAGES:
        assert client.get(f"/{lang}/cities/marwa/").content == pages[lang]
        assert readings(client, lang) == dict.fromkeys(range(1, LAST), first.address)
        assert client.get(changes(later, lang)).status_code == 404


def released(city: City, day: int) -> Release:
    city.tell("marwa", KNOWN[day], day=day)
    return city.release(city.draft("marwa", day=day, kind="profile"), day=day)


def readings(client: Client, lang: str) -> dict[int, str]:
    """Day -> address of the release that a reading of that day leads to, where there is one."""
    found = {}
    for day in range(LAST):
        answer = client.get(f"/{lang}/cities/marwa/", {"on": moment(day).date().isoformat()})
        if answer.status_code == 302:
            assert answer.content == b""
            found[day] = answer.headers["Location"].removeprefix(f"/{lang}/r/").rstrip("/")
        else:
            assert answer.status_code == 404
    return found


def shown(document: dict[str, Any]) -> dict[str, float]:
    """Key -> number, of the people a document shows."""
    figures = document["figures"]
    numbers = zip(figures["key"], figures["state"], figures["value"], strict=True)
    return {key: value for key, state, value in numbers if state == "shown" and key != AGEING}


def changes(release: Release, lang: str) -> str:
    return f"/{lang}/r/{release.address}/changes.csv"


def rows(client: Client, release: Release, lang: str) -> list[tuple[str, str, str]]:
    """Key, number before and number now, of each figure that changed."""
    text = client.get(changes(release, lang)).content.decode("utf-8-sig")
    names = ("SERIES_KEY", "OBS_VALUE_BEFORE", "OBS_VALUE")
    return [tuple(row[name] for name in names) for row in csv.DictReader(io.StringIO(text))]  # type: ignore[misc]
