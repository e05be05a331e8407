"""The fictional network's files: what they promise."""

from __future__ import annotations

import polars as pl
import pytest

from qantara.core.locales import LANGUAGES
from qantara.demo.fictional import generate, read
from qantara.knowledge import frameworks
from qantara.knowledge.profiles.bind import references
from qantara.network import file


def test_network_file_is_a_network_of_eight_cities_in_four_countries():
    network = file.read(read.FOLDER / "network.toml")
    assert network.is_fictional
    assert len(network.tables["member"]) == 8
    territories = {row["slug"]: row["country"] for row in network.tables["territory"]}
    assert (
        len(
            {
                territories[slug]
                for member in network.tables["member"]
                for slug in member["stands_for"]
            }
        )
        == 4
    )


def test_country_codes_are_those_iso_leaves_to_users():
    codes = [*file.read(read.FOLDER / "network.toml").countries, *read.names()["NAT"]]
    assert all("QM" <= code <= "QZ" for code in codes)


def test_committed_figures_are_those_the_script_makes(tmp_path):
    generate.write(tmp_path)
    for stem in (*read.sources(), *read.LATER):
        committed = read.FOLDER / read.CITY / f"{stem}.csv"
        assert (tmp_path / f"{stem}.csv").read_bytes() == committed.read_bytes()


@pytest.mark.parametrize("dimension", ("SEX", "DIST", "ORG", "NAT", "COB", "AGEG", "GROUND"))
def test_parts_sum_to_their_whole(dimension):
    counts = read.figures().filter(pl.col("unit").is_in(["PS", "CASES"]), pl.col("source") != 6)
    parts = (
        counts.filter(pl.col("breakdown").str.starts_with(f"{dimension}="))
        .filter(~pl.col("breakdown").str.contains(";"))
        .with_columns(definition=pl.col("definition").replace("POP-04", "POP-01"))
        .group_by("definition", "period", "source")
        .agg(parts=pl.col("value").sum())
    )
    whole = counts.filter(pl.col("breakdown") == "").select(
        "definition", "period", "source", "value"
    )
    both = parts.join(whole, on=["definition", "period", "source"])
    assert parts.height == both.height > 0
    assert both["parts"].to_list() == both["value"].to_list()


def test_figures_are_of_the_framework():
    framework = frameworks.load(frameworks.DEFAULT)
    figures = read.figures()
    assert set(figures["definition"]) <= set(framework.definitions())
    for definition, unit in set(figures.select("definition", "unit").rows()):
        indicator = framework[definition]
        assert unit in (indicator.unit, *indicator.also_units)


def test_figures_have_what_real_ones_have():
    figures = read.figures()
    assert set(figures["absence"]) == {
        "", "no_answer", "none_exists", "not_collected", "not_yet_available", "refused",
    }  # fmt: skip
    assert set(figures["obs_status"]) == {"A", "E", "P"}
    assert figures["is_break"].any()
    small = figures.filter(pl.col("unit") == "PS", pl.col("value").is_between(1, 4))
    assert small.height > 0
    competing = pl.concat([read.rows(stem) for stem in read.sources()])
    same = ["definition", "period", "breakdown", "unit"]
    assert competing.group_by(same).len().filter(pl.col("len") > 1).height > 0


def test_narrative_is_in_four_languages_with_the_same_figures():
    chapters = read.chapters()
    assert {chapter.lang for chapter in chapters} == set(LANGUAGES)
    keys = set(read.figures()["key"])
    for block in (block for chapter in chapters for block in chapter.blocks):
        assert set(block.markdown) == set(LANGUAGES)
        assert len({tuple(sorted(references(text))) for text in block.markdown.values()}) == 1
        for key in references(block.markdown["en"]):
            computed = key.startswith("POP-05") or key.endswith(" share")
            assert computed or key in keys


def test_what_a_source_says_later_differs_from_what_it_said():
    same = ["definition", "period", "breakdown", "unit"]
    for stem, source in read.LATER.items():
        later = read.rows(stem).join(read.rows(source), on=same, how="left", suffix="_before")
        assert later["decimals_before"].null_count() == 0
        assert not later["value"].eq_missing(later["value_before"]).any()
        assert set(later["note"]) <= set(read.notes())
