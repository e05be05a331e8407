"""The files of the fictional cities: as offices give them, and understood whole."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from qantara.demo.fictional import generate, plan, read
from qantara.knowledge import frameworks
from qantara.knowledge.evidence import mapping as mappings
from qantara.knowledge.evidence import readers, template
from qantara.knowledge.evidence.mapping import Places, Understood
from qantara.knowledge.evidence.review import CONTRADICTIONS, review
from qantara.network import file as network_file

TODAY = date(2026, 11, 22)
SPREADSHEET = "nordemar/short-set.xlsx"
FILES = sorted(
    str(path.relative_to(read.FOLDER))
    for one in plan.cities()
    for path in (*(path for issue in one.issues for path in issue.files), *one.waiting)
)


@cache
def _places() -> Places:
    rows = network_file.read(read.FOLDER / "network.toml").tables["territory"]
    return Places(slugs=frozenset(row["slug"] for row in rows), codes={})


def read_file(path: Path) -> Understood:
    said = path.with_suffix(".toml")
    mapping = mappings.load(said) if said.exists() else template.mapping_of(path)
    sheets = readers.read(path, options=mapping.options)
    return mappings.apply(sheets, mapping, frameworks.default(), _places())


@cache
def _rows() -> pl.DataFrame:
    """Everything the files say, with the file each row is of."""
    return pl.concat(
        read_file(read.FOLDER / name).rows.with_columns(file=pl.lit(name)) for name in FILES
    )


def test_every_file_that_is_made_is_used():
    assert {name for name, _content in generate.evidence()} == set(FILES)


def test_committed_files_are_those_the_script_makes():
    for name, content in generate.evidence():
        if name != SPREADSHEET:
            assert (read.FOLDER / name).read_bytes() == content, name


def test_committed_spreadsheet_says_what_the_script_fills_in(tmp_path):
    made = tmp_path / "short-set.xlsx"
    made.write_bytes(dict(generate.evidence())[SPREADSHEET])
    said = ["definition", "period", "breakdown", "unit", "value", "absence", "method"]
    committed = read_file(read.FOLDER / SPREADSHEET).rows.select(said)
    assert committed.rows() == read_file(made).rows.select(said).rows()
    assert committed.height == 28


@pytest.mark.parametrize("name", FILES)
def test_files_are_understood_without_a_question(name):
    understood = read_file(read.FOLDER / name)
    assert [one.kind for one in understood.findings if one.severity != "info"] == []
    judged = review(understood.rows, frameworks.default(), today=TODAY)
    despite = {str(path.relative_to(read.FOLDER)) for each in plan.cities() for issue in each.issues for path in issue.despite}  # fmt: skip
    assert bool(judged.errors) == (name in despite)
    assert judged.despite(CONTRADICTIONS).errors == ()


def test_files_come_in_the_shapes_of_offices():
    raw = {name: (read.FOLDER / name).read_bytes() for name in FILES}
    assert raw["bresamo/institute-population.csv"].startswith(b"\xff\xfe")
    assert "الجنسية".encode("cp1256") in raw["qarnel/census-citizenship.csv"]
    assert "Étrangers".encode("cp1252") in raw["meruzah/living-conditions.csv"]
    assert raw["halverin/age.csv"].startswith(b"DATAFLOW,")
    assert b"1 gennaio 2018;1 gennaio 2019" in raw["reed-coast-fund/institute-population.csv"]
    assert b"\t" in raw["halverin/moves.csv"].splitlines()[0]


def test_files_have_what_real_ones_have():
    rows = _rows()
    assert set(rows["absence"]) == {
        "", "no_answer", "none_exists", "not_applicable", "not_collected", "not_yet_available", "refused",
        "suppressed_by_source",
    }  # fmt: skip
    assert set(rows["obs_status"]) == {"A", "E", "P", "U"}
    assert set(rows.filter("is_break")["territory"]) == {
        "halverin", "meruzah", "meruzah-governorate",
    }  # fmt: skip
    ranges = rows.filter(pl.col("value").is_null(), pl.col("low").is_not_null())
    assert set(ranges["definition"]) == {"EMP-04", "FLW-06", "POP-10"}
    women = rows.filter(pl.col("territory") == "meruzah", pl.col("definition") == "POP-05")
    assert women["value"].to_list() == [38.6]
    assert women["numerator"].null_count() == 1


def test_provisional_years_become_final_and_a_correction_is_two_people():
    key = ["definition", "period", "breakdown"]
    first, then = (
        _rows().filter(pl.col("file") == f"halverin/{stem}.csv").unique(key, maintain_order=True)
        for stem in ("register", "register-final")
    )
    both = then.join(first, on=key, suffix="_first")
    newest = both.filter(pl.col("period") == "2025-01-01")
    assert set(newest.select("obs_status_first", "obs_status").rows()) == {("P", "A")}
    changed = both.filter(pl.col("period") == "2024-01-01").select(
        "breakdown", change=pl.col("value") - pl.col("value_first")
    )
    people = changed.filter(pl.col("change") != 0)
    assert set(people["change"]) == {2.0}
    assert "DIST=halverin-fennholm;SEX=F" in set(people["breakdown"])


def test_sources_contradict_each_other_and_the_cities_say_which_counts():
    key = ["territory", "definition", "period", "breakdown", "unit"]
    said = (
        _rows().filter(pl.col("value").is_not_null()).group_by(key).agg(pl.col("value").n_unique())
    )
    apart = said.filter(pl.col("value") > 1)
    chosen = {
        (one.slug, definition)
        for one in plan.cities()
        for issue in one.issues
        for choice in issue.choices
        for definition in choice.definitions
    }
    later = {("halverin", "POP-01"), ("halverin", "PAR-05")}  # corrected by their own source
    assert set(apart.select("territory", "definition").rows()) == chosen | later
    reasons = {
        choice.reason for one in plan.cities() for issue in one.issues for choice in issue.choices
    }
    assert reasons <= set(read.notes())


def test_notes_and_publishers_have_names_in_four_languages():
    rows = _rows()
    assert (set(rows["note"]) | set(rows["break_note"])) - {""} <= set(read.notes())
    named = read.publishers() | {
        name["en"]: name for source in read.sources().values() for name in (source.organisation, source.title)
    }  # fmt: skip
    for name in FILES:
        path = read.FOLDER / name
        said = path.with_suffix(".toml")
        source = (mappings.load(said) if said.exists() else template.mapping_of(path)).source
        assert {source.organisation, source.title} <= set(named), name
