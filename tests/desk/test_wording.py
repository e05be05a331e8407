"""Check wording at the desk: seen by those who sign, confirmed by those who may, in four languages."""

from __future__ import annotations

import json

import pytest
from django.http import HttpResponse
from django.urls import reverse

from qantara.core.locales import LANGUAGES
from qantara.knowledge.profiles import wording, wordings
from qantara.releases.models import Case
from tests.desk.conftest import Team, at_desk
from tests.desk.reading import form
from tests.releases.conftest import opened
from tests.turned import RISE, rise_that_became_a_fall
from tests.web.reading import Page

SAYS = {
    "ar": "راجعوا الصياغة", "en": "Check wording",
    "es": "Revisar la redacción", "fr": "Rédaction à vérifier",
}  # fmt: skip


@pytest.fixture
def case(team: Team) -> Case:
    return rise_that_became_a_fall(team)


def page_of(case: Case, lang: str = "en") -> str:
    return reverse("desk:case", kwargs={"lang": lang, "key": case.pk})


def confirming(case: Case, text_lang: str) -> str:
    _section, block, _lang, _text = next(iter(wording.texts(json.loads(case.document))))
    names = {"lang": "en", "key": case.pk, "block": block, "text_lang": text_lang}
    return reverse("desk:wording", kwargs=names)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_case_shows_each_sentence_with_old_and_new_value(team: Team, case: Case, lang: str) -> None:
    html = at_desk(team.reviewer).get(page_of(case, lang)).content.decode()
    page = Page(html)
    assert page.is_inline_free
    assert page.repeated_ids == set()
    assert SAYS[lang] in html
    assert "7\u202f351" in html
    assert html.count('class="note bad"') == len(LANGUAGES)
    assert (
        html.count('action="' + confirming(case, "fr").replace("/en/", f"/{lang}/", 1) + '"') == 1
    )


def test_confirming_takes_the_mark_of_one_language(team: Team, case: Case) -> None:
    browser = at_desk(team.reviewer)
    answer = browser.post(confirming(case, "fr"))
    assert (answer.status_code, answer["Location"]) == (302, f"{page_of(case)}#wording")
    document = json.loads(case.document)
    assert [mark.lang for mark in wordings.marks(document)] == ["ar", "en", "es"]
    assert browser.get(page_of(case)).content.decode().count('class="note bad"') == 3


def test_signatory_sees_the_marks_and_cannot_confirm(team: Team, case: Case) -> None:
    browser = at_desk(team.signatory)
    html = browser.get(page_of(case)).content.decode()
    assert html.count('class="note bad"') == len(LANGUAGES)
    assert confirming(case, "fr") not in html
    assert browser.post(confirming(case, "fr")).status_code == 404
    assert len(wordings.marks(json.loads(case.document))) == len(LANGUAGES)


def test_strangers_find_nothing_to_confirm(team: Team, case: Case) -> None:
    assert at_desk(team.stranger).post(confirming(case, "fr")).status_code == 404


def test_other_kinds_have_no_wording(team: Team, case: Case) -> None:
    leaflet = opened(team)
    browser = at_desk(team.reviewer)
    assert 'id="wording"' not in browser.get(page_of(leaflet)).content.decode()
    address = confirming(case, "fr").replace(str(case.pk), str(leaflet.pk))
    assert browser.post(address).status_code == 404


FELL = "Leur nombre a baissé à {fig:POP-01@ardelune;2024}."


def rewriting(case: Case, text_lang: str) -> str:
    return f"{confirming(case, text_lang)}rewrite/"


def sent(team: Team, case: Case, text_lang: str, markdown: str, **changed: str) -> HttpResponse:
    """The form of a paragraph as it came, with another text."""
    browser = at_desk(team.officer)
    page = rewriting(case, text_lang)
    values = form(browser, page, page) | {"markdown": markdown} | changed
    return browser.post(page, values)


def test_paragraph_written_anew_waits_for_the_next_draft(team: Team, case: Case) -> None:
    answer = sent(team, case, "fr", FELL)
    assert (answer.status_code, answer["Location"]) == (302, f"{page_of(case)}#wording")
    html = at_desk(team.officer).get(page_of(case)).content.decode()
    assert html.count("This paragraph has been changed since. The next draft has it.") == 1
    assert confirming(case, "fr") + '"' not in html
    document = json.loads(case.document)
    block = next(block for _section, block, *_rest in wording.texts(document))
    assert wordings.written([block])[block, "fr"] == FELL
    assert len(wordings.marks(document)) == len(LANGUAGES)


def test_paragraph_keeps_its_figures(team: Team, case: Case) -> None:
    answer = sent(team, case, "fr", "Leur nombre a baissé à 83.")
    assert answer.status_code == 422
    assert "Keep every reference to a figure as it is" in answer.content.decode()


def test_paragraph_changed_by_somebody_else_is_shown_and_not_overwritten(
    team: Team, case: Case
) -> None:
    sent(team, case, "fr", FELL)
    answer = sent(team, case, "fr", FELL.replace("baissé", "diminué"), seen=RISE["fr"])
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else changed this text while you were writing." in html
    assert FELL in html
    assert FELL.replace("baissé", "diminué") in html


def test_source_is_for_those_who_may_write(team: Team, case: Case) -> None:
    browser = at_desk(team.reviewer)
    page = rewriting(case, "en")
    values = form(browser, page, page) | {"markdown": RISE["en"].replace("rose", "fell")}
    answer = browser.post(page, values)
    assert (answer.status_code, "Your role does not allow this" in answer.content.decode()) == (
        422, True,
    )  # fmt: skip
    assert at_desk(team.signatory).get(page).status_code == 403
    assert at_desk(team.stranger).get(page).status_code == 404
