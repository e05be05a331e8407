"""A day is set, more time is asked for and granted, and everybody is told; a calendar reads the days."""

from __future__ import annotations

import urllib.request
from datetime import timedelta
from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import Page, expect

from qantara.core import clock
from tests.journeys.conftest import Faces, Opened
from tests.journeys.seeing import barriers, language, sideways

#: In each language another step, so that the walks do not meet.
STEP = {"ar": "release", "en": "evidence"}
WIDTHS = {"ar": 360, "en": 1440}
OFFICE, CITY = "coordinator.four-shores-secretariat", "dated.qarnel"


@pytest.fixture(scope="module")
def filled(faces: Faces) -> None:
    faces.ground.filled(Path(__file__).with_name("notices_fill.py"))


def at_desk(opened: Opened, faces: Faces, lang: str, who: str) -> Page:
    page = opened(
        f"{faces.desk}/{lang}/",
        viewport={"width": WIDTHS[lang], "height": 900},
    )
    page.locator("#id_username").fill(f"{who}@example.org")
    page.locator("#id_password").fill(faces.password)
    page.locator("main form.form button").click()
    if who == OFFICE:
        page.locator("#id_code").fill(faces.code())
        page.locator("main form.form button").click()
    page.wait_for_url(lambda address: "sign-in" not in address)
    return page


def looked_at(page: Page) -> list[str]:
    return barriers(page) + sideways(page)


def in_days(number: int) -> str:
    return (clock.now().date() + timedelta(days=number)).isoformat()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_more_time_is_asked_granted_and_told(
    opened: Opened, faces: Faces, filled: None, lang: str
) -> None:
    office = at_desk(opened, faces, lang, OFFICE)
    office.goto(f"{faces.desk}/{lang}/matrix/")
    office.locator(f"main a[href='/{lang}/dues/']").click()
    office.wait_for_url("**/dues/")
    found = looked_at(office)
    office.locator("#id_step").select_option(STEP[lang])
    office.locator("#id_on").fill(in_days(20))
    office.locator("main form.form button").last.click()
    expect(office.locator("table.reflow tbody tr")).not_to_have_count(0)
    found += looked_at(office)
    office.goto(f"{faces.desk}/{lang}/matrix/")
    expect(office.locator("td small").first).to_be_visible()
    found += looked_at(office)

    city = at_desk(opened, faces, lang, CITY)
    found += looked_at(city)
    city.locator(f"main a[href='/{lang}/cities/qarnel/dues/']").first.click()
    city.wait_for_url("**/cities/qarnel/dues/")
    city.locator("#id_item").select_option(f"{STEP[lang]}-")
    city.locator("#id_until").fill(in_days(60))
    city.locator("#id_reason").fill("الانتخابات" if lang == "ar" else "Elections")
    found += looked_at(city)
    city.locator("main form.form button").click()
    expect(city.locator("#id_reason")).to_have_value("")

    office.goto(f"{faces.desk}/{lang}/notices/")
    expect(office.locator("main .lines li").first).to_contain_text(
        "قرنيل" if lang == "ar" else "Qarnel"
    )
    found += looked_at(office)
    office.locator("main .lines button.btn").first.click()
    office.wait_for_url("**/dues/")
    found += looked_at(office)
    office.locator("button[name=grant]").first.click()
    expect(office.locator("button[name=grant]")).to_have_count(0)
    found += looked_at(office)

    city.goto(f"{faces.desk}/{lang}/")
    expect(city.locator(f"header a[href='/{lang}/notices/'] span").first).to_contain_text("1")
    city.goto(f"{faces.desk}/{lang}/notices/")
    before = city.locator("main .lines li").count()
    assert before >= 1
    city.locator("button[name=stay]").first.click()
    expect(city.locator("main .lines li")).to_have_count(before - 1)
    city.locator("input[name=rhythm][value=weekly]").check()
    city.locator("form[action$='/rhythm/'] button").click()
    expect(city.locator("input[name=rhythm][value=weekly]")).to_be_checked()
    found += looked_at(city)
    city.goto(f"{faces.desk}/{lang}/notices/?show=all")
    found += looked_at(city)

    city.goto(f"{faces.desk}/{lang}/calendar/")
    city.locator("form[action$='/calendar/link/'] button").first.click()
    address = city.locator("#address").inner_text()
    found += looked_at(city)
    with urllib.request.urlopen(address) as answer:
        events = icalendar.Calendar.from_ical(answer.read()).walk("VEVENT")
    assert in_days(60) in {event.decoded("DTSTART").isoformat() for event in events}
    assert language(city) == (lang, "rtl" if lang == "ar" else "ltr")
    assert found == []
