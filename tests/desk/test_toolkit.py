"""The toolkit at the desk: steps, marks, a plan as a file, tools; two at once; in four languages."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from qantara.accounts.models import Holder
from qantara.action.toolkit.guide import shipped
from qantara.action.toolkit.models import Run, StepMark
from qantara.core.locales import LANGUAGES
from tests.desk.conftest import at_desk
from tests.fenced import fenced_desk
from tests.people import a_holder, a_person

__all__ = ["fenced_desk"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fenced_desk")]


@pytest.fixture
def holder() -> Holder:
    return a_holder()


@pytest.fixture
def officer(holder: Holder) -> Client:
    return at_desk(a_person("officer", ("officer", holder)))


def address(page: str, lang: str = "en", /, **given: str) -> str:
    return reverse(f"desk:{page}", kwargs={"lang": lang} | given)


def marked(client: Client, holder: Holder, step: str, **said: object):
    given = {"once": str(uuid4()), "seen": 0, "note": ""} | said
    return client.post(address("toolkit-step", slug=holder.slug, step=step), given)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_step_is_shown_with_what_to_do(officer: Client, holder: Holder, lang: str) -> None:
    page = officer.get(address("toolkit", lang, slug=holder.slug)).content.decode()
    for step in shipped().steps:
        assert step.title[lang] in page
        one = officer.get(address("toolkit-step", lang, slug=holder.slug, step=step.id))
        said = one.content.decode()
        for text in (step.aim, *step.do, step.output, step.mistake):
            assert text[lang] in said


def test_step_is_marked_and_the_next_is_proposed(officer: Client, holder: Holder) -> None:
    here = address("toolkit", slug=holder.slug)
    assert "Next: step 1, Get a mandate" in officer.get(here).content.decode()
    answer = marked(officer, holder, "mandate", state="done", note="Minute 12 of 3 May")
    assert (answer.status_code, answer.url) == (302, here)
    page = officer.get(here).content.decode()
    assert "Minute 12 of 3 May" in page
    assert "Next: step 2, Make a small team" in page
    assert "1 of 12 done or left out" in page


def test_the_same_form_sent_twice_marks_once(officer: Client, holder: Holder) -> None:
    once = str(uuid4())
    for _again in range(2):
        assert marked(officer, holder, "team", state="doing", once=once).status_code == 302
    assert StepMark.objects.get().version == 1


def test_two_at_once_see_what_the_other_said(officer: Client, holder: Holder) -> None:
    marked(officer, holder, "team", state="doing", note="Theirs")
    answer = marked(officer, holder, "team", state="done", note="Mine")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in page
    assert "Mine" in page
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen is not None
    again = marked(officer, holder, "team", state="done", note="Mine", seen=seen[1])
    assert again.status_code == 302
    assert StepMark.objects.get().note == "Mine"


def test_step_left_out_for_no_reason_is_refused_in_the_forms_words(
    officer: Client, holder: Holder
) -> None:
    answer = marked(officer, holder, "options", state="left_out")
    assert answer.status_code == 422
    assert "Say why this step is left out" in answer.content.decode()
    assert not StepMark.objects.exists()


def test_it_is_set_aside_and_taken_up_again(officer: Client, holder: Holder) -> None:
    for act, is_paused in (("begin", False), ("pause", True), ("resume", False)):
        given = {"once": str(uuid4())}
        officer.post(address("toolkit-act", slug=holder.slug, act=act), given)
        assert (Run.objects.get().paused_at is not None) == is_paused
    assert officer.post(address("toolkit-act", slug=holder.slug, act="burn")).status_code == 404


@pytest.mark.parametrize(("form", "start"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_plan_is_a_file_in_every_language(
    officer: Client, holder: Holder, form: str, start: bytes
) -> None:
    marked(officer, holder, "mandate", state="done", note="Minute 12")
    for lang in LANGUAGES:
        answer = officer.get(address("toolkit-plan", slug=holder.slug, text_lang=lang, form=form))
        assert answer.content.startswith(start)
        assert f"{holder.slug}-plan-{lang}.{form}" in answer["Content-Disposition"]
    for text_lang, wrong in (("de", form), ("en", "exe")):
        path = address("toolkit-plan", slug=holder.slug, text_lang=text_lang, form=wrong)
        assert officer.get(path).status_code == 404


def test_tools_are_documents_and_those_of_the_desk_are_not(officer: Client) -> None:
    answer = officer.get(address("toolkit-tool", tool="workshop_agenda", text_lang="ar"))
    assert answer.content.startswith(b"PK")
    for tool in ("ballot_cards", "unheard_of"):
        path = address("toolkit-tool", tool=tool, text_lang="ar")
        assert officer.get(path).status_code == 404


def test_other_cities_and_experts_see_nothing(holder: Holder, officer: Client) -> None:
    marked(officer, holder, "mandate", state="done", note="Minute 12")
    for roles in (("officer", a_holder("karwan")), ("reviewer", holder)):
        other = at_desk(a_person(f"{roles[0]}-of-{roles[1].slug}", roles))
        assert other.get(address("toolkit", slug=holder.slug)).status_code == 404
        assert marked(other, holder, "team", state="done").status_code == 404
