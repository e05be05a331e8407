"""An officer finds what is missing, says what is not the city's, confirms last year's answers, sends the sheet."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Faces, Opened
from tests.journeys.seeing import barriers, language, sideways

WIDTHS = {"ar": 360, "en": 1440}
CHOSEN = {"ar": "HLT-01", "en": "HLT-02"}
LEVELS = {"ar": ("GOV-02", "GOV-03", "GOV-06"), "en": ("GOV-04", "GOV-05", "GOV-07")}


@pytest.fixture(scope="module")
def filled(faces: Faces) -> None:
    faces.ground.filled(Path(__file__).with_name("answers_fill.py"))


def at_indicators(opened: Opened, faces: Faces, lang: str, **options: object) -> Page:
    size = {"width": WIDTHS[lang], "height": 900}
    page = opened(f"{faces.desk}/{lang}/", viewport=size, **options)
    page.locator("#id_username").fill("answers.pontessa@example.org")
    page.locator("#id_password").fill(faces.password)
    page.locator("main form button").click()
    page.wait_for_url(lambda address: "sign-in" not in address)
    page.goto(f"{faces.desk}/{lang}/cities/pontessa/indicators/")
    return page


def looked_at(page: Page) -> list[str]:
    return barriers(page) + sideways(page)


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("with_script", [True, False])
def test_pages_of_indicators_can_be_used_by_everybody(
    opened: Opened, faces: Faces, filled: None, lang: str, with_script: bool
) -> None:
    page = at_indicators(opened, faces, lang, java_script_enabled=with_script)
    assert language(page) == (lang, "rtl" if lang == "ar" else "ltr")
    here = page.url
    found = looked_at(page) if with_script else []
    for part in ("competences/", "earlier/", "frames/"):
        page.goto(here.replace("indicators/", part))
        expect(page.locator("h1")).to_have_count(1)
        found += looked_at(page) if with_script else []
    assert found == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_city_completes_its_indicators(
    opened: Opened, faces: Faces, filled: None, tmp_path: Path, lang: str
) -> None:
    page = at_indicators(opened, faces, lang, java_script_enabled=False)
    here = page.url
    code, (stands, changes, typed) = CHOSEN[lang], LEVELS[lang]
    row = page.locator(f"#i-{code}")
    row.locator("a[href*='/competences/']").click()
    assert page.locator("#id_indicator").input_value() == code
    page.locator("#id_level").select_option("region")
    page.locator("#id_body").fill("وكالة الصحة" if lang == "ar" else "Health agency")
    page.locator("#id_since").fill("2004")
    page.locator("section[aria-labelledby=state] form button").click()
    expect(page.locator("#standing ~ ul")).to_contain_text("2004")
    page.goto(here)
    expect(page.locator(f"#i-{code} .st.ok")).to_have_count(1)

    page.goto(here.replace("indicators/", "earlier/"))
    links = page.locator("section[aria-labelledby=open] h3 a")
    before = links.count()
    for wanted, button in ((stands, "stands"), (changes, "changed")):
        page.goto(here.replace("indicators/", "earlier/"))
        _open(page, wanted)
        if button == "changed":
            page.locator("#change-value").select_option("3")
        page.locator(f"button[value={button}]").click()
        page.wait_for_url("**/earlier/?place=*")
    assert links.count() == before - 2

    page.goto(here)
    with page.expect_download() as download:
        page.locator("form[action$='template.xlsx'] button").click()
    file = tmp_path / f"pontessa-{lang}.xlsx"
    download.value.save_as(file)
    _level(file, typed)
    page.goto(f"{faces.desk}/{lang}/figures/bring/")
    page.locator("#id_file").set_input_files(file)
    page.locator("main form[enctype] button[type=submit]").click()
    page.wait_for_url("**/review/")
    page.locator("#store #id_confirm").check()
    page.locator("#store button[type=submit]").click()
    page.wait_for_url("**/figures/imports/**")
    page.goto(here)
    expect(page.locator(f"#i-{typed} .st.ok")).to_have_count(1)


def test_short_set_is_chosen_and_taken_back(opened: Opened, faces: Faces, filled: None) -> None:
    page = at_indicators(opened, faces, "en", java_script_enabled=False)
    rows = page.locator("tr[id^=i-]")
    expect(rows).to_have_count(48)
    page.locator("button[value=short]").click()
    expect(rows).to_have_count(25)
    page.locator("button[value=core]").click()
    expect(rows).to_have_count(48)


def _open(page: Page, code: str) -> None:
    """The earlier answer of an indicator: its page says the code."""
    links = page.locator("section[aria-labelledby=open] h3 a")
    addresses = [links.nth(at).get_attribute("href") for at in range(links.count())]
    for address in addresses:
        page.goto(page.url.partition("/ar/")[0].partition("/en/")[0] + str(address))
        if page.locator("p.meta bdi", has_text=code).count():
            return
    raise AssertionError(f"{code} is not offered")


def _level(file: Path, code: str) -> None:
    """Type a level beside the indicator, as an officer does in the sheet."""
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[1]
    names = [cell.value for cell in sheet[2]]
    row = next(
        row
        for row in sheet.iter_rows(min_row=3)
        if row[names.index("definition")].value == code and not row[names.index("value")].value
    )
    row[names.index("period")].value, row[names.index("value")].value = "2025", 1
    book.save(file)
