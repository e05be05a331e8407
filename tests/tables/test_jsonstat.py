import json
import zipfile
from datetime import date, datetime
from pathlib import Path

import jsonschema
import pytest

from qantara.tables.jsonstat import DuplicateFigure, collection
from tests.tables.sample import dataset, frame, row


def items(lang: str = "en", **more) -> list[dict]:
    return json.loads(collection(dataset(**more), lang))["link"]["item"]


def test_collection_has_a_dataset_for_each_set_of_dimensions_and_unit():
    assert [(item["id"], item["size"]) for item in items()] == [
        (["DEFINITION", "REF_AREA", "TIME_PERIOD", "UNIT_MEASURE"], [4, 1, 1, 1]),
        (["DEFINITION", "REF_AREA", "TIME_PERIOD", "UNIT_MEASURE"], [1, 1, 1, 1]),
        (["DEFINITION", "REF_AREA", "TIME_PERIOD", "SEX", "UNIT_MEASURE"], [1, 1, 1, 2, 1]),
        (["DEFINITION", "REF_AREA", "TIME_PERIOD", "CITG", "UNIT_MEASURE"], [1, 1, 1, 3, 1]),
    ]


def test_withheld_cells_are_null_with_status_q():
    citizenships = items("en")[3]
    assert citizenships["value"] == [None, None, 457_000]
    assert citizenships["status"] == {"0": "Q", "1": "Q", "2": "A"}


def test_absent_cells_and_ranges_stand_beside_the_values():
    totals = items()[0]
    assert totals["value"] == [567_000, None, None, None]
    assert totals["status"] == {"0": "A", "1": "E", "2": "L", "3": "O"}
    assert totals["extension"]["low"] == {"1": 1_100}
    assert totals["extension"]["high"] == {"1": 1_300}
    assert totals["extension"]["source"] == {"0": 1, "1": 2}
    assert totals["extension"]["status"]["label"]["E"] == "Estimate"


def test_letters_are_explained_as_such_and_each_gap_by_its_own_word():
    rows = (
        row(period=f"202{at}", state="absent", absence=absence)
        for at, absence in enumerate(("none_exists", "refused"))
    )
    withheld = (row(period=period, state=state) for period, state in (("2022", "withheld"), ("2023", "courtesy")))  # fmt: skip
    (only,) = items(figures=frame(*rows, *withheld))
    assert only["status"] == {"0": "O", "1": "O", "2": "Q", "3": "Q"}
    assert only["extension"]["status"]["label"] == {
        "O": "No data",
        "Q": "Withheld to protect people",
    }
    assert only["extension"]["gap"] == {
        "0": "None exists",
        "1": "Refused",
        "2": "Withheld to protect people",
        "3": "Not repeated here",
    }


def test_values_lie_where_the_standard_puts_them():
    rows = (
        row(breakdown=f"SEX={sex}", period=period, value=value)
        for sex, period, value in (("M", "2023", 3.0), ("F", "2022", 1.0), ("M", "2022", 2.0))
    )
    (only,) = items(figures=frame(*rows))
    assert only["dimension"]["TIME_PERIOD"]["category"]["index"] == ["2022", "2023"]
    assert only["dimension"]["SEX"]["category"]["index"] == ["M", "F"]
    assert only["value"] == [2, 1, 3, None]


def test_labels_are_in_the_language_asked_for():
    sexes = items("ar")[2]["dimension"]["SEX"]
    assert (sexes["label"], sexes["category"]["label"]["F"]) == ("الجنس", "نساء")


def test_two_rows_for_one_cell_are_refused():
    with pytest.raises(DuplicateFigure):
        collection(dataset(frame(row(value=1.0), row(value=2.0))), "en")


@pytest.mark.field
@pytest.mark.parametrize("lang", ("ar", "en", "es", "fr"))
def test_collection_obeys_the_schemas_of_json_stat(field: Path, lang):
    with zipfile.ZipFile(field / "standards/jsonstat/jsonstat_samples_and_schemas.zip") as samples:
        schemas = {
            kind: json.loads(samples.read(f"jsonstat_py/schemas/{kind}.json"))
            for kind in ("collection", "dataset")
        }
    whole = json.loads(collection(dataset(), lang))
    formats = jsonschema.FormatChecker()
    formats.checks("date", ValueError)(lambda text: bool(date.fromisoformat(text)))
    formats.checks("date-time", ValueError)(
        lambda text: "T" in text and bool(datetime.fromisoformat(text))
    )
    jsonschema.Draft4Validator(schemas["collection"], format_checker=formats).validate(whole)
    for item in whole["link"]["item"]:
        alone = {"version": "2.0", **item}
        jsonschema.Draft4Validator(schemas["dataset"], format_checker=formats).validate(alone)
