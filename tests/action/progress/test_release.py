"""A city's progress as a release: only what it lets out, only what stands, in four languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qantara.action.progress.document import draft
from qantara.action.progress.kind import PROGRESS, bring
from qantara.action.progress.report import Cited
from qantara.core.errors import DomainError
from qantara.core.locales import LANGUAGES
from qantara.papers import Paper
from qantara.releases.gate import approve_case, release_case, review_case
from qantara.releases.kinds import Imprint, canonical
from qantara.releases.models import Case, Release
from qantara.releases.withdraw import withdraw
from tests.action.priorities.conftest import KEY
from tests.action.progress.conftest import DRAFT, Promise
from tests.knowledge.ledger.conftest import moment
from tests.people import a_person

REASON = {"ar": "خطأ", "en": "An error", "es": "Un error", "fr": "Une erreur"}


def brought(promise: Promise, *, day: int = 9) -> Case:
    city = promise.group.city
    return bring(promise.group.place, holder=city.holder, by=city.officer, at=moment(day))


def released(promise: Promise) -> Release:
    case, city = brought(promise), promise.group.city
    review_case(case, by=city.reviewer, at=moment(9))
    approve_case(case, by=city.signatory, at=moment(9), audience="public", public_from=moment(9))
    return release_case(case, by=city.signatory, at=moment(10))


def test_only_what_is_let_out_is_in_the_release_and_the_rest_leaves_no_trace(
    promise: Promise,
) -> None:
    shown, kept = (
        promise.commit("R5"),
        promise.commit("R9", replace(DRAFT, words={"what": "Kept words"})),
    )
    promise.report(kept, 1)
    row = promise.report(
        shown, 3, evidence=[Cited(kind="figure", release=promise.group.sheet, key=KEY)]
    )
    promise.check(row)
    promise.let_out(shown)
    release = released(promise)
    assert release.card["cells"] == {
        "R5": {
            "stance": "committed", "level": 3, "on": moment(6).date().isoformat(),
            "checked_on": moment(7).date().isoformat(), "standing": "expert",
        }
    }  # fmt: skip
    assert release.card["quoted"] == [promise.group.sheet.address]
    assert "Kept words" not in release.document
    assert "R9" not in release.document
    assert sorted((one.format, one.language) for one in release.artefacts.all()) == [
        ("json", ""), ("pdf", "ar"), ("pdf", "en"), ("pdf", "es"), ("pdf", "fr"),
    ]  # fmt: skip


def test_nothing_is_released_where_nothing_is_let_out(promise: Promise) -> None:
    promise.commit()
    with pytest.raises(DomainError):
        brought(promise)


def test_nobodys_name_is_in_the_document(promise: Promise) -> None:
    one = promise.commit()
    row = promise.report(one)
    promise.check(
        row, standing="peer", of=promise.peer.roles.get(title="officer").holder, by=promise.peer
    )
    promise.let_out(one)
    text = canonical(draft(promise.group.place, at=moment(9)))
    assert [name for name in ("officer", "peer.", "signatory", "reviewer") if name in text] == []
    assert "Nordhavn" in text


def test_doubted_report_does_not_go_out_until_it_is_settled(promise: Promise) -> None:
    one = promise.commit()
    row = promise.report(one)
    promise.check(row, is_confirmed=False, note="It is not open")
    promise.let_out(one)
    with pytest.raises(DomainError, match="R5"):
        brought(promise)
    promise.check(row, day=8)
    assert brought(promise).kind == "progress"


def test_typed_number_that_a_release_withholds_stops_it(promise: Promise) -> None:
    one = promise.commit(draft=replace(DRAFT, words={"what": "Only 3 women are registered."}))
    promise.let_out(one)
    with pytest.raises(DomainError, match="withheld"):
        brought(promise)


def test_quoted_release_that_is_withdrawn_stops_it(promise: Promise) -> None:
    one = promise.commit()
    promise.report(one, 3, evidence=[Cited(kind="figure", release=promise.group.sheet, key=KEY)])
    promise.let_out(one)
    city = promise.group.city
    second = a_person("second", ("signatory", city.holder))
    withdraw(promise.group.sheet, reason=REASON, by=city.signatory, second=second, at=moment(8))
    with pytest.raises(DomainError):
        brought(promise)


def test_who_reported_does_not_approve(promise: Promise) -> None:
    one = promise.commit()
    promise.report(one)
    promise.let_out(one)
    document = draft(promise.group.place, at=moment(9))
    assert promise.group.city.officer.pk in set(PROGRESS.contributors(document, None))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_paper_tells_the_story_of_every_cell(promise: Promise, lang: str) -> None:
    one, outside = (
        promise.commit(),
        promise.commit("R8", replace(DRAFT, stance="outside", due=None, held_by=["national"])),
    )
    promise.report(one, 1)
    promise.check(promise.report(one, 2, day=7), day=8)
    promise.let_out(one, outside)
    document = draft(promise.group.place, at=moment(9))
    PROGRESS.validate(document)
    made = PROGRESS.paper(
        document, lang, Imprint(number=1, released_on=moment(9), address="https://c.example/r/a")
    )
    assert isinstance(made, Paper)
    assert [section.anchor for section in made.sections] == ["overview", "r5", "r8"]
    assert made.lang == lang


def test_document_that_breaks_its_form_is_refused(promise: Promise) -> None:
    promise.let_out(promise.commit())
    document = draft(promise.group.place, at=moment(9))
    document["cells"][0]["checked_by"] = "somebody"
    with pytest.raises(DomainError):
        PROGRESS.validate(document)
