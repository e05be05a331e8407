"""An officer brings the city's stakeholders and leaves; a colleague takes over in their language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Faces, Opened
from tests.journeys.seeing import barriers, sideways

WIDTHS = {"ar": 360, "en": 1440}
TABLES = {
    "ar": "الجهة,المستوى,السكن والمجال الحضري\nمصلحة السكن,السلطة المحلية,تقرّر; تموّل\n",
    "en": "Organisation,Level,Health\nHealth board,local government,decides\n",
}
ORGANISATIONS = {"ar": "مصلحة السكن", "en": "Health board"}
PROMISES = {"ar": "الوعود والمواعيد", "en": "Promises and dates"}


@pytest.fixture(scope="module")
def filled(faces: Faces) -> None:
    faces.ground.filled(Path(__file__).with_name("team_fill.py"))


def at_desk(opened: Opened, faces: Faces, who: str, lang: str) -> Page:
    page = opened(f"{faces.desk}/{lang}/", viewport={"width": WIDTHS[lang], "height": 900})
    page.locator("#id_username").fill(f"{who}.{lang}.pontessa@example.org")
    page.locator("#id_password").fill(faces.password)
    page.locator("main form button").click()
    page.wait_for_url(lambda address: "sign-in" not in address)
    return page


def looked_at(page: Page) -> list[str]:
    return barriers(page) + sideways(page)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_stakeholders_come_from_a_spreadsheet_and_the_desk_is_handed_over(
    opened: Opened, faces: Faces, filled: None, lang: str
) -> None:
    page = at_desk(opened, faces, "leaves", lang)
    team = f"{faces.desk}/{lang}/team/pontessa/"
    page.goto(team)
    found = looked_at(page)
    page.locator("#id_file").set_input_files(
        {"name": "table.csv", "mimeType": "text/csv", "buffer": TABLES[lang].encode()}
    )
    page.locator("form[enctype] button").click()
    found += looked_at(page)
    page.locator("form[action$='/store/'] button").click()
    page.wait_for_url(team)
    expect(page.locator("main table a", has_text=ORGANISATIONS[lang])).to_be_visible()
    found += looked_at(page)

    page.goto(f"{faces.desk}/{lang}/handover/pontessa/")
    day = datetime.now(UTC).date() + timedelta(days=30)
    page.locator("#id_leaves_on").fill(day.isoformat())
    page.get_by_label(f"Who follows ({lang})").check()
    found += looked_at(page)
    page.locator("main form.form button").click()
    expect(page.locator("main .lines h3")).to_have_count(1 if lang == "ar" else 2)

    follows = at_desk(opened, faces, "follows", lang)
    follows.goto(f"{faces.desk}/{lang}/handover/pontessa/")
    follows.locator("main .lines a", has_text=f"Who leaves ({lang})").click()
    expect(follows.locator("#promises h2")).to_have_text(PROMISES[lang])
    found += looked_at(follows)
    with follows.expect_download() as download:
        follows.locator("a[href$='.docx']").click()
    assert download.value.suggested_filename == f"pontessa-handover.{lang}.docx"
    follows.locator("form[action$='/take-over/'] button").click()
    expect(follows.locator("main .note.ok")).to_be_visible()
    found += looked_at(follows)
    assert found == []
