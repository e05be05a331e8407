"""A workshop in a browser: prepared at the desk, voted on phones with script and without, counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Faces, Opened
from tests.journeys.seeing import barriers, sent, sideways

HERE = Path(__file__)
OPTIONS = {"ar": ("السكن", "المدارس", "العمل"), "en": ("Housing", "Schools", "Jobs")}


@pytest.fixture(scope="module")
def filled(faces: Faces) -> None:
    faces.ground.filled(HERE.with_name("workshop_fill.py"))


def at_desk(opened: Opened, faces: Faces, lang: str) -> Page:
    page = opened(f"{faces.desk}/{lang}/", viewport={"width": 360, "height": 800})
    page.locator("#id_username").fill("runs.workshop.pontessa@example.org")
    page.locator("#id_password").fill(faces.password)
    page.locator("main form button").click()
    page.wait_for_url(lambda address: "sign-in" not in address)
    return page


def looked_at(page: Page) -> list[str]:
    return barriers(page) + sideways(page)


def votes(page: Page, *, first: int) -> None:
    """Give one option the first place, the others what is left."""
    for at in range(3):
        page.locator(f"[name='m{at}-0']").select_option("1" if at == first else "2")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_workshop_is_prepared_voted_and_counted(
    opened: Opened, faces: Faces, filled: None, lang: str
) -> None:
    officer = at_desk(opened, faces, lang)
    officer.goto(f"{faces.desk}/{lang}/workshops/pontessa/")
    found = looked_at(officer)
    officer.locator("#id_held_on").fill("2026-11-23")
    officer.locator(f"#id_name_{lang}").fill(f"Pontessa {lang}")
    sent(officer, officer.locator("main form button"))
    officer.goto(f"{faces.desk}/{lang}/workshops/pontessa/")
    officer.locator("main .lines a", has_text=f"Pontessa {lang}").click()
    officer.locator("main a[href$='/round/']").first.click()
    found += looked_at(officer)
    officer.locator("[name=method][value=ranking]").check()
    officer.locator(f"#id_options_{lang}").fill("\n".join(OPTIONS[lang]))
    sent(officer, officer.locator("main form button[type=submit]"))
    found += looked_at(officer)
    officer.locator("#cards-seats, #id_seats").first.fill("8")
    officer.locator(f"[name=languages][value={lang}]").check()
    with officer.expect_download() as download:
        officer.locator("form[action$='/cards/'] button").click()
    assert download.value.suggested_filename.endswith("-series-1.pdf")
    codes = json.loads(faces.ground.filled(HERE.with_name("workshop_cards.py")))
    officer.reload()
    sent(officer, officer.locator("form[action$='/acts/open/'] button"))
    found += looked_at(officer)

    for at, code in enumerate(codes[:6]):
        has_script = at % 2 == 0
        phone = opened(
            f"{faces.desk}/{lang}/b/" + (f"#{code}" if has_script else ""),
            viewport={"width": 360, "height": 800}, java_script_enabled=has_script,
        )  # fmt: skip
        if has_script:
            expect(phone.locator("#code")).to_have_value(code)
            found += looked_at(phone)
        else:
            phone.locator("#code").fill(code.lower())
        sent(phone, phone.locator("main form button"))
        assert phone.locator("html").get_attribute("dir") == ("rtl" if lang == "ar" else "ltr")
        votes(phone, first=0 if at else 1)
        if has_script:
            found += looked_at(phone)
        sent(phone, phone.locator("button[name=said][value=cast]"))
        expect(phone.locator("[data-kept]")).to_be_visible()

    officer.reload()
    screen = officer.locator("a[href$='/screen/']").first.get_attribute("href")
    sent(officer, officer.locator("form[action$='/acts/close/'] button"))
    found += looked_at(officer)
    told = officer.locator("main").inner_text()
    first, second, _third = OPTIONS[lang]
    assert told.index(first) < told.index(second)
    officer.set_viewport_size({"width": 1920, "height": 1080})
    officer.goto(f"{faces.desk}{screen}")
    found += looked_at(officer)
    expect(officer.locator("main")).to_contain_text(first)
    assert found == []
