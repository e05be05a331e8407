"""JSON-stat in all its shapes, and SDMX-JSON by series and flat."""

from __future__ import annotations

import json

import pytest

from qantara.knowledge.evidence import readers
from qantara.knowledge.evidence.readers import UnreadableFile
from tests.knowledge.evidence.readers.plain import kinds, tables

SEX = {"label": "Sex", "category": {"index": {"M": 1, "F": 0}, "label": {"F": "women", "M": "men"}}}
YEAR = {"category": {"index": ["2022", "2023"]}}
DATA = {
    "version": "2.0", "class": "dataset", "label": "Residents", "id": ["sex", "year"], "size": [2, 2],
    "dimension": {"sex": SEX, "year": YEAR}, "value": [510, 12.5, None, 490],
}  # fmt: skip
ROWS = [
    (2, "F", "women", "2022", "510"),
    (3, "F", "women", "2023", "12.5"),
    (4, "M", "men", "2022", None),
    (5, "M", "men", "2023", "490"),
]
V1 = {
    "label": "Residents", "value": DATA["value"],
    "dimension": {"id": DATA["id"], "size": DATA["size"], "sex": SEX, "year": YEAR},
}  # fmt: skip


@pytest.mark.parametrize(
    ("content", "name"),
    (
        (DATA, "file.json"),
        ({"dataset": V1}, "file.json"),
        ({"residents": V1}, "residents"),
        ({"version": "2.0", "class": "collection", "link": {"item": [DATA]}}, "Residents"),
    ),
    ids=("dataset", "version 1", "bundle", "collection"),
)
def test_jsonstat_gives_a_row_for_each_cell(write, content, name):
    path = write(json.dumps(content), "file.json")
    assert readers.read(path).format == "jsonstat"
    assert tables(path) == {name: ((1,), ("sex", "sex label", "year", "value"), ROWS)}
    (sheet,) = readers.read(path).sheets
    assert (dict(sheet.heads), sheet.above) == ({"sex": "Sex"}, ((1, ("Residents",)),))


def test_jsonstat_leaves_out_cells_that_a_sparse_cube_does_not_mention(write):
    path = write(json.dumps(DATA | {"value": {"0": 5, "3": 1.50}, "status": {"2": "c", "3": "e"}}))
    assert tables(path)["file.csv"] == (
        (1,),
        ("sex", "sex label", "year", "value", "status"),
        [
            (2, "F", "women", "2022", "5", None),
            (3, "M", "men", "2022", None, "c"),
            (4, "M", "men", "2023", "1.5", "e"),
        ],
    )


@pytest.mark.parametrize(
    ("status", "wanted"),
    (("p", ["p"] * 4), (["p"], ["p"] * 4), (["", "e", None, "b"], [None, "e", None, "b"])),
)
def test_jsonstat_takes_status_in_every_shape(write, status, wanted):
    path = write(json.dumps(DATA | {"status": status}))
    assert [row[-1] for row in tables(path)["file.csv"][2]] == wanted


def test_jsonstat_reads_numbers_as_they_are_written_and_texts_as_texts(write):
    content = json.dumps(DATA).replace("[510, 12.5, null, 490]", '["007", 12.50, 1e3, 490]')
    assert [row[-1] for row in tables(write(content))["file.csv"][2]] == [
        "007",
        "12.50",
        "1e3",
        "490",
    ]


def series(action="Information"):
    one = [{"id": "KW", "name": "Karwan"}]
    sexes = [{"id": "F", "name": "women"}, {"id": "M", "name": "men"}]
    return {
        "header": {},
        "dataSets": [
            {
                "action": action,
                "series": {
                    "0": {"attributes": [0], "observations": {"0": [510, 0], "1": [12.5, None]}},
                    "1": {"attributes": [None], "observations": {"0": [490, 0]}},
                },
            }
        ],
        "structure": {
            "dimensions": {
                "dataSet": [{"id": "AREA", "values": one}],
                "series": [{"id": "SEX", "values": sexes}],
                "observation": [{"id": "TIME_PERIOD", "values": [{"id": "2022"}, {"id": "2023"}]}],
            },
            "attributes": {
                "series": [{"id": "METHOD", "values": [{"id": "register"}]}],
                "observation": [{"id": "OBS_STATUS", "values": [{"id": "A"}]}],
            },
        },
    }


def flat():
    found = series()
    levels = found["structure"]["dimensions"]
    structure = {
        "dimensions": {"dataSet": levels["dataSet"], "observation": [*levels["series"], *levels["observation"]]},
        "attributes": {"observation": [*found["structure"]["attributes"]["series"], *found["structure"]["attributes"]["observation"]]},
        "measures": {"observation": [{"id": "OBS_VALUE"}]},
    }  # fmt: skip
    observations = {"0:0": [510, 0, 0], "0:1": [12.5, 0, None], "1:0": [490, None, 0]}
    sets = [{"structure": 0, "observations": observations}]
    return {"meta": {}, "data": {"dataSets": sets, "structures": [structure]}}


@pytest.mark.parametrize("content", (series(), flat()), ids=("1.0 by series", "2.0 flat"))
def test_sdmx_json_gives_a_row_for_each_observation(write, content):
    path = write(json.dumps(content), "data.json")
    assert readers.read(path).format == "sdmx-json"
    (_heads, columns, rows) = tables(path)["data.json"]
    names = (
        "AREA",
        "AREA label",
        "SEX",
        "SEX label",
        "TIME_PERIOD",
        "OBS_VALUE",
        "METHOD",
        "OBS_STATUS",
    )
    assert sorted(columns) == sorted(names)
    assert [tuple(row[columns.index(name) + 1] for name in names) for row in rows] == [
        ("KW", "Karwan", "F", "women", "2022", "510", "register", "A"),
        ("KW", "Karwan", "F", "women", "2023", "12.5", "register", None),
        ("KW", "Karwan", "M", "men", "2022", "490", None, "A"),
    ]


def test_sdmx_json_leaves_deletions_out(write):
    path = write(json.dumps(series("Delete")), "data.json")
    assert tables(path)["data.json"][2] == []
    assert kinds(path) == [("row_deletes", (2,), ())]


@pytest.mark.parametrize(
    ("content", "said"),
    (
        (DATA | {"size": [2, 3]}, "contradicts itself"),
        (DATA | {"value": [1, 2]}, "contradicts itself"),
        (DATA | {"value": {"9": 1}}, "contradicts itself"),
        (DATA | {"size": [2, 10**9]}, "more than"),
        ({"class": "collection", "link": {"item": [{"label": "Births", "href": "x"}]}}, "Births"),
        ({"class": "dimension", "category": {}}, "no figures"),
        (series() | {"dataSets": [{"series": {"7": {"observations": {"0": [1]}}}}]}, "refer to codes"),
        ({"data": {"structures": [], "dataSets": []}}, "describes codes"),
    ),
)  # fmt: skip
def test_json_that_contradicts_itself_or_holds_no_figures_is_refused(write, content, said):
    with pytest.raises(UnreadableFile, match=said):
        readers.read(write(json.dumps(content), "data.json"))


def test_json_that_breaks_off_or_nests_without_end_is_refused(write):
    for content in (json.dumps(DATA)[:-9], '{"dimension":' + "[" * 100_000):
        with pytest.raises(UnreadableFile, match="breaks off"):
            readers.read(write(content, "data.json"))
