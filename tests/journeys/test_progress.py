"""A city commits, reports and reads what would go out, on a phone in Arabic and at a table in English."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Faces, Opened
from tests.journeys.seeing import barriers, followed, sent, sideways

#: Language -> width, recommendation, and whether there is script.
WALKS = {"ar": (360, "R5", True), "en": (1440, "R9", False)}


@pytest.fixture(scope="module")
def filled(faces: Faces) -> None:
    faces.ground.filled(Path(__file__).with_name("progress_fill.py"))


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_city_commits_reports_and_reads_what_would_go_out(
    opened: Opened, faces: Faces, filled: None, lang: str
) -> None:
    width, code, has_script = WALKS[lang]
    page = opened(
        f"{faces.desk}/{lang}/", viewport={"width": width, "height": 900},
        java_script_enabled=has_script,
    )  # fmt: skip
    found: list[str] = []

    def look() -> None:
        if has_script:
            found.extend(barriers(page) + sideways(page))

    page.locator("#id_username").fill("commits.pontessa@example.org")
    page.locator("#id_password").fill(faces.password)
    page.locator("main form button").click()
    page.wait_for_url(lambda address: "sign-in" not in address)
    listed = f"{faces.desk}/{lang}/cities/pontessa/commitments/"
    page.goto(listed)
    look()
    followed(page, page.locator(f"main a[href*='/commitments/{code}/']"))
    look()
    followed(page, page.locator("main a[href*='/change/']"))
    look()
    page.locator("#id_what").fill("مكتب في كل حي" if lang == "ar" else "A desk in every district")
    page.locator("#id_due").fill("2031-06-30")
    sent(page, page.locator("main form.form button[type=submit]"))
    followed(page, page.locator("main a[href*='/report/']"))
    look()
    page.locator("[name=level][value='3']").check()
    page.locator("#id_done").fill("مكتبان يعملان" if lang == "ar" else "Two desks work")
    sent(page, page.locator("main form.form button[type=submit]"))
    expect(page.locator("main .errs, main [role=alert]").first).to_be_visible()
    page.locator("#id_kind_1").select_option("document")
    page.locator("#id_title_1").fill("Minutes")
    page.locator("#id_issuer_1").fill("Council")
    page.locator("#id_on_1").fill("2026-03-04")
    sent(page, page.locator("main form.form button[type=submit]"))
    expect(page.locator("main article")).to_have_count(1)
    look()
    page.goto(listed)
    page.locator(f"tr:has(a[href*='/{code}/']) [name=let_out]").check()
    sent(page, page.locator("form[action$='/let-out/'] button"))
    look()
    followed(page, page.locator("main a[href*='/paper/']"))
    look()
    expect(page.locator("main")).to_contain_text(
        "مكتبان يعملان" if lang == "ar" else "Two desks work"
    )
    page.goto(f"{faces.desk}/{lang}/cities/pontessa/orphans/")
    look()
    assert found == []
