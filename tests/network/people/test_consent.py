"""Consent to be found: given for a use until a day, asked again, withdrawn, over by itself, forgotten."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation

from qantara.accounts.models import Holder, Person
from qantara.core import personal_data, retention
from qantara.core.errors import DomainError
from qantara.core.models import AuditLine
from qantara.network.models import Consent, Entry
from qantara.network.people import asking, keep
from qantara.network.people.keep import Draft
from qantara.network.people.languages import SPOKEN, listed
from qantara.network.people.purposes import VERSIONS, purpose
from qantara.notices.models import Notice
from tests.people import a_holder, a_person

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
NEXT_YEAR = date(2027, 11, 23)
DRAFT = Draft(
    name=" Nour  of the bridge ", function="Planner", languages=["fr", "ar"], themes=["HOU"]
)

#: Use and version -> what the words are, in all four languages. Other words are another version.
WORDS: dict[tuple[str, int], str] = {
    ("colleagues", 1): "ab90dbe1031a8c43",
    ("public", 1): "9f4022af83e30c09",
}


@pytest.fixture
def city(db: None) -> Holder:
    return a_holder()


@pytest.fixture
def officer(city: Holder) -> Person:
    person = a_person("officer", ("officer", city))
    keep.write(person, DRAFT, at=AT)
    return person


def agree(person: Person, use: str = "colleagues", last_day: date = NEXT_YEAR) -> Consent:
    return keep.agree(person, use, last_day=last_day, version=1, language="ar", at=AT)


def in_force(at: datetime) -> list[tuple[str, datetime]]:
    return list(Consent.objects.in_force(at).order_by("use").values_list("use", "until"))


def test_entry_is_what_was_written(officer: Person) -> None:
    assert Entry.objects.values("name", "function", "languages", "themes").get() == {
        "name": "Nour of the bridge", "function": "Planner", "languages": ["ar", "fr"],
        "themes": ["HOU"],
    }  # fmt: skip
    keep.write(officer, DRAFT, at=AT)
    fields = AuditLine.objects.filter(act="entry.written").values_list("fields", flat=True)
    assert list(fields) == [["function", "languages", "name", "themes"]]


@pytest.mark.parametrize("draft", [Draft(name="  "), Draft(name="Nour", languages=["xx"])])
def test_entry_without_a_name_or_with_an_unknown_language_is_refused(
    officer: Person, draft: Draft
) -> None:
    with pytest.raises(DomainError):
        keep.write(officer, draft, at=AT)


def test_each_use_is_agreed_to_apart_and_holds_until_the_end_of_its_day(officer: Person) -> None:
    agree(officer)
    end = datetime(2027, 11, 24, tzinfo=UTC)
    assert in_force(AT) == [("colleagues", end)]
    assert in_force(end - timedelta(microseconds=1)) == [("colleagues", end)]
    assert in_force(end) == []
    assert Entry.objects.count() == 1
    agree(officer, "public")
    assert [use for use, _until in in_force(AT)] == ["colleagues", "public"]


def test_withdrawn_is_over_at_once_and_for_that_use_alone(officer: Person) -> None:
    agree(officer)
    agree(officer, "public")
    for _time in range(2):
        keep.withdraw(officer, "public", at=AT)
    assert [use for use, _until in in_force(AT)] == ["colleagues"]
    lines = AuditLine.objects.filter(act__startswith="consent.").order_by("id")
    assert list(lines.values_list("act", "fields")) == [
        ("consent.given", ["colleagues"]),
        ("consent.given", ["public"]),
        ("consent.withdrawn", ["public"]),
    ]


def test_agreed_anew_is_another_consent_and_the_earlier_stays_on_record(officer: Person) -> None:
    agree(officer, last_day=date(2026, 12, 1))
    agree(officer)
    assert in_force(AT) == [("colleagues", datetime(2027, 11, 24, tzinfo=UTC))]
    assert list(Consent.objects.order_by("until").values_list("ended_at", flat=True)) == [AT, None]


@pytest.mark.parametrize("last_day", [date(2026, 11, 22), date(2028, 11, 23)])
def test_day_is_not_past_and_at_most_24_months_away(officer: Person, last_day: date) -> None:
    with pytest.raises(DomainError, match="24 months"):
        agree(officer, last_day=last_day)
    agree(officer, last_day=date(2028, 11, 22))


def test_database_refuses_what_never_ends_and_two_at_once(officer: Person) -> None:
    given = {"person": officer, "use": "public", "version": 1, "language": "en", "given_at": AT}
    for until in (AT, AT + timedelta(days=732)):
        with pytest.raises(IntegrityError, match="two_years"), transaction.atomic():
            Consent.objects.create(**given, until=until)
    agree(officer, "public")
    with pytest.raises(IntegrityError, match="once"), transaction.atomic():
        Consent.objects.create(**given, until=AT + timedelta(days=1))


def test_nobody_agrees_to_words_that_have_changed_or_without_an_entry(officer: Person) -> None:
    with pytest.raises(DomainError, match="changed"):
        keep.agree(officer, "public", last_day=NEXT_YEAR, version=2, language="en", at=AT)
    keep.take_away(officer, at=AT)
    with pytest.raises(DomainError, match="entry first"):
        agree(officer)


def test_words_of_each_version_are_as_they_were_agreed_to() -> None:
    said = {}
    for use, version in VERSIONS.items():
        words = []
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                words.append(purpose(use))
        assert len(set(words)) == len(words)
        said[(str(use), version)] = hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]
    assert said == WORDS


def test_consent_to_earlier_words_is_none_to_these(
    officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(officer)
    monkeypatch.setitem(VERSIONS, "colleagues", 2)
    assert in_force(AT) == []


def test_asked_again_a_month_before_once_and_no_more_after_the_answer(
    officer: Person, city: Holder
) -> None:
    agree(officer)
    end = datetime(2027, 11, 24, tzinfo=UTC)
    asking.ask_again(at=end - timedelta(days=31))
    assert not Notice.objects.exists()
    for days in (30, 29, 1):
        asking.ask_again(at=end - timedelta(days=days))
    notice = Notice.objects.get()
    assert (notice.person, notice.kind, notice.holder, notice.about, notice.settled_at) == (
        officer, "consent.colleagues", city, {"day": "2027-11-23"}, None,
    )  # fmt: skip
    at = end - timedelta(days=1)
    keep.agree(officer, "colleagues", last_day=date(2028, 11, 1), version=1, language="en", at=at)
    assert Notice.objects.get().settled_at == at


def test_who_left_and_who_withdrew_is_not_asked(officer: Person, city: Holder) -> None:
    leaving = a_person("leaving", ("officer", city))
    keep.write(leaving, DRAFT, at=AT)
    agree(leaving, last_day=date(2026, 12, 1))
    leaving.roles.update(until=AT)
    agree(officer, last_day=date(2026, 12, 1))
    keep.withdraw(officer, "colleagues", at=AT)
    assert asking.ask_again(at=AT) == 0


def test_erased_person_leaves_neither_entry_nor_consent(officer: Person) -> None:
    agree(officer)
    found = personal_data.export(officer.pk)
    assert [row["name"] for row in found["directory"]] == ["Nour of the bridge"]
    assert [(row["version"], row["language"]) for row in found["consents"]] == [(1, "ar")]
    personal_data.ask_erasure(officer.pk, by=officer, at=AT)
    assert personal_data.erase_due(AT + personal_data.WAIT) == 1
    assert not Entry.objects.exists()
    assert not Consent.objects.exists()


def test_what_is_over_for_two_years_is_forgotten(officer: Person, city: Holder) -> None:
    agree(officer, last_day=date(2026, 12, 1))
    after = datetime(2026, 12, 2, tzinfo=UTC) + timedelta(days=730)
    assert retention.heed(after)["consents"] == 0
    assert retention.heed(after + timedelta(seconds=1))["consents"] == 2
    assert not Entry.objects.exists()


@pytest.mark.parametrize("lang", ["ar", "en", "es", "fr"])
def test_every_language_has_a_name_in_every_language(lang: str) -> None:
    named = dict(listed(lang))
    assert set(named) == set(SPOKEN)
    assert [code for code, name in named.items() if name == code] == []
    assert len(set(named.values())) == len(SPOKEN)
