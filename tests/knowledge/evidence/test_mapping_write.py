"""A mapping written down says what it said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import qantara.demo.mc2cm
from qantara.knowledge.evidence import mapping
from qantara.knowledge.evidence.mapping.write import write as written
from tests.knowledge.evidence.told import HEAD

EVERY = sorted((Path(qantara.demo.mc2cm.__file__).parent / "mappings").glob("*.toml"))


def _without_text(one: mapping.Mapping) -> mapping.Mapping:
    return replace(one, text="", hash="")


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_mapping_written_down_is_the_same(path):
    read = mapping.load(path)
    assert _without_text(mapping.loads(written(read))) == _without_text(read)


def test_mapping_with_all_kinds_of_keys_written_down_is_the_same():
    read = mapping.loads(
        HEAD
        + """
[read]
header_rows = [6, 7]
fill_down = ["Region"]
columns = ["Region", "Men 2024"]
decimal = ","

[absence]
".." = "skip"
'"quoted"' = "refused"

[flags]
"(p)" = { obs_status = "P" }
"*" = {}

[[series]]
definition = "CTX-01"
territory = { column = "Region", scheme = "kso", ignore = ["Elsewhere", "Nowhere"] }
unit = "PS"
times = 1000
sum_over = ["Region"]
parts = 3
derive.SEX.F = "_T - M"
where = { Level = ["", "a \\\\ b"], Other = { differs_from = "Region" }, Third = { not = ["x"] } }
optional = true
[[series.columns_like]]
pattern = '(Men|Women) (\\d{4})'
codes = { Men = "M", Women = "F" }
breakdown = "SEX={1}"
period = "{2}-01-01"

[[break]]
period = "2020"
reason = "a census"

[[correction]]
column = "Men 2024"
was = ""
becomes = "5"
reason = "lost"
provider = "by mail"
on = 2026-11-02
"""
    )
    assert _without_text(mapping.loads(written(read))) == _without_text(read)


@pytest.mark.parametrize(
    ("cell", "value", "decimals"),
    (("244.8", 244800.0, 0), ("16.1234", 16123.4, 1), ("7", 7000.0, 0)),
)
def test_figures_in_thousands_are_multiplied(understand, cell, value, decimals):
    found = understand(
        """
        [[series]]
        definition = "CTX-01"
        territory = "karwan"
        unit = "PS"
        period = { column = "Year" }
        value = "People"
        times = 1000
        """,
        f"Year,People\n2024,{cell}\n",
    )
    assert found.rows.select("value", "decimals").rows() == [(value, decimals)]


def test_mapping_refuses_another_multiplier():
    with pytest.raises(mapping.MappingError, match="times"):
        mapping.loads(
            HEAD
            + '[[series]]\ndefinition = "CTX-01"\nterritory = "karwan"\nunit = "PS"\n'
            + 'period = "2024"\nvalue = "People"\ntimes = 12\n'
        )
