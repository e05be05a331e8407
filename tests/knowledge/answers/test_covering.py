"""Our indicators beside other frames: what stands in the tables, and how much of it is answered."""

from __future__ import annotations

import csv
import io
import tomllib

import pytest

from qantara.core.locales import LANGUAGES
from qantara.knowledge import frameworks
from qantara.knowledge.answers.covering import covering
from qantara.knowledge.frameworks import crosswalks, sets

FRAMEWORK = frameworks.default()


@pytest.mark.parametrize("frame", ["local-mgi", "intercultural-cities"])
def test_table_has_exactly_the_indicators_whose_own_file_names_the_frame(frame: str) -> None:
    found = crosswalks.crosswalk(frame, FRAMEWORK)
    named = {
        one.code
        for one in FRAMEWORK.indicators
        if any(cited.split()[0] == found.inspiration for cited in one.inspired_by)
    }
    assert set(found.indicators) == named
    assert len(found.links) == len(named)
    assert {link.topic for link in found.links} <= {"", *(topic.code for topic in found.topics)}


def test_goals_are_gathered_from_the_indicators_themselves() -> None:
    found = crosswalks.crosswalk("sdg", FRAMEWORK)
    assert {(link.indicator, link.topic) for link in found.links} == {
        (one.code, target) for one in FRAMEWORK.indicators for target in one.sdg
    }
    codes = [topic.code for topic in found.topics]
    assert codes.index("3.8") < codes.index("10.7") < codes.index("17.18")


@pytest.mark.parametrize("frame", crosswalks.FRAMES)
def test_frame_is_named_in_every_language(frame: str) -> None:
    found = crosswalks.crosswalk(frame, FRAMEWORK)
    texts = [found.name, found.owner, found.about, *(one.name for one in found.topics if one.name)]
    assert all(set(text) == set(LANGUAGES) and all(text.values()) for text in texts)


@pytest.mark.parametrize("frame", crosswalks.FRAMES)
def test_table_as_csv_says_what_the_links_say(frame: str) -> None:
    found = crosswalks.crosswalk(frame, FRAMEWORK)
    rows = list(csv.DictReader(io.StringIO(crosswalks.table(found, FRAMEWORK))))
    assert [(row["frame"], row["indicator"], row["topic"]) for row in rows] == [
        (frame, link.indicator, link.topic) for link in found.links
    ]
    assert rows[0]["indicator_name_ar"] == FRAMEWORK[rows[0]["indicator"]].name["ar"]


def test_frame_there_is_none_of_has_no_file() -> None:
    with pytest.raises(KeyError):
        crosswalks.path("../default/gov")


def test_answered_and_missing_are_counted_once_each() -> None:
    found = covering(crosswalks.crosswalk("local-mgi", FRAMEWORK), {"GOV-02", "GOV-12", "POP-01"})
    assert (found.answered, found.total) == (("GOV-02", "GOV-12"), 12)
    whole = next(
        one for one in found.topics if one.topic and one.topic.code == "whole-of-government"
    )
    assert (whole.answered, whole.missing) == (("GOV-02",), ("GOV-03",))
    unplaced = next(one for one in found.topics if one.topic is None)
    assert unplaced.missing == ("LEG-02", "HOU-06", "HLT-04", "SRV-01")
    assert [topic.code for topic in found.untouched] == ["well-being"]


def test_nothing_is_answered_of_a_frame_by_nothing() -> None:
    found = covering(crosswalks.crosswalk("sdg", FRAMEWORK), set())
    assert found.answered == ()
    assert set(found.missing) == {one.code for one in FRAMEWORK.indicators if one.sdg}


def test_short_set_is_the_twenty_five_of_the_design() -> None:
    found = sets.of(FRAMEWORK, "short")
    assert len(found) == 25
    assert {one.code for one in found} == sets.short_codes()
    assert {one.domain for one in found} >= {"CTX", "POP", "GOV"}
    assert all(one.is_core for one in sets.of(FRAMEWORK, "core"))
    kept = tomllib.loads(sets.SHORT.read_text(encoding="utf-8"))
    assert len(kept["codes"]) == len(set(kept["codes"]))
    assert kept["framework"] == FRAMEWORK.id
