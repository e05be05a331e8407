"""A person who writes no code brings files in: our template, a file of an office, a list of people."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.desk.bringing import PEOPLE
from tests.journeys.conftest import Faces, Opened
from tests.journeys.seeing import barriers, language, sent, sideways
from tests.journeys.test_desk import sign_in

#: In the words of an office that writes Arabic, about a city that does not exist.
REGISTER = """السنة;المدينة;الجنس;السكان
{year};Pontessa;ذكور;101234
{year};Pontessa;إناث;104321
{year};Pontessa;المجموع;205555
{year};Pontessa;{unknown};..
"""
WIDTHS = {"ar": 360, "en": 1440}


def at_desk(opened: Opened, faces: Faces, lang: str) -> Page:
    page = opened(f"{faces.desk}/{lang}/", viewport={"width": WIDTHS[lang], "height": 900})
    sign_in(page, faces, lang, "coordinator")
    page.goto(f"{faces.desk}/{lang}/figures/")
    return page


def bring(page: Page, file: Path) -> None:
    page.locator("main a[href$='/bring/']").click()
    page.locator("#id_file").set_input_files(file)
    page.locator("main form button[type=submit]").click()
    # Where the machine is busy the worker reads it, and the page looks by itself.
    page.wait_for_url(lambda address: "/deliveries/" not in address)


def looked_at(page: Page) -> list[str]:
    return barriers(page) + sideways(page)


def store(page: Page) -> None:
    page.locator("#store #id_confirm").check()
    page.locator("#store button[type=submit]").click()
    page.wait_for_url("**/figures/imports/**")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_template_is_downloaded_filled_in_stored_and_undone(
    opened: Opened, faces: Faces, tmp_path: Path, lang: str
) -> None:
    page = at_desk(opened, faces, lang)
    found = looked_at(page)
    page.locator("#id_territory").select_option("oltreve")
    page.locator("#id_language").select_option(lang)
    with page.expect_download() as download:
        page.locator("#template ~ form button").click()
    file = tmp_path / f"oltreve-{lang}.xlsx"
    download.value.save_as(file)
    book = openpyxl.load_workbook(file)
    line = next(
        row for row in book.worksheets[1].iter_rows(min_row=3)
        if row[0].value == "CTX-01" and not row[5].value and not row[2].value
    )  # fmt: skip
    line[3].value, line[5].value = "2019" if lang == "ar" else "2018", 204_000
    book.save(file)

    bring(page, file)
    page.wait_for_url("**/review/")
    assert language(page) == (lang, "rtl" if lang == "ar" else "ltr")
    expect(page.locator("#h-new ~ table")).to_contain_text("204")
    found += looked_at(page)
    store(page)
    found += looked_at(page)
    page.locator("#id_reason").fill("Made for a journey")
    page.locator("#undo ~ form button").click()
    expect(page.locator(".note.bad")).to_contain_text("Made for a journey")
    assert found + looked_at(page) == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_file_of_an_office_is_asked_about_reviewed_and_stored(
    opened: Opened, faces: Faces, tmp_path: Path, lang: str
) -> None:
    page = at_desk(opened, faces, lang)
    file = tmp_path / "سجل السكان.csv"
    year = {"ar": 2016, "en": 2015}[lang]
    file.write_text(REGISTER.format(year=year, unknown="غير مبيّن"), encoding="cp1256")
    bring(page, file)
    found: list[str] = []
    for _round in range(6):
        found += looked_at(page)
        if "/review/" in page.url:
            break
        answer(page)
    expect(page.locator("#h-new ~ table")).to_contain_text("101\u202f234")
    expect(page.locator("#h-new ~ table")).to_contain_text("205\u202f555")
    store(page)
    expect(page.locator(".note.ok")).to_be_visible()
    assert found + looked_at(page) == []


def answer(page: Page) -> None:
    """What a person would say: what is proposed is right, the office is named, marks say nothing."""
    for asked in page.locator(".ask").all():
        select, text = asked.locator("select"), asked.locator("input")
        if select.count() and not select.input_value():
            select.select_option(index=1)
        elif text.count() and not text.input_value() and not asked.locator("label .hint").count():
            text.fill("Statistics of Pontessa")
    sent(page, page.locator("main form .btn[type=submit]").first)


@pytest.mark.parametrize(("lang", "said"), [("ar", "قائمة"), ("en", "list of people")])
def test_list_of_people_is_refused_and_told_so(
    opened: Opened, faces: Faces, tmp_path: Path, lang: str, said: str
) -> None:
    page = at_desk(opened, faces, lang)
    stored = faces.ground.var / "files" / "private"
    before = sorted(stored.rglob("*"))
    file = tmp_path / "beneficiaries.csv"
    file.write_bytes(PEOPLE)
    bring(page, file)
    expect(page.locator("[role=alert]")).to_be_focused()
    expect(page.locator("[role=alert]")).to_contain_text(said)
    assert looked_at(page) == []
    assert "Selma" not in page.content()
    page.goto(f"{faces.desk}/{lang}/figures/")
    expect(page.locator("main")).not_to_contain_text("beneficiaries")
    assert sorted(stored.rglob("*")) == before


def test_file_is_brought_in_without_script(opened: Opened, faces: Faces, tmp_path: Path) -> None:
    page = opened(f"{faces.desk}/en/", java_script_enabled=False)
    sign_in(page, faces, "en", "coordinator")
    page.goto(f"{faces.desk}/en/figures/")
    file = tmp_path / "register.csv"
    file.write_text("Year;Place;Residents\n2014;Pontessa;201000\n2013;Pontessa;200500\n")
    bring(page, file)
    for _round in range(6):
        if "/review/" in page.url:
            break
        answer(page)
    expect(page.locator("#h-new ~ table")).to_contain_text("201\u202f000")
    page.locator("main form[action$='/discard/'] button").click()
    page.wait_for_url(f"{faces.desk}/en/figures/")
    expect(page.locator("main")).not_to_contain_text("register.csv")
