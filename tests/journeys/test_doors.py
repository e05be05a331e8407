"""A city's approver invites a colleague, who joins, and becomes an approver by two people."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Faces, Opened
from tests.journeys.seeing import barriers, language, sideways
from tests.journeys.test_desk import sign_in

WIDTHS = {"ar": 360, "en": 1440}


def seen(page: Page) -> list[str]:
    return barriers(page) + sideways(page)


def letter(faces: Faces, recipient: str) -> str:
    """The address in the newest letter to somebody, from the outbox."""
    rows = faces.ground.sql(
        f"select body || html from mail_letter where recipient = '{recipient}' order by written_at"
    )
    found = re.search(r"http://\S+/(?:invitations|password)/[^\s<\"]+", str(rows[-1][0]))
    assert found is not None
    return found[0]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_colleague_is_invited_joins_and_sets_up_an_app(
    opened: Opened, faces: Faces, lang: str
) -> None:
    size = {"width": WIDTHS[lang], "height": 900}
    page = opened(f"{faces.desk}/{lang}/", viewport=size)
    sign_in(page, faces, lang, "signatory")
    page.goto(f"{faces.desk}/{lang}/people/four-shores-secretariat/")
    found = seen(page)
    page.locator("main a[href$='/invite/']").click()
    found += seen(page)
    email = f"{lang}.walker@example.org"
    page.locator("#id_email").fill(email)
    page.locator("#id_title").select_option("coordinator")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("#invitations ~ ul")).to_contain_text(email)
    found += seen(page)

    phone = opened(letter(faces, email), viewport=size)
    assert language(phone) == (lang, "rtl" if lang == "ar" else "ltr")
    found += seen(phone)
    phone.locator("#id_name").fill("Walker")
    phone.locator("#id_password").fill("seven old bridges")
    phone.locator("main form button[type=submit]").click()
    phone.wait_for_url("**/account/app/**")
    found += seen(phone)
    expect(phone.locator("img.qr")).to_have_js_property("complete", True)
    assert phone.locator("img.qr").evaluate("drawn => drawn.naturalWidth") > 100
    secret = (phone.locator("main code").text_content() or "").replace(" ", "")
    phone.locator("#id_code").fill(faces.code_of(secret))
    phone.locator("main form button[type=submit]").click()
    expect(phone.locator("main .cols code")).to_have_count(10)
    found += seen(phone)
    phone.locator("main a.btn").click()
    phone.goto(f"{faces.desk}/{lang}/account/")
    found += seen(phone)
    phone.goto(f"{faces.desk}/{lang}/people/")
    assert found + seen(phone) == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_approver_is_asked_for_by_one_and_confirmed_by_another(
    opened: Opened, faces: Faces, lang: str
) -> None:
    page = opened(f"{faces.desk}/{lang}/", viewport={"width": WIDTHS[lang], "height": 900})
    sign_in(page, faces, lang, "signatory")
    people = f"{faces.desk}/{lang}/people/four-shores-secretariat/"
    page.goto(people)
    row = page.locator("tbody tr").filter(has_text="editor of four-shores").first
    row.locator("a").click()
    found = seen(page)
    page.locator("#change_title").select_option("signatory")
    page.locator("#change ~ form button").click()
    expect(page.locator("#waiting ~ ul .warn")).to_be_visible()
    found += seen(page)

    sign_in(page, faces, lang, "deputy")
    page.goto(people)
    found += seen(page)
    page.locator("#waiting ~ ul form button").nth(1).click()  # not this time
    page.wait_for_url("**/people/")
    expect(page.locator("#waiting")).to_have_count(0)
    assert found == []


def test_password_is_chosen_anew_without_script(opened: Opened, faces: Faces) -> None:
    page = opened(f"{faces.desk}/es/sign-in/", java_script_enabled=False)
    page.locator("main a[href$='/password/']").click()
    page.locator("#id_email").fill("translator.four-shores-secretariat@example.org")
    page.locator("main form button").click()
    expect(page.locator("[role=status]")).to_be_visible()
    page.goto(letter(faces, "translator.four-shores-secretariat@example.org"))
    page.locator("#id_password").fill("seven old bridges")
    page.locator("main form button").click()
    page.wait_for_url("**/sign-in/")
    page.locator("#id_username").fill("translator.four-shores-secretariat@example.org")
    page.locator("#id_password").fill("seven old bridges")
    page.locator("main form button").click()
    expect(page.locator(".here")).to_be_visible()


def test_passkey_is_made_and_signs_in(opened: Opened, faces: Faces) -> None:
    email = "reader.four-shores-secretariat@example.org"
    page = opened(f"{faces.desk}/fr/sign-in/", viewport={"width": 360, "height": 900})
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    browser.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasUserVerification": True,
                "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    sign_in(page, faces, "fr", "reader")
    page.goto(f"{faces.desk}/fr/account/passkeys/add/")
    found = seen(page)
    page.locator("#id_name").fill("Téléphone")
    page.locator("[data-passkey=create] button").click()
    expect(page.locator("main .cols code")).to_have_count(10)
    page.goto(f"{faces.desk}/fr/account/")
    expect(page.locator("main")).to_contain_text("Téléphone")
    found += seen(page)

    page.context.clear_cookies()
    page.goto(f"{faces.desk}/fr/sign-in/")
    page.locator("#id_username").fill(email)
    page.locator("#id_password").fill(faces.password)
    page.locator("main form button").click()
    page.wait_for_url("**/sign-in/second/")
    found += seen(page)
    page.locator("[data-passkey=get] button").click()
    page.wait_for_url(f"{faces.desk}/*/")
    page.goto(f"{faces.desk}/fr/account/")
    page.locator("main form button.plain").first.click()
    page.wait_for_url("**/account/")
    assert "Téléphone" not in (page.locator("main").text_content() or "")
    assert found == []
