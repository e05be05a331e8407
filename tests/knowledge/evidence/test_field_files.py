"""Real and hostile files from the field; skipped where they are not there."""

from __future__ import annotations

import json
import zipfile

import pytest

from qantara.knowledge.evidence import mapping, numbers, readers
from qantara.knowledge.evidence.readers import UnreadableFile

pytestmark = pytest.mark.field


@pytest.fixture
def unpacked(field, tmp_path):
    """Unpack an archive of the field's files."""

    def act(archive):
        with zipfile.ZipFile(field / archive) as file:
            file.extractall(tmp_path)
        return tmp_path

    return act


def test_hostile_files_are_refused_or_read_as_text(unpacked):
    refused = {}
    folder = unpacked("standards/hostile/hostile_inputs.zip") / "made_here"
    for path in sorted(folder.iterdir()):
        try:
            readers.read(path)
        except UnreadableFile:
            refused[path.name] = True
        else:
            refused[path.name] = False
    assert refused == {
        "arabic_indic_digits.csv": False,
        "bidi_and_zero_width.csv": True,  # a binary zero
        "billion_laughs_in_sheet.xlsx": True,
        "cp1256_arabic.csv": False,
        "csv_formula_injection.csv": False,
        "external_entity_in_sheet.xlsx": True,
        "formula_cells.xlsx": False,
        "lying_dimension_XFD1048576.xlsx": True,
        "utf16le_bom.csv": False,
        "zip_bomb_200MB.xlsx": True,
        "zip_slip.zip": True,
    }


def test_csv_spectrum_is_read_as_its_json_says(unpacked):
    folder = unpacked("standards/csv/csv_torture.zip") / "csv-spectrum"
    for path in sorted((folder / "csvs").iterdir()):
        if path.stem == "location_coordinates":  # its JSON was written from damaged text
            continue
        expected = json.loads((folder / "json" / f"{path.stem}.json").read_text())
        frame = readers.read(path).sheets[0].frame.drop("row")
        found = [
            {name: text or "" for name, text in row.items()} for row in frame.iter_rows(named=True)
        ]
        assert found == expected, path.name


def test_sdmx_csv_samples_are_read(unpacked, field):
    folder = unpacked("standards/sdmx/sdmx_test_data.zip") / "v3" / "csv"
    formats = {}
    for path in sorted(folder.glob("example-0*.csv")):
        formats[path.name] = readers.read(path).format
    assert set(formats.values()) == {"sdmx-csv"}


@pytest.mark.parametrize(
    ("name", "shape", "header"),
    (
        ("cities/vienna/vie-bez-pop-sex-age5-stk-ori-geo4-2002f.csv", (16_422, 12), (2,)),
        ("cities/vienna/vie-bez-biz-pop-den-2002f.csv", (552, 9), (2,)),
        ("cities/madrid/population.csv", (1_824, 6), (1,)),
        ("cities/portugal/nationalities_by_freguesia_census2011.csv.gz", (4_260, 140), (1,)),
        ("cities/morocco/indicators_people.csv.gz", (13_149, 85), (1,)),
        ("cities/italy/gi_comuni_codes.csv", (7_896, 12), (1,)),
        ("eurostat_city/urb_cpop1_2009-2018_long.csv.gz", (53_500, 6), (1,)),
        ("national/unhcr/unhcr-historical-data-2000-2013.csv.gz", (16_313, 18), (6,)),
    ),
)
def test_publishers_files_are_read_whole(field, name, shape, header):
    sheet = readers.read(field / name).sheets[0]
    assert (sheet.frame.shape, sheet.header_rows, sheet.findings) == (shape, header, ())


VIENNA = """
title = "Vienna"
[source]
organisation = "Stadt Wien"
title = "Population by sex, age and origin"
public = true
[[series]]
definition = "CTX-01"
unit = "PS"
territory = "vienna"
period = { column = "REF_DATE", pattern = "(\\\\d{4})(\\\\d\\\\d)(\\\\d\\\\d)", as = "{1}-{2}-{3}" }
where = { REF_YEAR = "2022" }
value = { plus = ["AUT", "EEA", "REU", "TCN"] }
sum_over = ["DISTRICT_CODE", "AGE5"]
parts = 391
breakdown.SEX = { column = "SEX", codes = { 1 = "M", 2 = "F" } }
derive.SEX._T = "F + M"
"""

LISBON = """
title = "Lisbon"
[source]
organisation = "INE"
title = "Censos 2011, Q605"
public = true
[[series]]
unit = "PS"
territory = "lisbon"
period = "2011-03-21"
where = { id = { starts_with = "1106" } }
sum_over = ["id"]
parts = 53
derive.SEX.F = "_T - M"
[series.columns]
"Total HM" = { definition = "CTX-01" }
"Total H" = { definition = "CTX-01", breakdown = "SEX=M" }
"Estrangeira HM" = { definition = "POP-01" }
"""


@pytest.mark.parametrize(
    ("text", "name", "figures"),
    (
        (
            VIENNA,
            "cities/vienna/vie-bez-pop-sex-age5-stk-ori-geo4-2002f.csv",
            {("CTX-01", ""): 1_931_593.0},
        ),
        (
            LISBON,
            "cities/portugal/nationalities_by_freguesia_census2011.csv.gz",
            {("CTX-01", ""): 547_733.0, ("CTX-01", "SEX=M"): 250_874.0,
             ("CTX-01", "SEX=F"): 296_859.0, ("POP-01", ""): 31_833.0},
        ),
    ),
    ids=("vienna", "lisbon"),
)  # fmt: skip
def test_real_tables_sum_to_their_published_totals(field, framework, text, name, figures):
    own = mapping.loads(text)
    places = mapping.Places(slugs=frozenset({"vienna", "lisbon"}))
    understood = mapping.apply(readers.read(field / name), own, framework, places)
    assert understood.findings == ()
    found = {
        (row["definition"], row["breakdown"]): row["value"]
        for row in understood.rows.iter_rows(named=True)
    }
    assert figures.items() <= found.items()


def test_a_real_column_that_contradicts_itself_is_not_read(field):
    frame = readers.read(field / "cities/italy/comuni_general_indicators.csv.gz").sheets[0].frame
    result = numbers.understand(frame["Abitanti"])
    assert result.question == "contradictory"
