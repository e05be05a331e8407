"""The committed facts are what the publishers' files say, read here in another way where it matters."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import polars as pl
import pytest

from qantara.demo.mc2cm import derive, facts
from qantara.knowledge.evidence import mapping as mappings
from qantara.knowledge.evidence import readers

pytestmark = pytest.mark.field


def committed(key: str, **about: str) -> pl.DataFrame:
    rows = pl.read_csv(facts.FACTS / f"{key}.csv", infer_schema_length=None).with_columns(
        pl.col("breakdown").cast(pl.String).fill_null(""), pl.col("period").cast(pl.String)
    )
    return rows.filter(*(pl.col(name) == text for name, text in about.items()))


def test_facts_are_what_the_files_say(field: Path) -> None:
    assert derive.differing(derive.derive(field)) == []


def test_vienna_is_the_sum_of_all_cells(field: Path) -> None:
    path = field / "cities/vienna/vie-bez-pop-sex-age5-stk-ori-geo4-2002f.csv"
    cells = pl.read_csv(path, separator=";", skip_rows=1)
    summed = cells.group_by("REF_YEAR").agg(
        pl.sum_horizontal("AUT", "EEA", "REU", "TCN").sum().alias("all"),
        pl.sum_horizontal("EEA", "REU", "TCN").sum().alias("foreign"),
    )
    expected = summed.sort("REF_YEAR").rows()

    everybody = committed("vienna-origin", definition="CTX-01", breakdown="")["value"]
    foreign = committed("vienna-origin", definition="POP-03/wien-herkunft", breakdown="")["value"]

    assert [(all_, some) for _, all_, some in expected] == list(
        zip(everybody, foreign, strict=True)
    )
    assert expected[-1][:2] == (2022, 1_931_593)


def test_vienna_by_sex_and_age_sums_to_the_city(field: Path) -> None:
    rows = committed("vienna-origin").with_columns(
        dimensions=pl.col("breakdown").str.replace_all("=[^;]*", "")
    )
    sums = rows.group_by("definition", "period", "dimensions").agg(pl.col("value").sum())

    assert sums.group_by("definition", "period").agg(pl.col("value").n_unique())[
        "value"
    ].unique().to_list() == [1]
    assert sums["dimensions"].n_unique() == 4


def test_vienna_density_file_agrees_with_the_cells(field: Path) -> None:
    path = field / "cities/vienna/vie-bez-biz-pop-den-2002f.csv"
    rows = pl.read_csv(path, separator=";", skip_rows=1, infer_schema=False)
    city = rows.filter(pl.col("DISTRICT_CODE") == "90000", pl.col("REF_YEAR") <= "2022")
    stated = [int(text.replace(".", "")) for text in city["POP_VALUE"]]

    assert (
        stated == committed("vienna-origin", definition="CTX-01", breakdown="")["value"].to_list()
    )


def test_vienna_districts_sum_to_the_city() -> None:
    rows = committed("vienna-density", definition="CTX-01", period="2024-01-01")
    city = rows.filter(pl.col("breakdown") == "")["value"].item()
    districts = rows.filter(pl.col("breakdown").str.starts_with("DIST="))["value"]

    assert (len(districts), districts.sum()) == (23, city)


def test_madrid_is_not_counted_twice(field: Path) -> None:
    rows = pl.read_csv(field / "cities/madrid/population.csv")
    twice = rows.group_by("Year").agg(pl.col("Number").sum()).sort("Year")

    once = committed("madrid-population", breakdown="")["value"].to_list()

    assert [2 * value for value in once] == twice["Number"].to_list()


def test_madrid_has_as_many_residents_as_its_region_says(field: Path) -> None:
    path = field / "cities/comunidad_madrid/foreign_born_by_municipality_2021.csv"
    city = pl.read_csv(path).filter(pl.col("Municipio") == "Madrid").row(0, named=True)

    def stated(definition: str) -> int:
        rows = committed("madrid-birthplace", definition=definition, breakdown="")
        return int(rows["value"].item())

    assert (city["Poblacion_total"], city["Nacimiento_extranjero"]) == (3_305_408, 799_789)
    assert (stated("CTX-01"), stated("POP-02")) == (3_305_408, 799_789)


def test_madrid_foreign_citizens_are_a_stock(field: Path) -> None:
    """More than four times the arrivals of that year, of all citizenships: it cannot be a flow."""
    moves = pl.read_csv(field / "cities/madrid/immigrants_emigrants_by_sex.csv")
    arrivals = moves.filter(pl.col("Year") == 2020)["Immigrants"].sum()

    stock = committed("madrid-citizenship", definition="POP-01")["value"].item()

    assert stock > 4 * arrivals


def test_lisbon_is_the_sum_of_its_parishes(field: Path) -> None:
    path = field / "cities/portugal/nationalities_by_freguesia_census2011.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        parishes = [line.split(",") for line in file if line.startswith("1106")]
    both, men, portuguese = (sum(int(row[column]) for row in parishes) for column in (1, 2, 3))

    def stated(definition: str, breakdown: str) -> int:
        rows = committed("lisbon-census-2011", definition=definition, breakdown=breakdown)
        return int(rows["value"].item())

    assert (len(parishes), both) == (53, 547_733)
    assert stated("CTX-01", "") == both
    assert stated("CTX-01", "SEX=M") == men
    assert stated("CTX-01", "SEX=F") == both - men
    # Everybody is Portuguese alone, Portuguese and something else, or a foreign citizen.
    assert both - portuguese - 13_495 == stated("POP-01", "")


@pytest.mark.parametrize(
    ("city", "legal_2024", "legal_2014"),
    [
        ("casablanca", 3_215_935, 3_357_173),
        ("rabat", 509_916, 573_895),
        ("tangier", 1_275_428, 947_952),
        ("oujda", 506_224, 494_252),
    ],
)
def test_moroccan_cities_are_the_communes_of_both_censuses(
    field: Path, city: str, legal_2024: int, legal_2014: int
) -> None:
    """HCP states the 2014 population of the communes of 2024: our sums of arrondissements are it."""
    communes = pl.read_csv(field / "cities/morocco/attributes_communes.csv.gz")
    slug = "tanger" if city == "tangier" else city
    stated = communes.filter(pl.col("slug") == slug).row(0, named=True)

    def legal(year: str) -> int:
        rows = committed(f"morocco-census-{year}", definition="CTX-01", territory=city)
        return int(rows["value"].item())

    assert (stated["population_2024"], stated["population_2014"]) == (legal_2024, legal_2014)
    assert (legal("2024"), legal("2014")) == (legal_2024, legal_2014)


def test_moroccan_codes_are_not_in_the_crosswalk(field: Path) -> None:
    """No code that the mappings name changed from 2014 to 2024."""
    changed = pl.read_csv(field / "cities/morocco/crosswalk_2014-2024.csv.gz")
    codes = {*changed["code_2014"], *changed["code_2024"]}
    of_cities = ("06.141.01.", "04.421.01.", "01.511.01.", "02.411.01.23")

    assert not [code for code in codes if code.startswith(of_cities)]


def test_italian_tables_agree(field: Path) -> None:
    """The code SEX of one table is the word of the other."""
    by_citizenship = committed("italy-citizenship").with_columns(
        sex=pl.col("breakdown").str.extract("SEX=(.)").fill_null("")
    )
    sums = dict(by_citizenship.group_by("sex").agg(pl.col("value").sum()).rows())
    balance = committed(
        "italy-foreigners", territory="turin-metropolitan-city", period="2023-01-01"
    )

    assert sums == {
        breakdown.removeprefix("SEX="): value
        for breakdown, value in balance.select("breakdown", "value").rows()
    }


@pytest.mark.parametrize(
    ("key", "definition", "dimension"),
    [("madrid-birthplace", "POP-02", "COB"), ("madrid-citizenship", "POP-04", "NAT")],
)
def test_named_groups_and_all_others_are_everybody(
    key: str, definition: str, dimension: str
) -> None:
    whole = "POP-01" if definition == "POP-04" else definition
    total = committed(key, definition=whole, breakdown="")["value"].item()
    groups = committed(key, definition=definition).filter(
        pl.col("breakdown").str.contains(f"^{dimension}=[^;]*$")
    )

    assert len(groups) == 11
    assert groups["value"].sum() == total


def test_the_ten_named_are_the_ten_largest(field: Path) -> None:
    mapping = mappings.load(facts.MAPPINGS / "madrid-birthplace.toml")
    path = field / "cities/comunidad_madrid/padron_2021_country_of_birth.xlsx"
    sheet = readers.read(path, options=mapping.options).sheets[0].frame
    city = sheet.filter(pl.col("A") == "0796").row(0, named=True)
    countries = {
        name: int(text)
        for name, text in city.items()
        if name != "row"
        and text
        and re.fullmatch(r"\d+", text)
        and not re.fullmatch(r"[A-Z]{1,2}|Total.*", name)
    }
    largest = sorted(countries, key=countries.__getitem__, reverse=True)[:10]
    named = {
        column.name
        for series in mapping.series
        for column in series.values
        if "COB" in column.parts
    }

    assert named - {"E"} == set(largest)
