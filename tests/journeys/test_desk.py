"""At the desk: sign in, review, approve and release, by three people, in two languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Faces, Opened
from tests.journeys.seeing import barriers, language, sideways

WORDS = {
    "en": ("To be reviewed", "This e-mail address and password do not fit together. Try again."),
    "ar": ("بانتظار المراجعة", "لا يتوافق"),
}


def mail(role: str) -> str:
    return f"{role}.four-shores-secretariat@example.org"


def sign_in(page: Page, faces: Faces, lang: str, role: str, password: str | None = None) -> None:
    page.context.clear_cookies()
    page.goto(f"{faces.desk}/{lang}/")
    page.locator("#id_username").fill(mail(role))
    page.locator("#id_password").fill(faces.password if password is None else password)
    page.locator("main form.form button").click()
    if role in ("signatory", "deputy", "coordinator"):
        page.locator("#id_code").fill(faces.code())
        page.locator("main form.form button").click()
        page.wait_for_url(lambda address: "sign-in" not in address)


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_sign_in_asks_for_the_right_password(
    opened: Opened, faces: Faces, lang: str, width: int
) -> None:
    page = opened(f"{faces.desk}/{lang}/", viewport={"width": width, "height": 900})
    assert language(page) == (lang, "rtl" if lang == "ar" else "ltr")
    found = barriers(page)
    sign_in(page, faces, lang, "reviewer", "guessed")
    expect(page.locator("[role=alert]")).to_be_focused()
    found += barriers(page)
    page.locator("#id_password").fill(faces.password)
    page.locator("main form button").click()
    page.wait_for_url(f"{faces.desk}/{lang}/")
    assert found + barriers(page) == []
    assert sideways(page) == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_three_people_sign_a_case_and_it_is_public(opened: Opened, faces: Faces, lang: str) -> None:
    page = opened(f"{faces.desk}/{lang}/")
    sign_in(page, faces, lang, "reviewer")
    for address in page.locator("#mine ~ ul a").evaluate_all(
        "links => links.map(each => each.href)"
    ):
        page.goto(address)
        if f"To be signed in {lang}" in (page.locator("main").text_content() or ""):
            break
    case = page.url
    page.locator(".next button").click()  # without the tick
    expect(page.locator("[role=alert]")).to_be_focused()
    found = barriers(page)
    page.locator("#id_confirm").check()
    page.locator(".next button").click()
    page.wait_for_url(case)

    sign_in(page, faces, lang, "signatory")
    page.goto(case)
    found += barriers(page)
    page.locator("#id_confirm").check()
    page.locator(".next button").click()
    page.wait_for_url(case)
    page.locator("#id_confirm").check()
    page.locator(".next button").click()
    page.wait_for_url(case)
    expect(page.locator(".next button")).to_have_count(0)
    expect(page.locator(".tl > li")).to_have_count(3)

    page.goto(f"{faces.desk}/{lang}/")
    page.locator("#released ~ ul a").first.click()
    found += barriers(page)
    assert found == []
    released = page.url.split("/")[-3]
    page.goto(f"{faces.site}/{lang}/r/{released}/")
    expect(page.locator("main")).to_contain_text(f"To be signed in {lang}")


def test_desk_works_without_script(opened: Opened, faces: Faces) -> None:
    page = opened(f"{faces.desk}/en/", java_script_enabled=False)
    sign_in(page, faces, "en", "reviewer")
    page.wait_for_url(f"{faces.desk}/en/")
    page.locator(".here button").click()
    page.wait_for_url(f"{faces.desk}/en/sign-in/")


def test_back_button_shows_nothing_after_signing_out(opened: Opened, faces: Faces) -> None:
    """A phone in a shared office keeps no page of the desk."""
    page = opened(f"{faces.desk}/en/")
    sign_in(page, faces, "en", "reviewer")
    page.wait_for_url(f"{faces.desk}/en/")
    page.locator(".here button").click()
    page.wait_for_url(f"{faces.desk}/en/sign-in/")
    page.go_back()
    expect(page.locator("#id_username")).to_be_visible()
    expect(page.locator("#mine")).to_have_count(0)
