"""Through the public site: read, switch language, at any width, by keyboard, without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import LANGUAGES, Faces, Opened
from tests.journeys.seeing import barriers, language, sideways

PAGES = (
    "/",
    "/members/",
    "/cities/vienna/",
    "/indicators/",
    "/about/",
    "/n/four-shores/",
    "/nowhere/",
)
DIRECTIONS = {"ar": "rtl", "en": "ltr", "es": "ltr", "fr": "ltr"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_from_home_to_a_city(opened: Opened, faces: Faces, lang: str) -> None:
    page = opened(f"{faces.site}/{lang}/")
    assert language(page) == (lang, DIRECTIONS[lang])
    page.locator(f'a[href="/{lang}/members/"]').first.click()
    page.wait_for_url(f"{faces.site}/{lang}/members/")
    page.locator(f'main a[href="/{lang}/cities/vienna/"]').first.click()
    page.wait_for_url(f"{faces.site}/{lang}/cities/vienna/")
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("main table").first).to_be_attached()


def test_language_switch_keeps_the_page(opened: Opened, faces: Faces) -> None:
    page = opened(f"{faces.site}/en/cities/vienna/")
    for lang in ("ar", "es", "fr", "en"):
        page.locator(f'.langs a[hreflang="{lang}"]').click()
        page.wait_for_url(f"{faces.site}/{lang}/cities/vienna/")
        assert language(page) == (lang, DIRECTIONS[lang])


def test_old_day_is_asked_of_the_members(opened: Opened, faces: Faces) -> None:
    """Phase I had nine members; later ones are not on its days."""
    page = opened(f"{faces.site}/en/members/?on=2017-06-01")
    main = page.locator("main")
    expect(main).to_contain_text("Vienna")
    expect(main).not_to_contain_text("Dortmund")


def test_language_switch_keeps_the_day(opened: Opened, faces: Faces) -> None:
    page = opened(f"{faces.site}/en/members/?on=2017-06-01")
    page.locator('.langs a[hreflang="fr"]').click()
    page.wait_for_url(f"{faces.site}/fr/members/?on=2017-06-01")
    expect(page.locator("main")).to_contain_text("juin 2017")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_site_works_without_script(opened: Opened, faces: Faces, lang: str) -> None:
    page = opened(f"{faces.site}/{lang}/", java_script_enabled=False)
    page.locator(f'a[href="/{lang}/members/"]').first.click()
    page.wait_for_url(f"{faces.site}/{lang}/members/")
    page.locator(f'main a[href="/{lang}/cities/tunis/"]').first.click()
    page.wait_for_url(f"{faces.site}/{lang}/cities/tunis/")
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_axe_finds_nothing(
    opened: Opened, faces: Faces, lang: str, width: int, scheme: str
) -> None:
    page = opened(
        f"{faces.site}/{lang}/", viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    found = []
    for path in PAGES:
        page.goto(f"{faces.site}/{lang}{path}")
        found += barriers(page)
    assert found == []


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_nothing_scrolls_sideways_on_a_small_phone(opened: Opened, faces: Faces, lang: str) -> None:
    page = opened(f"{faces.site}/{lang}/", viewport={"width": 320, "height": 640})
    wide = []
    for path in PAGES:
        page.goto(f"{faces.site}/{lang}{path}")
        wide += sideways(page)
    assert wide == []


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_keyboard_skips_to_the_content(opened: Opened, faces: Faces, lang: str) -> None:
    page = opened(f"{faces.site}/{lang}/cities/vienna/")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_menu_of_a_phone_opens_and_closes_by_keyboard(opened: Opened, faces: Faces) -> None:
    page = opened(f"{faces.site}/en/", viewport={"width": 360, "height": 740})
    menu = page.locator("header button[popovertarget=nav]").first
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#nav")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#nav")).to_be_hidden()
    expect(menu).to_be_focused()


def test_site_sets_no_cookie_and_keeps_nothing(opened: Opened, faces: Faces) -> None:
    page = opened(f"{faces.site}/en/")
    for path in PAGES:
        page.goto(f"{faces.site}/en{path}")
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
