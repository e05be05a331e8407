from __future__ import annotations

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from qantara.core.models import AuditLine, Edge
from qantara.knowledge.frameworks import Framework
from qantara.knowledge.observations import check
from qantara.knowledge.observations.models import Batch, Definition, Latest, Observation
from qantara.knowledge.observations.record import StatedTwice, record

from .conftest import frame, moment, statement

pytestmark = pytest.mark.django_db


def standing():
    return sorted(
        Observation.objects.current().values_list(
            "source__title", "period__code", "breakdown__code", "value"
        )
    )


def test_record_stores_one_row_a_statement_with_all_it_says(confirm, officer, evidence):
    batch = confirm(
        statement(),
        statement(
            definition="POP-10", value=None, low=100.0, high=250.0, obs_status="E", method="key_informant",
            note="two rounds", is_break=True, break_note="another frame", row=3,
        ),
        statement(period="2025-01-01", value=None, absence="not_yet_available", row=4),
        statement(definition="EMP-01", unit="PT", value=61.5, numerator=123.0, denominator=200.0, decimals=1),
    )  # fmt: skip
    assert (batch.added, batch.changed, batch.same) == (4, 0, 0)
    estimate = Observation.objects.get(definition__code="POP-10")
    assert (
        estimate.value, estimate.low, estimate.high, estimate.obs_status, estimate.method,
        estimate.note, estimate.is_break, estimate.break_note, estimate.absence,
        estimate.recorded_at, estimate.superseded_at, estimate.batch_id,
    ) == (
        None, 100.0, 250.0, "E", "key_informant", "two rounds", True, "another frame", "",
        moment(0), None, batch.pk,
    )  # fmt: skip
    assert Observation.objects.get(period__code="2025-01-01").absence == "not_yet_available"
    assert AuditLine.objects.get().act == "observations.confirmed"
    assert Edge.objects.get().relation == "rests on"
    assert list(check.problems()) == []


def test_record_of_the_same_rows_again_changes_nothing(confirm):
    confirm(statement(), statement(breakdown="SEX=F", value=510.0))
    before = list(Observation.objects.order_by("id").values())
    again = confirm(statement(breakdown="SEX=F", value=510.0), statement(), day=1)
    assert again is None
    assert Batch.objects.count() == 1
    assert list(Observation.objects.order_by("id").values()) == before


def test_record_supersedes_what_is_said_differently_and_keeps_it(confirm):
    confirm(statement(), statement(period="2023-01-01", value=900.0))
    second = confirm(statement(value=1010.0), statement(period="2023-01-01", value=900.0), day=30)
    assert (second.added, second.changed, second.same) == (0, 1, 1)
    assert standing() == [
        ("Register", "2023-01-01", "", 900.0),
        ("Register", "2024-01-01", "", 1010.0),
    ]
    old = Observation.objects.get(value=1000.0)
    assert (old.recorded_at, old.superseded_at) == (moment(0), moment(30))


def test_record_keeps_competing_sources_side_by_side(confirm):
    confirm(statement())
    confirm(statement(value=1100.0), source="Census", day=1)
    assert standing() == [
        ("Census", "2024-01-01", "", 1100.0),
        ("Register", "2024-01-01", "", 1000.0),
    ]


def test_record_refuses_rows_that_state_a_figure_twice(confirm):
    with pytest.raises(StatedTwice):
        confirm(statement(), statement(value=1001.0))
    assert (Observation.objects.count(), Batch.objects.count()) == (0, 0)


def test_record_of_an_unknown_territory_stores_nothing(confirm):
    with pytest.raises(KeyError), transaction.atomic():
        confirm(statement(), statement(territory="nowhere"))
    assert (Observation.objects.count(), Batch.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    (
        ({"value": None}, "observation_has_a_value_or_says_why_not"),
        ({"absence": "refused"}, "observation_has_a_value_or_says_why_not"),
        (
            {"value": None, "low": 5.0, "method": "census"},
            "observation_has_a_value_or_says_why_not",
        ),
        (
            {"value": None, "low": 9.0, "high": 5.0, "method": "expert_judgement"},
            "observation_bounds_are_in_order",
        ),
        ({"obs_status": "E"}, "an_estimate_says_its_method"),
        ({"value": None, "low": 5.0, "high": 9.0}, "an_estimate_says_its_method"),
    ),
)
def test_observation_constraints_refuse(confirm, wrong, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        confirm(statement(**wrong))
    assert Observation.objects.count() == 0


def test_definitions_are_told_by_content_and_do_not_change_within_a_version(
    confirm, framework: Framework, evidence, officer
):
    from dataclasses import replace

    from qantara.knowledge.observations.definitions import DefinitionChanged

    confirm(statement())
    reworded = _with_definition(framework, "ar", "كلمات أخرى")
    changed = _with_definition(framework, "en", "Something else is counted.")

    def again(other, value):
        return record(
            frame(statement(value=value)),
            evidence_file=evidence(), framework=other, by=officer, at=moment(1),
        )  # fmt: skip

    assert again(reworded, 1000.0) is None
    with pytest.raises(DefinitionChanged):
        again(changed, 1000.0)
    assert again(replace(changed, version="next"), 1000.0).added == 1
    assert Definition.objects.filter(code="CTX-01").count() == 2


def _with_definition(framework, lang, text):
    from dataclasses import replace

    indicators = tuple(
        replace(one, definition={**one.definition, lang: text}) if one.code == "CTX-01" else one
        for one in framework.indicators
    )
    return replace(framework, indicators=indicators)


def test_latest_holds_the_newest_figure_of_each_part(confirm):
    confirm(
        statement(period="2023-01-01", value=900.0),
        statement(),
        statement(period="2025-01-01", value=None, absence="not_yet_available"),
        statement(period="2022-01-01", breakdown="SEX=F", value=450.0),
    )
    assert sorted(Latest.objects.values_list("breakdown__code", "period__code", "value")) == [
        ("", "2024-01-01", 1000.0),
        ("SEX=F", "2022-01-01", 450.0),
    ]
    assert list(check.problems()) == []


def test_visible_to_shows_only_what_a_persons_holders_have(confirm, officer):
    from qantara.accounts.models import Person
    from qantara.knowledge.evidence.models import EvidenceFile

    confirm(statement())
    stranger = Person.objects.create(email="nils@sidra.example", name="Nils", language="en")
    kinds = (Observation, Batch, EvidenceFile)
    assert [kind.objects.visible_to(officer).count() for kind in kinds] == [1, 1, 1]
    assert [kind.objects.visible_to(stranger).count() for kind in kinds] == [0, 0, 0]


def test_observation_is_never_overwritten_or_deleted(confirm):
    confirm(statement())
    confirm(statement(value=1010.0), day=1)
    for overwrite in (
        lambda: Observation.objects.current().update(value=5.0),
        lambda: Observation.objects.filter(value=1000.0).update(superseded_at=None),
        lambda: Observation.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            overwrite()
    assert sorted(Observation.objects.values_list("value", flat=True)) == [1000.0, 1010.0]
