"""Who is told what, once; what is settled; words in four languages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import translation

from qantara.accounts.models import Holder, Person
from qantara.notices import kept
from qantara.notices.kinds import HEADS, KINDS
from qantara.notices.models import Notice
from qantara.notices.tell import in_all, settle, tell
from qantara.notices.whom import who_may
from qantara.notices.words import path, sentence
from tests.people import a_holder, a_person

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
LINK = {"key": "00000000-0000-0000-0000-000000000001"}


@pytest.fixture
def city(db: None) -> Holder:
    return a_holder("velmora")


@pytest.fixture
def officer(city: Holder) -> Person:
    return a_person("officer", ("officer", city))


def test_tell_tells_everybody_but_who_did_it(city: Holder, officer: Person) -> None:
    other = a_person("other", ("officer", city))
    gone = a_person("gone", ("officer", city))
    gone.is_active = False
    gone.save()
    tell(
        "case.review",
        to=[officer, other, gone, other],
        holder=city.pk,
        by=officer,
        at=AT,
        link=LINK,
    )
    assert [one.person for one in Notice.objects.all()] == [other]


def test_same_thing_is_told_once_under_its_mark(city: Holder, officer: Person) -> None:
    for _time in range(2):
        tell("case.review", to=[officer], holder=city.pk, at=AT, link=LINK, mark="case-1")
        tell("case.review", to=[officer], holder=city.pk, at=AT, link=LINK)
    assert Notice.objects.filter(mark="case-1").count() == 1
    assert Notice.objects.count() == 3


def test_settled_notice_is_not_unread(city: Holder, officer: Person) -> None:
    tell("case.review", to=[officer], holder=city.pk, at=AT, link=LINK, mark="case-1")
    tell("case.approve", to=[officer], holder=city.pk, at=AT, link=LINK, mark="case-1")
    settle(["case.review"], ["case-1"], at=AT)
    assert [one.kind for one in Notice.objects.unread()] == ["case.approve"]


@pytest.mark.parametrize(
    ("kind", "about"),
    [
        ("case.review", {"day": "2026-12-01"}),
        ("request.answered", {}),
        ("request.answered", {"number": "1 234 of 5 000 people " * 10}),
        ("extension.granted", {"step": {"en": "x" * 121}, "day": "2026-12-01"}),
    ],
)
def test_tell_takes_nothing_but_the_names_of_its_kind(
    city: Holder, officer: Person, kind: str, about: dict[str, str]
) -> None:
    with pytest.raises(ValueError, match=r"a notice carries names|names \["):
        tell(kind, to=[officer], holder=city.pk, at=AT, about=about)
    with pytest.raises(KeyError):
        tell("no.such.kind", to=[officer], holder=city.pk, at=AT)


GIVEN = {
    "case": LINK, "request": LINK, "thread": LINK, "handover-page": LINK | {"text_lang": "ar"}, "dues": {},
    "city-dues": {"slug": "velmora"}, "people": {"slug": "velmora"}, "my-entry": {},
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("lang", ["ar", "en", "es", "fr"])
def test_every_kind_has_words_and_a_page_in_every_language(lang: str, kind: str) -> None:
    about = dict.fromkeys(KINDS[kind].names, "Word") | {"day": "2026-12-01"}
    about = {name: about[name] for name in KINDS[kind].names}
    notice = Notice(
        kind=kind, holder=Holder(slug="velmora", name={"en": "Velmora"}), about=about,
        link=GIVEN[KINDS[kind].page],
    )  # fmt: skip
    said = sentence(notice, lang)
    assert ("Velmora" in said) == ("%(holder)s" in str(KINDS[kind].says))
    assert "%(" not in said
    assert path(notice, lang).startswith(f"/{lang}/")
    assert KINDS[kind].head in HEADS
    with translation.override("en"):
        english = str(KINDS[kind].says)
    with translation.override(lang):
        assert lang == "en" or str(KINDS[kind].says) != english


def test_name_of_another_script_is_isolated_and_a_day_is_printed_as_the_reader_prints_it() -> None:
    notice = Notice(
        kind="due.near", holder=Holder(slug="velmora", name={"en": "Velmora"}),
        about={"step": {"ar": "خطوة", "en": "Step"}, "day": "2026-12-01"},
    )  # fmt: skip
    assert "\u2068Velmora\u2069" in sentence(notice, "ar")
    assert "خطوة" in sentence(notice, "ar")
    assert sentence(notice, "en") == "Velmora: Step, due on 1 December 2026."


def test_words_in_all_languages() -> None:
    found = in_all(KINDS["case.review"].says)
    assert sorted(found) == ["ar", "en", "es", "fr"]
    assert len(set(found.values())) == 4


def test_who_may_finds_who_the_table_allows(city: Holder, officer: Person) -> None:
    signatory = a_person("signatory", ("signatory", city))
    a_person("stranger", ("signatory", a_holder("elsewhere")))
    assert who_may("case.approve", city.pk, at=AT) == [signatory]
    assert who_may("texts.write", city.pk, at=AT) == [officer]


def test_what_somebody_was_told_is_shown_to_them_and_erased_with_them(
    city: Holder, officer: Person
) -> None:
    tell("case.review", to=[officer], holder=city.pk, at=AT, link=LINK)
    (row,) = kept.NOTICES.rows(officer.pk)
    assert row["says"] == "Velmora: a draft waits for your review."
    for topic in kept.TOPICS:
        assert topic.erase
        topic.erase(officer.pk, AT)
    assert not Notice.objects.exists()


def test_notice_is_forgotten_after_its_time(city: Holder, officer: Person) -> None:
    tell("case.review", to=[officer], holder=city.pk, at=AT, link=LINK)
    (timer,) = kept.TIMERS
    assert timer.forget(AT) == 0
    assert timer.forget(AT + timer.keep) == 1


def test_pages_of_kinds_exist() -> None:
    for kind in KINDS.values():
        reverse(f"desk:{kind.page}", kwargs={"lang": "en", **GIVEN[kind.page]})
