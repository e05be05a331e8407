"""A definition under the same code in a later framework version never changes what old figures mean."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qantara.knowledge.frameworks import Framework
from qantara.knowledge.observations import definitions
from qantara.knowledge.observations.figures import figures
from qantara.knowledge.observations.models import Definition, DefinitionUse
from qantara.knowledge.observations.record import record
from tests.knowledge.observations.conftest import START, frame, moment, statement

CODE = "CTX-01"


def saying(framework: Framework, text: str, *, version: str) -> Framework:
    """The framework with another English definition of one indicator."""
    indicators = tuple(
        replace(one, definition={**one.definition, "en": text}) if one.code == CODE else one
        for one in framework.indicators
    )
    return replace(framework, indicators=indicators, version=version)


@pytest.mark.django_db
def test_version_that_took_a_definition_over_cannot_change_it(framework):
    later = replace(framework, version="2.0.0")
    first = definitions.keep(framework, [CODE], at=START)
    assert definitions.keep(later, [CODE], at=moment(1)) == first
    with pytest.raises(definitions.DefinitionChanged, match=r"Version 2\.0\.0"):
        definitions.keep(saying(later, "Others are counted.", version="2.0.0"), [CODE], at=START)
    assert Definition.objects.count() == 1
    assert set(DefinitionUse.objects.values_list("version", flat=True)) == {
        framework.version, "2.0.0",
    }  # fmt: skip


@pytest.mark.django_db
def test_version_that_says_again_what_an_earlier_one_said_continues_its_series(framework):
    changed = saying(framework, "Others are counted.", version="2.0.0")
    back = replace(framework, version="3.0.0")
    first = definitions.keep(framework, [CODE], at=START)
    assert definitions.keep(changed, [CODE], at=moment(1)) != first
    assert definitions.keep(back, [CODE], at=moment(2)) == first


@pytest.mark.django_db
def test_definition_keeps_what_it_said(framework):
    definitions.keep(framework, [CODE], at=START)
    kept = Definition.objects.get()
    assert kept.content["definition"] == framework.definition(CODE).definition
    assert kept.content["name"] == framework.definition(CODE).name


def test_figures_of_an_earlier_meaning_are_not_shown_under_the_new_words(
    framework, confirm, evidence, officer
):
    confirm(statement(period="2023-01-01", value=900.0), statement())
    changed = saying(framework, "Others are counted.", version="2.0.0")
    record(
        frame(statement(value=1200.0)),
        evidence_file=evidence(), framework=changed, by=officer, at=moment(1),
    )  # fmt: skip
    old, new = (figures(["karwan"], as_of=moment(2), framework=one) for one in (framework, changed))
    assert old.frame["value"].to_list() == [900.0, 1000.0]
    assert new.frame["value"].to_list() == [1200.0]
    assert (old.left_out, new.left_out) == ((CODE,), (CODE,))


def test_figures_leave_nothing_out_where_nothing_changed(framework, confirm):
    confirm(statement())
    assert figures(["karwan"], as_of=moment(1)).left_out == ()
