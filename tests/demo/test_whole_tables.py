"""Whole tables of the publishers, all their places: read, mapped, reviewed, and counted again otherwise."""

from __future__ import annotations

import csv
import gzip
import io
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from django.db import transaction
from django.db.models import Sum

from qantara.demo.mc2cm import facts, registers
from qantara.knowledge import frameworks
from qantara.knowledge.evidence import intake, readers
from qantara.knowledge.evidence import mapping as mappings
from qantara.knowledge.evidence.mapping import Places, Understood
from qantara.knowledge.evidence.register import places
from qantara.knowledge.evidence.review import CONTRADICTIONS, review
from qantara.knowledge.observations.models import Observation
from qantara.network.file import read as read_network
from qantara.network.load import load_network
from qantara.network.territories.load import load
from tests.people import a_holder, a_person

pytestmark = pytest.mark.field

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TABLES: dict[str, str] = tomllib.loads((facts.HERE / "tables.toml").read_text("utf-8"))

#: Rows understood and places they are about; rows refused because the source contradicts itself or
#: states less than nobody.
WHOLE = {
    "barcelona-population": (15_950, 84, 0),
    "barcelona-arrivals-by-nationality": (15, 1, 0),
    "barcelona-moves-by-age": (132, 1, 0),
    "barcelona-moves-by-sex": (1_998, 74, 0),
    "barcelona-jobseekers": (180, 1, 0),
    "comunidad-de-madrid": (99_882, 179, 0),
    "eurostat-cities": (42_319, 1_007, 642),
    "italy-foreigners": (2_010, 134, 0),
    "italy-citizenship": (22_488, 50, 0),
    "morocco-2014": (99_442, 1_640, 0),
    "morocco-2024": (99_778, 1_640, 0),
    "portugal-parishes": (27_414, 4_569, 0),
    "undesa-2020-by-sex": (9_230, 234, 0),
    "undesa-2019-by-sex": (4_803, 231, 0),
    "undesa-2019-by-origin": (76_369, 230, 0),
    "unhcr-1995-2020": (7_198, 187, 0),
    "unhcr-2000-2013": (104_706, 185, 61),
    "eurostat-population": (987, 47, 0),
    "eurostat-women": (94, 31, 0),
    "eurostat-employed": (2_841, 36, 0),
    "eurostat-foreigners-employed": (1_031, 35, 0),
    "eurostat-unemployed": (4_051, 35, 0),
    "eurostat-education": (327, 31, 0),
    "eurostat-health": (1_233, 36, 0),
    "eurostat-asylum": (1_080, 33, 0),
    "eurostat-temporary-protection": (1_131, 31, 0),
    "istat-immigrants": (75, 1, 0),
    "istat-permits": (108, 1, 0),
    "oecd-italy-inflows": (50, 1, 0),
}


def put_on_record(field: Path, folder: Path) -> None:
    """The network of the demonstration and every list of territories."""
    load_network(read_network(facts.HERE / "network.toml"), by=None, at=NOON)
    for name in registers.LISTS:
        load(registers.write(name, field, folder), at=NOON)


@pytest.fixture(scope="module")
def known(field: Path, tmp_path_factory, django_db_setup, django_db_blocker) -> Places:
    """The places a file can speak of once all lists are loaded; the database is left as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        put_on_record(field, tmp_path_factory.mktemp("lists"))
        found = places()
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="module")
def understand(field: Path, known: Places):
    """A whole table as its mapping, or another text in its place, understands it; kept for the module."""
    kept: dict[str, Understood] = {}

    def act(key: str, *replaced: tuple[str, str]) -> Understood:
        if key in kept and not replaced:
            return kept[key]
        text = (facts.HERE / "tables" / f"{key}.toml").read_text("utf-8")
        for old, new in replaced:
            assert old in text
            text = text.replace(old, new)
        mapping = mappings.loads(text)
        sheets = readers.read(field / TABLES[key], options=mapping.options)
        found = mappings.apply(sheets, mapping, frameworks.default(), known)
        return found if replaced else kept.setdefault(key, found)

    return act


def lines(path: Path, encoding: str = "utf-8-sig") -> Iterator[dict[str, str]]:
    """The rows of a CSV file, read without any reader of ours."""
    packed = path.read_bytes()
    text = gzip.decompress(packed) if path.suffix == ".gz" else packed
    return csv.DictReader(io.StringIO(text.decode(encoding)))


def summed(rows: pl.DataFrame, definition: str, breakdown: str = "", **about: str) -> float:
    """The sum of figures of some places or periods."""
    chosen = rows.filter(
        pl.col("definition") == definition,
        pl.col("breakdown") == breakdown,
        *(pl.col(name).str.contains(f"^(?:{text})$") for name, text in about.items()),
    )
    assert len(chosen)
    return float(chosen["value"].sum())


def test_every_table_has_its_file_and_its_count() -> None:
    written = {path.stem for path in (facts.HERE / "tables").glob("*.toml")}
    assert written == set(TABLES) == set(WHOLE)


@pytest.mark.parametrize("key", WHOLE)
def test_whole_table_is_understood_without_a_question_and_reviewed(understand, key: str) -> None:
    found = understand(key)
    assert found.questions == ()
    judged = review(found.rows, frameworks.default(), today=date(2026, 11, 22))
    if key in ("eurostat-employed", "eurostat-foreigners-employed", "eurostat-unemployed"):
        judged = judged.despite(
            CONTRADICTIONS
        )  # in thousands: their parts are rounded each for itself
    counted = len(found.rows), found.rows["territory"].n_unique(), len(judged.refused)
    assert counted == WHOLE[key]
    assert len(judged.accepted) == counted[0] - counted[2]


# Barcelona


def test_barcelona_is_counted_once_though_five_rows_say_the_same(understand, field: Path) -> None:
    rows = understand("barcelona-population").rows
    by_barri: Counter[tuple[str, str]] = Counter()
    for row in lines(field / TABLES["barcelona-population"]):
        by_barri[row["Year"], row["Neighborhood.Code"]] += int(row["Number"])
    stated = rows.filter(
        pl.col("breakdown") == "", pl.col("territory").str.starts_with("barcelona-barri-")
    )
    assert {
        (row["period"][:4], row["territory"].rpartition("-")[2]): row["value"]
        for row in stated.iter_rows(named=True)
    } == dict(by_barri)
    for year in range(2013, 2018):
        day = f"{year}-01-01"
        city = summed(rows, "CTX-01", territory="barcelona", period=day)
        assert city == summed(rows, "CTX-01", territory="barcelona-barri-.*", period=day)
        assert city == summed(rows, "CTX-01", territory="barcelona-district-.*", period=day)
    assert summed(rows, "CTX-01", territory="barcelona", period="2017-01-01") == 1_620_809
    ages = rows.filter(pl.col("territory") == "barcelona", pl.col("breakdown") != "")
    assert len(ages) == 5 * 2 * 20
    assert ages.filter(pl.col("period") == "2017-01-01")["value"].sum() == 1_620_809


def test_barcelona_arrivals_are_a_flow_of_all_citizenships_and_unknown_places(
    understand, field: Path
) -> None:
    rows = understand("barcelona-arrivals-by-nationality").rows
    by_nationality = Counter[tuple[str, str]]()
    for row in lines(field / TABLES["barcelona-arrivals-by-nationality"]):
        by_nationality[row["Year"], row["Nationality"]] += int(row["Number"])
    for year in ("2015", "2016", "2017"):
        everybody = sum(count for (one, _), count in by_nationality.items() if one == year)
        assert summed(rows, "FLW-01/any-origin", period=year) == everybody
        parts = rows.filter(pl.col("period") == year, pl.col("breakdown") != "")
        assert parts["value"].sum() == everybody
        spaniards = by_nationality[year, "Spain"]
        assert summed(rows, "FLW-01/any-origin", "CITG=NAT", period=year) == spaniards
        ages = understand("barcelona-moves-by-age").rows
        assert summed(ages, "FLW-01/any-origin", period=year) == everybody
    assert not rows["breakdown"].str.contains("NAT=|DIST").any()


def test_barcelona_departures_of_2013_are_a_copy_and_left_out(understand, field: Path) -> None:
    copied = {
        year: [
            row["Emigrants"]
            for row in lines(field / TABLES["barcelona-moves-by-sex"])
            if row["Year"] == year
        ]
        for year in ("2013", "2014")
    }
    assert copied["2013"] == copied["2014"]
    rows = understand("barcelona-moves-by-sex").rows
    periods = rows.filter(pl.col("definition") == "FLW-02/any-destination")["period"]
    assert sorted(periods.unique()) == ["2014", "2015", "2016", "2017"]


def test_barcelona_unemployed_are_not_those_who_look_for_other_work(
    understand, field: Path
) -> None:
    rows = understand("barcelona-jobseekers").rows
    assert len(rows) == 5 * 12 * 3
    january = [
        int(row["Number"])
        for row in lines(field / TABLES["barcelona-jobseekers"])
        if (row["Year"], row["Month"]) == ("2017", "January")
    ]
    assert sum(january) == 79_304 + 19_262
    assert summed(rows, "EMP-02/registered", period="2017-01") == 79_304


# Comunidad de Madrid


def test_madrids_municipalities_sum_to_the_region_on_every_sheet(understand, field: Path) -> None:
    rows = understand("comunidad-de-madrid").rows
    book = openpyxl.load_workbook(field / TABLES["comunidad-de-madrid"], read_only=True)
    for sheet, breakdown in (("Total", ""), ("Hombres", "SEX=M"), ("Mujeres", "SEX=F")):
        region = next(
            cells
            for cells in book[sheet].iter_rows(min_row=9, max_col=5, values_only=True)
            if cells[1] == "Comunidad de Madrid"
        )
        assert summed(rows, "CTX-01", breakdown) == region[2]
        assert summed(rows, "POP-02", breakdown) == region[4]
    madrid = rows.filter(pl.col("territory") == "madrid", pl.col("breakdown") == "")
    assert dict(madrid.select("definition", "value").rows()) == {
        "CTX-01": 3_305_408,
        "POP-02": 799_789,
    }


def test_madrids_countries_of_birth_sum_to_all_born_abroad(understand) -> None:
    rows = understand("comunidad-de-madrid").rows.filter(pl.col("definition") == "POP-02")
    parted = rows.with_columns(
        sex=pl.col("breakdown").str.extract("SEX=(.)"),
        cob=pl.col("breakdown").str.extract("COB=(\\w+)"),
    )
    key = ["territory", "sex"]
    parts = parted.filter(pl.col("cob").is_not_null()).group_by(key).agg(pl.col("value").sum())
    wholes = parted.filter(pl.col("cob").is_null()).select(*key, whole="value")
    compared = parts.join(wholes, on=key, nulls_equal=True)
    assert len(compared) == 179 * 3
    assert compared.filter(pl.col("value") != pl.col("whole")).is_empty()


def test_iran_and_iraq_are_the_wrong_way_round_on_the_sheet_of_women(understand) -> None:
    def of(rows: pl.DataFrame, country: str) -> tuple[float, float]:
        every = summed(rows, "POP-02", f"COB={country}")
        women = summed(rows, "POP-02", f"COB={country};SEX=F")
        men = summed(rows, "POP-02", f"COB={country};SEX=M")
        return every, women + men

    mended = understand("comunidad-de-madrid").rows
    assert [of(mended, country)[0] == of(mended, country)[1] for country in ("IR", "IQ")] == [
        True
    ] * 2
    as_headed = understand(
        "comunidad-de-madrid", ('"Irán" = "COB=IQ", "Iraq" = "COB=IR"', '"Irán" = "COB=IR", "Iraq" = "COB=IQ"')
    ).rows  # fmt: skip
    assert [of(as_headed, one)[0] == of(as_headed, one)[1] for one in ("IR", "IQ")] == [False] * 2


# Morocco


@pytest.mark.parametrize(("year", "period"), (("2014", "2014"), ("2024", "2024-09-01")))
def test_moroccos_communes_sum_to_provinces_regions_and_country(
    understand, field: Path, known: Places, year: str, period: str
) -> None:
    rows = understand(f"morocco-{year}").rows
    stated = {
        row["code"]: int(row["population_legal"])
        for row in lines(field / TABLES[f"morocco-{year}"])
        if (row["area"], row["sex"]) == ("total", "all") and row["level"] in ("region", "province", "country")
    }  # fmt: skip
    legal = dict(rows.filter(pl.col("definition") == "CTX-01").select("territory", "value").rows())
    communes = registers._csv(field / "cities/morocco/attributes_communes.csv.gz")
    slug_of = known.codes["hcp"]
    by_province, by_region = Counter[str](), Counter[str]()
    for row in communes:
        people = int(legal[slug_of[row["code"]]])
        by_province[row["code"][:6]] += people
        by_region[row["region_code"]] += people
    # Eight of the 83 "provinces" lie inside the commune of Casablanca: nothing adds up to them here.
    provinces = {
        code: count for code, count in stated.items() if re.fullmatch(r"\d\d\.\d{3}", code)
    }
    assert (len(communes), len(provinces)) == (1_503, 75)
    assert dict(by_province) == provinces
    assert dict(by_region) == {code: count for code, count in stated.items() if len(code) == 2}
    assert sum(by_region.values()) == stated[""] == legal["morocco"]
    inside = sum(count for code, count in stated.items() if code.count(".") > 1)
    assert inside == legal["casablanca"]
    assert rows["period"].unique().to_list() == [period]


def test_moroccan_sexes_are_the_municipal_population(understand) -> None:
    rows = understand("morocco-2024").rows
    for breakdown in ("", "SEX=F", "SEX=M"):
        communes = summed(rows, "CTX-01/hcp-municipale", breakdown, territory="morocco")
        assert communes == {"": 36_490_591, "SEX=M": 18_195_488, "SEX=F": 18_295_103}[breakdown]


def test_renumbered_communes_are_those_of_the_crosswalk_and_break(
    understand, field: Path, known: Places
) -> None:
    mapping = (facts.HERE / "tables" / "morocco-2024.toml").read_text("utf-8")
    assert registers.renumbered(field) in mapping
    crosswalk = registers._csv(field / "cities/morocco/crosswalk_2014-2024.csv.gz")
    slug_of, slug_of_2014 = known.codes["hcp"], known.codes["hcp-2014"]
    assert [slug_of[row["code_2024"]] for row in crosswalk] == [
        slug_of_2014[row["code_2014"]] for row in crosswalk
    ]
    broken = understand("morocco-2024").rows.filter("is_break")
    assert set(broken["territory"]) == {slug_of[row["code_2024"]] for row in crosswalk}
    assert set(broken["definition"]) == {"CTX-01", "CTX-01/hcp-municipale"}
    assert broken["break_note"].str.contains("elimination").sum() == sum(
        len(broken.filter(pl.col("territory") == slug_of[row["code_2024"]]))
        for row in crosswalk
        if row["normalised_name_match"] == "false"
    )


def test_file_of_2014_has_the_codes_of_2024_already(understand, field: Path, known: Places) -> None:
    """Joined through the crosswalk, as a file of that time would be, 207 communes would be lost."""
    legal = dict(
        understand("morocco-2014").rows.filter(pl.col("definition") == "CTX-01")
        .select("territory", "value").rows()
    )  # fmt: skip
    crosswalk = registers._csv(field / "cities/morocco/crosswalk_2014-2024.csv.gz")
    assert [legal[known.codes["hcp"][row["code_2024"]]] for row in crosswalk] == [
        int(row["population_2014"]) for row in crosswalk
    ]
    through = understand("morocco-2014", ('scheme = "hcp"', 'scheme = "hcp-2014"'))
    assert {one.distinct for one in through.questions} == {207}


def test_six_cities_without_a_row_of_2014_are_their_arrondissements(
    understand, field: Path
) -> None:
    communes = registers._csv(field / "cities/morocco/attributes_communes.csv.gz")
    of_2014 = {row["code"]: row["population_2014"] for row in communes}
    rows = understand("morocco-2014").rows.filter(
        pl.col("note") != "", pl.col("definition") == "CTX-01"
    )
    cities = {
        "casablanca": "06.141.01.0", "rabat": "04.421.01.0", "tangier": "01.511.01.0",
        "ma-03-231-01-0": "03.231.01.0", "ma-04-441-01-0": "04.441.01.0", "ma-07-351-01-0": "07.351.01.0",
    }  # fmt: skip
    assert dict(rows.select("territory", "value").rows()) == {
        slug: int(of_2014[code]) for slug, code in cities.items()
    }


# Portugal


def test_portugals_parishes_sum_to_municipalities_and_country(understand, field: Path) -> None:
    rows = understand("portugal-parishes").rows
    with gzip.open(field / TABLES["portugal-parishes"], "rt", encoding="utf-8") as file:
        parishes = [line.split(",") for line in file if re.match(r"\d{6},", line)]
    both, men = (sum(int(row[at]) for row in parishes) for at in (1, 2))
    assert (len(parishes), both) == (4_260, 10_562_178)
    for territory in ("portugal", r"pt-\d{6}", r"pt-\d{4}|lisbon"):
        assert summed(rows, "CTX-01", territory=territory) == both
        assert summed(rows, "CTX-01", "SEX=M", territory=territory) == men
        assert summed(rows, "CTX-01", "SEX=F", territory=territory) == both - men
    assert summed(rows, "CTX-01", territory="lisbon") == 547_733
    assert summed(rows, "POP-01", territory="lisbon") == 34_536
    whole = summed(rows, "POP-01", territory="portugal")
    assert whole == summed(rows, "POP-01", territory=r"pt-\d{6}")
    assert whole == sum(
        summed(rows, "POP-01", f"SEX={sex}", territory="portugal") for sex in ("F", "M")
    )


# Eurostat's cities


def test_labels_that_name_two_units_are_asked_about_unless_left_out(
    understand, field: Path
) -> None:
    rows = list(lines(field / TABLES["eurostat-cities"], encoding="iso-8859-1"))
    stated = Counter((row["CITIES"], row["TIME"], row["INDIC_UR"]) for row in rows)
    two = {label for (label, _, _), count in stated.items() if count > 1}
    assert len(two) == 18
    text = (facts.HERE / "tables" / "eurostat-cities.toml").read_text("utf-8")
    listed = text[text.index("ignore = [") : text.index("]\n", text.index("ignore = [")) + 2]
    asked = understand("eurostat-cities", (listed, ""))
    assert {set(one.values) <= two for one in asked.questions} == {True}
    assert {(one.kind, one.distinct) for one in asked.questions} == {("unknown_place", 18)}
    assert asked.rows.equals(understand("eurostat-cities").rows)


def test_every_figure_of_eurostats_cities_is_one_of_the_file(understand, field: Path) -> None:
    total = "Population on the 1st of January, total"
    stated = Counter[str]()
    for row in lines(field / TABLES["eurostat-cities"], encoding="iso-8859-1"):
        if row["INDIC_UR"] == total and row["Value"] != ":":
            stated[row["CITIES"]] += int(row["Value"].replace(",", ""))
    two = {"Barcelona", "Madrid", "Sevilla"}
    assert two <= set(stated)
    text = (facts.HERE / "tables" / "eurostat-cities.toml").read_text("utf-8")
    left_out = [label for label in stated if f'    "{label}",' in text]
    rows = understand("eurostat-cities").rows
    assert summed(rows, "CTX-01") == sum(stated.values()) - sum(stated[one] for one in left_out)
    assert len(left_out) == 18


# Italy


def test_italys_provinces_sum_to_regions_and_country(understand) -> None:
    rows = understand("italy-foreigners").rows.filter(pl.col("period") == "2023-01-01")
    country = summed(rows, "POP-01", territory="italy")
    names = ["turin-metropolitan-city", "naples-metropolitan-city"]
    provinces = rows.filter(
        pl.col("breakdown") == "",
        pl.col("territory").is_in(names)
        | pl.col("territory").str.contains(r"^it-it(?:\d{3}|[a-z]\w\w)$"),
    )
    assert provinces["value"].sum() == country
    assert summed(rows, "POP-01", "SEX=F", territory="italy") + summed(
        rows, "POP-01", "SEX=M", territory="italy"
    ) == country  # fmt: skip


def test_italys_two_tables_agree_wherever_both_speak(understand) -> None:
    balance = understand("italy-foreigners").rows.filter(pl.col("period") == "2023-01-01")
    citizenship = understand("italy-citizenship").rows
    wholes = citizenship.filter(~pl.col("breakdown").str.contains("NAT="))
    key = ["territory", "breakdown"]
    both = wholes.join(balance, on=key, suffix="_there")
    assert len(both) == len(wholes) == 50 * 3
    assert both.filter(pl.col("value") != pl.col("value_there")).is_empty()
    parts = citizenship.filter(pl.col("breakdown").str.contains("^NAT=[^;]*$"))
    sums = dict(parts.group_by("territory").agg(pl.col("value").sum()).rows())
    assert sums == dict(
        wholes.filter(pl.col("breakdown") == "").select("territory", "value").rows()
    )


# National tables


def test_unhcr_totals_are_counted_again_and_partial_ones_are_not_made(
    understand, field: Path
) -> None:
    again = Counter[tuple[str, str]]()
    partial = set()
    for row in lines(field / TABLES["unhcr-1995-2020"]):
        if row["refugees"] == "NA":
            partial.add((row["dest"], row["year"]))
        else:
            again[row["dest"], row["year"]] += int(row["refugees"])
    found = understand("unhcr-1995-2020")
    rows = found.rows
    refugees = rows.filter(pl.col("definition") == "LEG-02/unhcr-refugees")
    assert len(refugees) == len([key for key in again if key[0] and key not in partial])
    for slug, code in (("jordan", "JOR"), ("lebanon", "LBN"), ("italy", "ITA")):
        stated = refugees.filter(pl.col("territory") == slug)
        assert dict(stated.select("period", "value").rows()) == {
            year: count for (dest, year), count in again.items() if dest == code
        }
    assert partial == {
        ("CYM", "2020"), ("GUY", "2018"), ("GUY", "2020"), ("JAM", "2020"), ("VCT", "2020"), ("AIA", "2020"),
    }  # fmt: skip
    assert "2019" not in set(rows["period"])
    asylum = rows.filter(pl.col("definition") == "LEG-03/unhcr-asylum-seekers")
    assert min(asylum["period"]) == "2000"


def test_what_unhcr_withholds_stays_withheld_by_the_source(understand, field: Path) -> None:
    with gzip.open(field / TABLES["unhcr-2000-2013"], "rt", encoding="utf-8-sig") as file:
        table = [row for row in csv.reader(file) if len(row) == 17]
    stars = Counter(
        row[2]
        for row in table
        for cell in row[3:]
        if cell == "*" and row[2] in ("Refugees", "Asylum seekers")
    )
    rows = understand("unhcr-2000-2013").rows
    withheld = rows.filter(pl.col("absence") == "suppressed_by_source")
    assert set(withheld["period"]) == {"2013"}
    assert withheld["value"].null_count() == len(withheld)
    left_out = ("Serbia", "Federal Republic of Yugoslavia", "Palestinian", "Tibetan")
    named = [
        cell
        for row in table
        if row[2] in stars and not (row[0] + "\t" + row[1]).startswith(left_out) and not row[1].startswith(left_out)
        for cell in row[3:]
        if cell == "*"
    ]  # fmt: skip
    assert len(withheld) == len(named)


def test_undesa_workbook_is_read_as_its_cells_are(understand, field: Path) -> None:
    book = openpyxl.load_workbook(field / TABLES["undesa-2020-by-sex"], read_only=True)
    cells = {
        str(row[3]): row
        for row in book["Table 1"].iter_rows(min_row=12, values_only=True)
        if row[3]
    }
    rows = understand("undesa-2020-by-sex").rows
    migrants = "POP-02/undesa-migrant-stock"
    for slug, code in (("jordan", "400"), ("austria", "40"), ("tunisia", "788")):
        assert summed(rows, migrants, territory=slug, period="2020-07-01") == cells[code][11]
        assert (
            summed(rows, migrants, "SEX=M", territory=slug, period="2020-07-01") == cells[code][18]
        )
        assert (
            summed(rows, migrants, "SEX=F", territory=slug, period="2020-07-01") == cells[code][25]
        )
    world = cells["900"][11]
    islands = cells["830"][11]
    assert summed(rows, migrants, period="2020-07-01") == world - islands
    people = understand("undesa-2020-by-sex").rows.filter(
        pl.col("definition") == "CTX-01/undesa-mid-year", pl.col("territory") == "jordan"
    )
    assert (
        people.filter(pl.col("period") == "2020-07-01", pl.col("breakdown") == "")["value"].item()
        == 10_203_140
    )


def test_undesa_origins_are_counted_again(understand, field: Path) -> None:
    again = sum(
        int(float(cell))
        for row in lines(field / TABLES["undesa-2019-by-origin"])
        if (row["Year"], row["Dest"]) == ("2019", "Jordan")
        for name, cell in row.items()
        if name not in ("Year", "Dest", "Channel Islands") and cell not in ("..", "-")
    )
    rows = understand("undesa-2019-by-origin").rows
    jordan = rows.filter(pl.col("territory") == "jordan", pl.col("period") == "2019-07-01")
    assert jordan["value"].sum() == again
    assert jordan.filter(pl.col("value") == 0).is_empty()


def test_proportion_by_citizenship_is_of_the_sexes_not_of_foreigners(
    understand, field: Path
) -> None:
    sums = Counter[tuple[str, ...]]()
    for row in lines(field / TABLES["eurostat-women"]):
        if row["sex"] != "Total":
            sums[row["citizen"], row["geo"], row["TIME_PERIOD"]] += round(
                10 * float(row["OBS_VALUE"])
            )
    assert set(sums.values()) <= {999, 1_000, 1_001}
    rows = understand("eurostat-women").rows
    assert summed(rows, "POP-05", territory="austria", period="2024-01-01") == 49.1


def test_figures_in_thousands_are_people(understand) -> None:
    rows = understand("eurostat-employed").rows
    assert (
        summed(rows, "EMP-01/lfs-employed-15-64", "SEX=F", territory="austria", period="1996")
        == 1_555_100
    )


# Through the door, to the store


@pytest.mark.django_db
def test_morocco_and_madrid_are_stored_and_count_the_same(field: Path, tmp_path: Path) -> None:
    put_on_record(field, tmp_path)
    holder = a_holder("secretariat", "secretariat")
    by = a_person("coordinator", ("coordinator", holder))
    for key in ("morocco-2014", "morocco-2024", "comunidad-de-madrid"):
        mapping = mappings.load(facts.HERE / "tables" / f"{key}.toml")
        taken = intake.take_in(field / TABLES[key], mapping, at=NOON)
        batch = intake.confirm(taken, holder=holder, by=by, at=NOON)
        assert batch.added == WHOLE[key][0]
        again = intake.take_in(field / TABLES[key], mapping, at=NOON)
        assert intake.confirm(again, holder=holder, by=by, at=NOON) is None

    def stored(country: str, definition: str, period: str, breakdown: str = "") -> float:
        found = Observation.objects.current().filter(
            territory__type="municipality", territory__country=country, definition__code=definition,
            period__code=period, breakdown__code=breakdown,
        )  # fmt: skip
        return float(found.aggregate(Sum("value"))["value__sum"])

    assert stored("MA", "CTX-01", "2024-09-01") == 36_828_330
    assert stored("MA", "CTX-01", "2014") == 33_848_242
    women = [
        int(row["population_municipal"] or 0)
        for row in lines(field / TABLES["morocco-2024"])
        if (row["level"], row["area"], row["sex"]) == ("commune", "total", "female")
    ]
    assert stored("MA", "CTX-01/hcp-municipale", "2024-09-01", "SEX=F") == sum(women)
    assert stored("ES", "CTX-01", "2021") == 6_751_251
    assert stored("ES", "POP-02", "2021") == 1_400_438
