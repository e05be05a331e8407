"""Review in a browser: a remark, the city's dispute, both settled, the section signed off."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Faces, Opened
from tests.journeys.seeing import barriers, followed, language, sent, sideways

WIDTHS = {"ar": 360, "en": 1440}
SECTION = {"ar": "housing", "en": "work"}
WORDS = {"ar": "منذ متى؟", "en": "Since when?"}
STATEMENT = {"ar": "بل يجمع النهر ضفتيه.", "en": "It joins its two banks."}


@pytest.fixture(scope="module")
def written(faces: Faces) -> Faces:
    faces.ground.filled(Path(__file__).with_name("review_fill.py"))
    return faces


def sign_in(opened: Opened, faces: Faces, who: str, lang: str) -> Page:
    page = opened(f"{faces.desk}/{lang}/", viewport={"width": WIDTHS[lang], "height": 900})
    page.locator("#id_username").fill(f"{who}@example.org")
    page.locator("#id_password").fill(faces.password)
    page.locator("main form button").click()
    page.wait_for_url(lambda address: "sign-in" not in address)
    page.goto(f"{faces.desk}/{lang}/reviews/?language={lang}")
    return page


def chapter(faces: Faces, lang: str) -> str:
    rows = faces.ground.sql(
        "select n.text_id from knowledge_narrative n join network_territory t on t.id = n.territory_id"
        f" where t.slug = 'twinbridge' and n.section = '{SECTION[lang]}'"
    )
    return f"{faces.desk}/{lang}/reviews/chapters/{rows[0][0]}/{lang}/"


def looked_at(page: Page) -> list[str]:
    return barriers(page) + sideways(page)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_expert_and_city_review_a_section(opened: Opened, written: Faces, lang: str) -> None:
    expert, city = (sign_in(opened, written, who, lang) for who in ("idris", "salma"))
    assert language(expert) == (lang, "rtl" if lang == "ar" else "ltr")
    found = looked_at(expert)
    where = chapter(written, lang)

    expert.goto(where)
    found += looked_at(expert)
    followed(expert, expert.locator("a[href$='/remark/']").nth(1))
    found += looked_at(expert)
    expert.locator("#id_figure").select_option(index=1)
    expert.locator("#id_words").fill(WORDS[lang])
    expert.locator("main form button").click()
    expert.wait_for_url(lambda address: "/chapters/" in address)

    city.goto(where)
    followed(city, city.locator("a[href*='/threads/']"))
    expect(city.locator("#said ~ ol")).to_contain_text(WORDS[lang])
    found += looked_at(city)
    city.locator("#id_words").fill("1900")
    city.locator("button[formaction$='/resolve/']").click()
    expect(city.locator("button[formaction$='/reopen/']")).to_be_visible()

    city.goto(where)
    followed(city, city.locator("a[href$='/dispute/']").first)
    found += looked_at(city)
    city.locator(f"#id_words_{lang}").fill(STATEMENT[lang])
    city.locator("main form button").click()
    city.wait_for_url(lambda address: "/chapters/" in address)
    found += looked_at(city)
    expect(city.locator(".note.warn")).to_contain_text(STATEMENT[lang])

    city.goto(f"{written.desk}/{lang}/profiles/twinbridge/draft/{lang}/")
    expect(city.locator("main")).to_contain_text(STATEMENT[lang])
    found += sideways(city)

    for page, side in ((expert, "expert"), (city, "city")):
        page.goto(where)
        followed(page, page.locator(".lines a[href*='/threads/']").first)
        found += looked_at(page)
        sent(page, page.locator(f"form[action$='/settle/{side}/'] button"))
    expect(city.locator("#settle")).to_have_count(0)

    for page, side in ((expert, "expert"), (city, "city")):
        page.goto(where)
        page.locator(f"#confirm-{side}").check()
        sent(page, page.locator(f"form[action$='/{lang}/{side}/'] button"))
        expect(page.locator(f"#confirm-{side}")).to_have_count(0)
    found += looked_at(city)

    city.goto(f"{written.desk}/{lang}/profiles/twinbridge/sections/{SECTION[lang]}/")
    city.locator("textarea").first.fill("The river bends.")
    sent(city, city.locator("form[data-block] button[type=submit]").first)
    expert.goto(where)
    if lang == "en":
        expect(expert.locator("#confirm-expert")).to_be_visible()
    found += looked_at(expert)
    assert found == []
