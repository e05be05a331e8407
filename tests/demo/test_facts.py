"""The committed facts: complete, sourced, and importable like any file of evidence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from qantara.core import locales
from qantara.demo.mc2cm import facts
from qantara.demo.mc2cm.derive import COLUMNS, CannotDerive, as_csv, differing, refuse_small, write
from qantara.knowledge import frameworks
from qantara.knowledge.evidence import mapping as mappings
from qantara.knowledge.evidence import readers
from qantara.knowledge.evidence.checks.rows import units_of
from qantara.knowledge.evidence.review import review
from qantara.knowledge.frameworks import Framework
from qantara.knowledge.observations.rows import KEY, ROWS

EVERY = tuple(facts.every())
KEYS = [each.key for each in EVERY]


@pytest.fixture(scope="module")
def framework() -> Framework:
    return frameworks.load(frameworks.DEFAULT)


def understood(one: facts.Facts, framework: Framework) -> mappings.Understood:
    sheets = readers.read(one.path, options=one.mapping.options)
    return mappings.apply(sheets, one.mapping, framework, facts.places())


def figure(key: str, **about: str) -> float:
    """One figure as the committed file of a source has it."""
    rows = pl.read_csv(facts.FACTS / f"{key}.csv", infer_schema=False).with_columns(
        pl.col("breakdown").fill_null("")
    )
    found = rows.filter(*(pl.col(name) == text for name, text in about.items()))
    return float(found["value"].item())


@pytest.mark.parametrize("one", EVERY, ids=KEYS)
def test_facts_are_understood_without_a_question(one: facts.Facts, framework: Framework) -> None:
    result = understood(one, framework)

    assert result.findings == ()
    assert len(result.rows) == len(pl.read_csv(one.path, infer_schema=False))


@pytest.mark.parametrize("one", EVERY, ids=KEYS)
def test_facts_say_the_same_after_a_round_trip(one: facts.Facts, framework: Framework) -> None:
    rows = understood(one, framework).rows

    assert as_csv(rows.sort(*KEY)) == one.path.read_text("utf-8")


@pytest.mark.parametrize("one", EVERY, ids=KEYS)
def test_facts_are_accepted_where_the_framework_has_their_unit(
    one: facts.Facts, framework: Framework
) -> None:
    rows = understood(one, framework).rows
    has_unit = [
        unit in units_of(framework, code) for code, unit in rows.select("definition", "unit").rows()
    ]

    judged = review(rows, framework, today=date(2026, 11, 22))

    assert {each.kind for each in judged.errors} <= {"unit_of_another_indicator"}
    assert judged.accepted.select(KEY).rows() == rows.filter(has_unit).select(KEY).rows()


@pytest.mark.parametrize("one", EVERY, ids=KEYS)
def test_facts_count_no_few_people(one: facts.Facts, framework: Framework) -> None:
    refuse_small(understood(one, framework).rows, framework)


def test_facts_have_a_public_source_each() -> None:
    sources = facts.sources()

    assert {f"{key}.csv" for key in sources} == {path.name for path in facts.FACTS.glob("*.csv")}
    assert all(
        note.is_public and note.organisation and note.title and note.licence and note.accessed_on
        for note in sources.values()
    )
    assert len({(note.organisation, note.title, note.table) for note in sources.values()}) == len(
        sources
    )


def test_facts_are_compact() -> None:
    assert sum(path.stat().st_size for path in facts.FACTS.iterdir()) < 400_000


def test_facts_hold_no_origin_in_a_district() -> None:
    for one in EVERY:
        for breakdown in pl.read_csv(one.path, infer_schema=False)["breakdown"].drop_nulls():
            assert "DIST=" not in breakdown or breakdown.startswith("DIST=")
            assert not ("DIST=" in breakdown and ";" in breakdown)


@pytest.mark.parametrize(
    ("key", "territory", "definition", "period", "breakdown", "value"),
    [
        ("vienna-origin", "vienna", "CTX-01", "2022-01-01", "", 1_931_593),
        ("vienna-origin", "vienna", "POP-03/wien-herkunft", "2022-01-01", "", 822_400),
        ("vienna-density", "vienna", "CTX-01", "2024-01-01", "", 2_005_760),
        ("madrid-birthplace", "madrid", "CTX-01", "2021", "", 3_305_408),
        ("madrid-birthplace", "madrid", "POP-02", "2021", "", 799_789),
        ("madrid-citizenship", "madrid", "POP-01", "2020", "", 518_502),
        ("lisbon-census-2011", "lisbon", "CTX-01", "2011", "", 547_733),
        ("lisbon-census-2011", "lisbon", "CTX-01", "2011", "SEX=F", 296_859),
        ("morocco-census-2024", "casablanca", "CTX-01", "2024-09-01", "", 3_215_935),
        ("morocco-census-2024", "tangier", "CTX-01", "2024-09-01", "", 1_275_428),
        ("morocco-census-2024", "rabat", "CTX-01", "2024-09-01", "", 509_916),
        ("morocco-census-2024", "oujda", "CTX-01", "2024-09-01", "", 506_224),
        ("morocco-census-2024", "oujda", "EMP-02/hcp-15-plus", "2024-09-01", "SEX=F", 37.4),
        ("morocco-census-2014", "casablanca", "CTX-01", "2014", "", 3_357_173),
        ("italy-foreigners", "turin-metropolitan-city", "POP-01", "2023-01-01", "", 214_860),
        ("eurostat-cities", "seville", "CTX-01", "2017-01-01", "", 689_434),
    ],
)
def test_facts_hold_known_figures(
    key: str, territory: str, definition: str, period: str, breakdown: str, value: float
) -> None:
    about = {"territory": territory, "definition": definition, "period": period}
    assert figure(key, **about, breakdown=breakdown) == value


def test_facts_mark_breaks_in_series(framework: Framework) -> None:
    (eurostat,) = (each for each in EVERY if each.key == "eurostat-cities")
    broken = understood(eurostat, framework).rows.filter("is_break")

    assert broken.select("territory", "period").unique().sort("territory").rows() == [
        ("grenoble-city-cluster", "2015-01-01"),
        ("lisbon", "2010-01-01"),
        ("lyon-city-cluster", "2015-01-01"),
    ]
    assert all(broken["break_note"].to_list())


def test_notes_stand_in_four_languages() -> None:
    written = pl.concat(
        pl.read_csv(each.path, infer_schema=False).select("note", "break_note") for each in EVERY
    )
    texts = {text for column in written for text in column.drop_nulls()}

    assert set(facts.notes()) == texts | {facts.MADRID_PREFERRED}
    assert {frozenset(name) for name in facts.notes().values()} == {frozenset(locales.LANGUAGES)}


def test_every_mapping_has_its_file() -> None:
    written = {path.stem for path in facts.MAPPINGS.glob("*.toml")} - {"facts"}

    assert written == set(KEYS)


def rows_of(*figures: tuple[str, str, float | None, float | None]) -> pl.DataFrame:
    """Rows of a fictional place: breakdown, unit, value, denominator."""
    named = {"territory": "eastmere", "definition": "POP-04", "period": "2024", "obs_status": "A"}
    return pl.DataFrame(
        [
            {**named, "breakdown": breakdown, "unit": unit, "value": value, "denominator": whole}
            for breakdown, unit, value, whole in figures
        ],
        schema=ROWS,
    )


@pytest.mark.parametrize(
    ("breakdown", "unit", "value", "denominator"),
    [
        ("", "PS", 0, None),
        ("SEX=F", "PS", 4, None),
        ("NAT=FR", "PS", 49, None),
        ("SEX=F", "PT", 2.0, 200),
    ],
)
def test_few_people_are_refused(
    breakdown: str, unit: str, value: float, denominator: float | None, framework: Framework
) -> None:
    with pytest.raises(CannotDerive, match="too few people"):
        refuse_small(rows_of((breakdown, unit, value, denominator)), framework)


@pytest.mark.parametrize(
    ("breakdown", "unit", "value", "denominator"),
    [
        ("SEX=F", "PS", 5, None),
        ("NAT=FR", "PS", 50, None),
        ("NAT=W0_OTH", "PS", 12, None),
        ("SEX=F", "PT", 2.0, 300),
        ("SEX=F", "PT", 2.0, None),
    ],
)
def test_enough_people_are_kept(
    breakdown: str, unit: str, value: float, denominator: float | None, framework: Framework
) -> None:
    refuse_small(rows_of((breakdown, unit, value, denominator)), framework)


def test_write_brings_a_folder_to_what_was_made(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("old", encoding="utf-8")
    (tmp_path / "same.csv").write_text("same", encoding="utf-8")
    made = {"new.csv": "new", "same.csv": "same"}

    assert differing(made, tmp_path) == ["new.csv", "old.csv"]
    write(made, tmp_path)
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == made


def test_absent_figures_are_written_without_a_number() -> None:
    rows = rows_of(("SEX=F", "PS", None, None)).with_columns(
        decimals=pl.lit(0, pl.Int8), absence=pl.lit("not_collected")
    )

    assert as_csv(rows) == (
        ",".join(COLUMNS) + "\neastmere,POP-04,2024,SEX=F,PS,,,,,,0,A,,,not_collected,,,\n"
    )


def test_figures_are_written_as_published() -> None:
    rows = rows_of(("SEX=F", "PT", 6.0, 245_484)).with_columns(decimals=pl.lit(1, pl.Int8))

    assert as_csv(rows) == (
        ",".join(COLUMNS) + "\neastmere,POP-04,2024,SEX=F,PT,6.0,,,,245484,1,A,,,,,,\n"
    )
