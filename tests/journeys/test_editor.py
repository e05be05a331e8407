"""The profile editor in a browser: typed and saved, two at once, a bad line, Arabic on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Faces, Opened
from tests.journeys.seeing import barriers, language, sideways

SAVED = "Saved."


@pytest.fixture(scope="session")
def written(faces: Faces) -> Faces:
    faces.ground.filled(Path(__file__).with_name("editor_fill.py"))
    return faces


def section(faces: Faces, name: str, lang: str = "en") -> str:
    return f"{faces.desk}/{lang}/profiles/sandriver/sections/{name}/"


def sign_in(page: Page, faces: Faces, who: str, lang: str = "en") -> Page:
    page.goto(f"{faces.desk}/{lang}/")
    page.locator("#id_username").fill(f"{who}@example.org")
    page.locator("#id_password").fill(faces.password)
    page.locator("main form button").click()
    page.wait_for_url(f"{faces.desk}/{lang}/")
    return page


def stored(faces: Faces, name: str) -> list[str]:
    rows = faces.ground.sql(
        "select b.markdown from editions_block b join knowledge_narrative n on n.text_id = b.text_id "
        f"where n.section = '{name}' and b.removed_at is null order by b.order"
    )
    return [str(text) for (text,) in rows]


def status(page: Page, number: int = 0) -> object:
    return page.locator("[data-status]").nth(number)


def test_what_is_typed_is_saved_and_shown(opened: Opened, written: Faces) -> None:
    page = sign_in(opened(f"{written.desk}/en/"), written, "amal")
    page.goto(section(written, "housing"))
    page.locator("textarea").first.fill("The **river** joins the city.")
    expect(status(page)).to_have_text(SAVED)
    expect(page.locator("[data-preview]").first.locator("strong")).to_have_text("river")
    page.locator("[data-find]").first.click()
    page.locator("[data-finder] input").fill("foreign 2024")
    page.locator("[data-insert]").first.click()
    expect(page.locator("[data-preview]").first).to_contain_text("103")
    expect(status(page)).to_have_text(SAVED)
    assert stored(written, "housing") == [
        "The **river** joins the city. {fig:POP-01@sandriver;2024-01-01}", "Many came by boat.",
    ]  # fmt: skip
    assert barriers(page) == []


def test_two_at_once_lose_nothing(opened: Opened, written: Faces) -> None:
    first = sign_in(opened(f"{written.desk}/en/"), written, "amal")
    second = sign_in(opened(f"{written.desk}/en/"), written, "bruno")
    for page in (first, second):
        page.goto(section(written, "work"))
    first.locator("textarea").first.fill("The stream divides the city.")
    expect(status(first)).to_have_text(SAVED)
    second.locator("textarea").first.fill("The river divides two quarters.")
    conflict = second.locator("[data-conflict] [role=alert]")
    expect(conflict).to_be_focused()
    expect(conflict.locator("del").first).to_have_text("stream")
    expect(conflict).to_contain_text("amal changed this paragraph")
    assert barriers(second) == []
    assert stored(written, "work")[0] == "The stream divides the city."
    conflict.locator("textarea").fill("The stream divides two quarters.")
    conflict.locator("button").click()
    expect(second.locator("textarea").first).to_have_value("The stream divides two quarters.")
    assert stored(written, "work")[0] == "The stream divides two quarters."
    second.goto(section(written, "work"))
    expect(second.locator("[data-others]")).to_have_text("amal is editing this section.")


@pytest.fixture
def offline(browser: Browser) -> Iterator[Page]:
    """A page whose line may fail: the browser complains of that, and ``opened`` would of the browser."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_text_typed_on_a_bad_line_is_kept_and_sent_later(offline: Page, written: Faces) -> None:
    page = sign_in(offline, written, "amal")
    page.goto(section(written, "health"))
    page.route("**/texts/**", lambda route: route.abort())
    page.locator("textarea").first.fill("Written in a tunnel.")
    again = page.locator("[data-again]").first
    expect(again).to_be_visible(timeout=10_000)
    expect(status(page)).to_contain_text("kept on this device")
    assert stored(written, "health")[0] == "The river divides the city."
    page.unroute("**/texts/**")
    page.reload()
    expect(page.locator("textarea").first).to_have_value("Written in a tunnel.")
    expect(status(page)).to_have_text(SAVED)
    assert stored(written, "health")[0] == "Written in a tunnel."
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_text_kept_here_is_wiped_at_sign_out(offline: Page, written: Faces) -> None:
    page = sign_in(offline, written, "amal")
    page.goto(section(written, "education"))
    page.route("**/texts/**", lambda route: route.abort())
    page.locator("textarea").first.fill("Nobody else may read this.")
    expect(page.locator("[data-again]").first).to_be_visible(timeout=10_000)
    page.locator(".here button").click()
    page.wait_for_url(lambda address: "/sections/" not in address)
    assert page.evaluate("Object.keys(localStorage)") == []


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_translator_works_beside_the_original(
    opened: Opened, written: Faces, lang: str, width: int
) -> None:
    page = opened(f"{written.desk}/{lang}/", viewport={"width": width, "height": 900})
    sign_in(page, written, "tala", lang)
    page.goto(f"{section(written, 'patterns', lang)}to/ar/")
    assert language(page) == (lang, "rtl" if lang == "ar" else "ltr")
    field = page.locator("textarea").first
    assert field.get_attribute("dir") == "rtl"
    field.fill(f"يقسم النهر المدينة {lang} {width}.")
    expect(status(page)).not_to_have_text("")
    page.reload()
    expect(field).to_have_value(f"يقسم النهر المدينة {lang} {width}.")
    assert barriers(page) + sideways(page) == []


def test_editor_works_without_script(opened: Opened, written: Faces) -> None:
    page = opened(f"{written.desk}/en/", java_script_enabled=False)
    sign_in(page, written, "bruno")
    page.goto(section(written, "education"))
    page.locator("textarea").nth(1).fill("Others came on foot.")
    page.locator("form[data-block] button[type=submit]").nth(1).click()
    expect(page.locator("textarea").nth(1)).to_have_value("Others came on foot.")
    page.locator("[data-find][href*='/figures/']").nth(1).click()
    page.locator("input[type=search]").fill("foreign")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("button", name="Insert at the end of the paragraph").first.click()
    page.get_by_role("button", name="Move up").nth(1).click()
    assert stored(written, "education") == [
        "Others came on foot {fig:POP-01@sandriver;2024-01-01}.", "The river divides the city.",
    ]  # fmt: skip
