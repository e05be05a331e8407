"""`qantara releases wording` and `confirm`: what they list, whom they let confirm."""

from __future__ import annotations

import json

import pytest

from qantara.__main__ import main
from qantara.knowledge.profiles import wording, wordings
from qantara.releases.models import Case
from tests.cli.test_gate import NOBODY, refused
from tests.releases.conftest import Team, leaflets, team
from tests.turned import rise_that_became_a_fall

__all__ = ["Team", "leaflets", "team"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(team: Team) -> Case:
    return rise_that_became_a_fall(team)


def block_of(case: Case) -> str:
    return next(block for _section, block, *_rest in wording.texts(json.loads(case.document)))


def said(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    capsys.readouterr()
    assert main(["releases", *words]) == 0
    return [line for line in capsys.readouterr().out.splitlines() if line]


def test_wording_lists_each_sentence_with_what_changed(case, capsys) -> None:
    lines = said(capsys, "wording", str(case.pk))
    english = lines.index("  Their number rose to 83.")
    assert lines[english - 1 : english + 2] == [
        "  ! Says “rose”; the figure now falls from one period to the next.",
        "  Their number rose to 83.",
        "  Foreign citizens, 2024: 7\u202f351 before, 83 now",
    ]
    assert lines[-1] == (
        "4 sentences to be read again: their figures changed. 4 of them say a direction the figures "
        "no longer have."
    )


def test_review_says_what_is_to_be_read_and_approve_refuses(case, capsys) -> None:
    lines = said(capsys, "review", str(case.pk), "--by", "reviewer@example.org")
    assert lines[1] == f"Read them: `qantara releases wording {case.pk}`."
    assert refused(
        capsys, "releases", "approve", str(case.pk), "--by", "signatory@example.org"
    ).startswith("4 sentences say a direction their figures no longer have.")


def test_confirm_takes_the_marks_and_approve_goes_through(case, capsys) -> None:
    main(["releases", "review", str(case.pk), "--by", "reviewer@example.org"])
    for lang in ("ar", "en", "es", "fr"):
        said(capsys, "confirm", str(case.pk), block_of(case), lang, "--by", "officer@example.org")
    assert wordings.marks(json.loads(case.document)) == []
    assert said(capsys, "wording", str(case.pk)) == ["No sentence has to be read again."]
    assert main(["releases", "approve", str(case.pk), "--by", "signatory@example.org"]) == 0


def test_confirm_is_not_for_everybody_nor_for_every_case(case, capsys) -> None:
    confirm = ("releases", "confirm", str(case.pk), block_of(case), "fr", "--by")
    assert "Your role does not allow this" in refused(capsys, *confirm, "signatory@example.org")
    assert "no draft of a profile" in refused(capsys, "releases", "wording", NOBODY)
