"""Somebody invited joins with the account the city gave them, and comes in with it; figures are opened.

The provider is a server of the tests' own, with a button in the place of a sign-in page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from qantara.core import clock
from tests.accounts.identity.issuing import CLIENT, SECRET, Issuer, an_issuer
from tests.journeys.conftest import Faces, Opened
from tests.journeys.seeing import language
from tests.journeys.test_desk import sign_in
from tests.journeys.test_doors import WIDTHS, letter, seen

HOLDER = "four-shores-secretariat"


@pytest.fixture(scope="module")
def city(faces: Faces, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Issuer]:
    """The provider of the secretariat, added as whoever runs the instance adds it."""
    secret = tmp_path_factory.mktemp("oidc") / "secret"
    secret.write_text(f"{SECRET}\n")
    with an_issuer() as issuer:
        said = faces.ground.done(
            "identity", "add", HOLDER, issuer.address, CLIENT, "--secret-from", str(secret)
        )
        assert f"{faces.desk}/identity/{HOLDER}/" in said
        assert SECRET not in said
        yield issuer
    assert issuer.address in faces.ground.done("identity", "list")
    faces.ground.done("identity", "remove", HOLDER)


@pytest.fixture
def walk(browser: Browser, faces: Faces, city: Issuer) -> Iterator[list[BrowserContext]]:
    """Browsers that may ask the city's provider too, and nobody else."""
    contexts: list[BrowserContext] = []
    yield contexts
    for context in contexts:
        context.close()


def fresh(
    browser: Browser, faces: Faces, city: Issuer, contexts: list[BrowserContext], **options: object
) -> Page:
    context = browser.new_context(**options)  # type: ignore[arg-type]
    contexts.append(context)
    page = context.new_page()
    hosts = (faces.desk, city.address)
    context.on("request", lambda asked: _near(asked.url, hosts))
    page.on("console", lambda said: _quiet(said.type, said.text))
    return page


def _near(address: str, hosts: tuple[str, ...]) -> None:
    assert address.startswith(hosts), address


def _quiet(kind: str, text: str) -> None:
    """The provider of the tests has no icon for the tab."""
    assert kind not in ("error", "warning") or "404" in text or "status of 4" in text, text


def at_the_city(page: Page, city: Issuer) -> None:
    """Led on without a click, sign in there."""
    page.wait_for_url(f"{city.address}/authorize**")
    page.locator("button").click()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_invited_person_joins_and_comes_in_with_the_citys_account(
    browser: Browser,
    opened: Opened,
    faces: Faces,
    city: Issuer,
    walk: list[BrowserContext],
    lang: str,
) -> None:
    size = {"width": WIDTHS[lang], "height": 900}
    approver = opened(f"{faces.desk}/{lang}/", viewport=size)
    sign_in(approver, faces, lang, "signatory")
    approver.goto(f"{faces.desk}/{lang}/people/{HOLDER}/invite/")
    email = f"{lang}.of.the.city@example.org"
    approver.locator("#id_email").fill(email)
    approver.locator("#id_title").select_option("editor")
    approver.locator("main form button[type=submit]").click()
    expect(approver.locator("#invitations ~ ul")).to_contain_text(email)

    city.subject = f"salma-{lang}"
    page = fresh(browser, faces, city, walk, viewport=size, java_script_enabled=True)
    page.goto(letter(faces, email))
    found = seen(page)
    page.locator("input[value=join] ~ button").click()
    at_the_city(page, city)
    page.wait_for_url("**/invitations/**")
    assert language(page) == (lang, "rtl" if lang == "ar" else "ltr")
    found += seen(page)
    expect(page.locator("input[type=password]")).to_have_count(0)
    page.locator("#id_name").fill("Salma")
    page.locator("main form.form button").click()
    page.wait_for_url(f"{faces.desk}/{lang}/")
    page.goto(f"{faces.desk}/{lang}/account/")
    found += seen(page)

    page.locator(".here form button").click()
    page.wait_for_url("**/sign-in/**")
    found += seen(page)
    page.locator("input[value=sign-in] ~ button").click()
    at_the_city(page, city)
    page.wait_for_url(f"{faces.desk}/{lang}/")
    expect(page.locator(".here")).to_contain_text("Salma")

    page.locator(".here form button").click()
    page.wait_for_url("**/sign-in/**")
    city.subject = "a stranger"
    page.locator("input[value=sign-in] ~ button").click()
    at_the_city(page, city)
    page.wait_for_url(f"**/identity/{HOLDER}/**")
    assert found + seen(page) == []


def test_without_script_the_way_is_the_same(
    browser: Browser, faces: Faces, city: Issuer, walk: list[BrowserContext]
) -> None:
    city.subject = "nobody here"
    page = fresh(browser, faces, city, walk, java_script_enabled=False)
    page.goto(f"{faces.desk}/fr/sign-in/")
    page.locator("input[value=sign-in] ~ button").click()
    at_the_city(page, city)
    page.wait_for_url(f"**/identity/{HOLDER}/**")
    assert language(page) == ("fr", "ltr")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_form_waits_while_the_person_proves_themselves_at_the_city(
    browser: Browser, faces: Faces, city: Issuer, walk: list[BrowserContext], lang: str
) -> None:
    """Came in an hour ago with the city's account; now they take their link away."""
    city.subject = f"keeper-{lang}"
    page = fresh(browser, faces, city, walk, viewport={"width": WIDTHS[lang], "height": 900})
    sign_in(page, faces, lang, {"ar": "reader", "en": "editor"}[lang])
    page.goto(f"{faces.desk}/{lang}/account/")
    found = seen(page)
    page.locator("input[value=link] ~ button").click()
    at_the_city(page, city)
    page.wait_for_url("**/account/")
    page.locator(".here form button").click()
    page.wait_for_url("**/sign-in/**")
    page.locator("input[value=sign-in] ~ button").click()
    at_the_city(page, city)
    page.wait_for_url(f"{faces.desk}/*/")
    page.goto(f"{faces.desk}/{lang}/account/")
    faces.ground.filled(Path(__file__).with_name("grown_old.py"))
    page.locator("form[action$='/remove/'] button").click()
    found += seen(page)
    expect(page.locator("main h2")).to_have_count(2)
    with page.expect_popup() as opening:
        page.locator("input[value=prove] ~ button").click()
    other = opening.value
    at_the_city(other, city)
    expect(other.locator("[role=status]")).to_be_visible()
    found += seen(other)
    other.close()
    page.locator("main form.form button").click()
    page.wait_for_url("**/account/")
    expect(page.locator("form[action$='/remove/']")).to_have_count(0)
    assert found == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_figures_are_opened_to_a_named_person_and_closed(
    opened: Opened, faces: Faces, lang: str
) -> None:
    size = {"width": WIDTHS[lang], "height": 900}
    page = opened(f"{faces.desk}/{lang}/", viewport=size)
    sign_in(page, faces, lang, "signatory")
    page.goto(f"{faces.desk}/{lang}/people/{HOLDER}/")
    page.locator(f"main a[href$='/{HOLDER}/openings/']").click()
    found = seen(page)
    option = page.locator("#id_person option").filter(has_text="reviewer").first
    page.locator("#id_person").select_option(option.get_attribute("value") or "")
    page.locator("#id_last_day").fill((clock.now() + timedelta(days=7)).date().isoformat())
    page.locator("#id_reason").fill("Checks the series")
    page.locator("main form.form button").click()
    expect(page.locator("#now ~ ul li")).to_have_count(1)
    found += seen(page)

    reader = opened(f"{faces.desk}/{lang}/", viewport=size)
    sign_in(reader, faces, lang, "reviewer")
    reader.goto(f"{faces.desk}/{lang}/figures/")
    expect(reader.locator("#open-to-me ~ ul li")).to_have_count(1)
    found += seen(reader)

    page.locator("#now ~ ul form button").click()
    expect(page.locator("#now ~ ul")).to_have_count(0)
    reader.reload()
    expect(reader.locator("#open-to-me")).to_have_count(0)
    assert found + seen(page) == []
