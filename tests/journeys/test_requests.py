"""An officer asks for a missing figure by letter; the office answers by link; the gap is closed."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Faces, Opened
from tests.journeys.seeing import barriers, sideways

CODE = {"ar": "CTX-01", "en": "POP-01"}
WIDTHS = {"ar": 360, "en": 1440}


@pytest.fixture(scope="module")
def filled(faces: Faces) -> None:
    faces.ground.filled(Path(__file__).with_name("requests_fill.py"))


def at_letters(opened: Opened, faces: Faces, lang: str) -> Page:
    page = opened(f"{faces.desk}/{lang}/", viewport={"width": WIDTHS[lang], "height": 900})
    page.locator("#id_username").fill("asks.pontessa@example.org")
    page.locator("#id_password").fill(faces.password)
    page.locator("main form button").click()
    page.wait_for_url(lambda address: "sign-in" not in address)
    page.goto(f"{faces.desk}/{lang}/requests/pontessa/")
    return page


def looked_at(page: Page) -> list[str]:
    return barriers(page) + sideways(page)


def fill_in(file: Path, number: int) -> None:
    """A figure in each line, half of the whole for each sex."""
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[1]
    names = [cell.value for cell in sheet[2]]
    for row in sheet.iter_rows(min_row=3):
        if row[0].value:
            is_whole = row[names.index("breakdown")].value == "_T"
            row[names.index("value")].value = number if is_whole else number // 2
    book.save(file)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_gap_becomes_a_letter_and_its_answer_closes_it(
    opened: Opened, faces: Faces, filled: None, tmp_path: Path, lang: str
) -> None:
    page = at_letters(opened, faces, lang)
    found = looked_at(page)
    page.locator(f"button[name=gap][value={CODE[lang]}]").click()
    page.wait_for_url("**/letters/**")
    found += looked_at(page)
    letter = page.url
    page.locator("#text-organisation").fill("Statistics Office of Pontessa")
    page.locator("form[action$='/text/'] button").click()
    page.wait_for_url(letter)
    page.locator("form[action$='/send/'] button").click()
    expect(page.locator("#settle")).to_be_visible()
    found += looked_at(page)

    office = opened(
        page.locator("bdi[dir=ltr]", has_text="/answers/").first.inner_text(),
        viewport={"width": WIDTHS[lang], "height": 900},
    )
    found += looked_at(office)
    with office.expect_download() as download:
        office.locator("a[href$='table.xlsx']").click()
    file = tmp_path / "table.xlsx"
    download.value.save_as(file)
    fill_in(file, 204_000)
    office.locator("#file-file").set_input_files(file)
    office.locator("form[enctype] button").click()
    expect(office.locator("#file-file")).to_have_count(0)
    found += looked_at(office)

    page.goto(letter)
    page.locator("main a[href$='/review/']").click()
    page.locator("#store #id_confirm").check()
    page.locator("#store button[type=submit]").click()
    page.wait_for_url("**/figures/imports/**")
    page.goto(f"{faces.desk}/{lang}/requests/pontessa/")
    expect(page.locator(f"button[name=gap][value={CODE[lang]}]")).to_have_count(0)
    assert found == []
