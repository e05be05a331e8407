"""Lists of countries, regions and groups on one axis; places within places; one people, two names."""

from dataclasses import replace

import polars as pl
import pytest

from qantara.knowledge.disclosure import ContradictoryFigures, Rules, protect
from qantara.knowledge.disclosure.declaration import Area
from tests.knowledge.disclosure.attack import Reader
from tests.knowledge.disclosure.tables import DECLARATION, KEY, figure, frame

VIEWED = replace(DECLARATION, views={"foreigners": ("NAT", "FOR")})
#: Countries a reader can tell apart here, one code each, and what the wider codes hold of them.
COUNTRIES = ["FR", "IT", "MA", "TN", "NG", "SY", "IQ", "CN", "BR"]
COARSE = {
    "150": ["FR", "IT"],
    "002": ["MA", "TN", "NG"],
    "015": ["MA", "TN"],
    "011": ["NG"],
    "142": ["SY", "IQ", "CN"],
    "145": ["SY", "IQ"],
    "019": ["BR"],
    "EU": ["FR", "IT"],
    "NEU": ["MA", "TN", "NG", "SY", "IQ", "CN", "BR"],
}


def released(rows, declaration=VIEWED, rules=None, **more):
    return protect(frame(rows), declaration, rules or Rules(), key=KEY, **more)


def states(found, column="breakdown"):
    return dict(found.frame.select(column, "state").iter_rows())


def people(counts, codes):
    return sum(counts[code] for code in codes)


COUNTS = dict(zip(COUNTRIES, (310, 95, 240, 83, 61, 120, 74, 52, 55), strict=True))


def figures(counts, *wider, named=COUNTRIES):
    rows = [figure("POP-01", "", sum(counts.values()))]
    rows += [figure("POP-01", f"NAT={code}", counts[code]) for code in named]
    for dimension, code in wider:
        rows.append(figure("POP-01", f"{dimension}={code}", people(counts, COARSE[code])))
    return rows


REGIONS = tuple(("NATG", code) for code in ("150", "002", "142", "019"))
FINER = (("NATG", "015"), ("NATG", "011"), ("NATG", "145"))
GROUPS = (("CITG", "EU"), ("CITG", "NEU"))


@pytest.mark.parametrize("wider", (REGIONS, REGIONS + FINER, GROUPS, REGIONS + GROUPS))
@pytest.mark.parametrize("few", ("MA", "SY", "BR", "IT"))
def test_small_country_is_not_worked_out_of_its_region(wider, few):
    """Whatever is small among the countries cannot be told from regions, groups and the rest."""
    counts = {**COUNTS, few: 3}
    rules = Rules()
    rows = figures(counts, *wider, named=[one for one in COUNTRIES if one != few])
    found = released(rows)
    told = found.frame.with_columns(
        pl.col("breakdown").str.replace("NATG=|CITG=", "NAT=").alias("breakdown")
    )
    reader = Reader(told, "POP-01", {"NAT": COUNTRIES}, COARSE)
    low, high = reader.span(f"NAT={few}")
    assert (low <= 1e-6, high >= rules.people - 1e-6) == (True, True)


def test_guard_blind_to_regions_would_be_caught():
    """The power of the attack: with the lists kept apart, a country is pinned."""
    counts = {**COUNTS, "SY": 3}
    rows = figures(counts, *REGIONS, *FINER, named=[one for one in COUNTRIES if one != "SY"])
    told = frame(rows).with_columns(
        pl.col("breakdown").str.replace("NATG=", "NAT=").alias("breakdown")
    )
    blind = Reader(told, "POP-01", {"NAT": COUNTRIES}, COARSE)
    assert blind.span("NAT=SY") == (3, 3)


def test_all_others_share_out_among_the_regions():
    """Two others than Moroccans from Africa: "all others" and the regions tell together."""
    rows = [
        figure("POP-01", "", 500),
        figure("POP-01", "NAT=MA", 198),
        figure("POP-01", "NAT=W0_OTH", 302),
        figure("POP-01", "NATG=002", 200),
        figure("POP-01", "NATG=142", 300),
    ]
    found = states(released(rows))
    assert "withheld" in (found["NAT=MA"], found["NATG=002"])


def test_source_with_its_own_regions_is_no_contradiction():
    """An office may count Turkey among European countries."""
    rows = [
        figure("POP-01", "", 500),
        figure("POP-01", "NAT=TR", 300),
        figure("POP-01", "NAT=W0_OTH", 200),
        figure("POP-01", "NATG=150", 400),
        figure("POP-01", "NATG=145", 100),
    ]
    assert set(states(released(rows)).values()) == {"shown"}


def test_regions_of_birth_are_not_regions_of_citizenship():
    declaration = replace(
        VIEWED,
        measures={
            **VIEWED.measures,
            "born": replace(VIEWED.measures["foreigners"], id="born", partitions=("COB", "NATG")),
        },
    )
    found = [declaration.part(one, "NATG", "015") for one in ("born", "foreigners", "arrivals")]
    assert found == [("COB", "015"), ("NAT", "015"), ("NATG", "015")]


def test_foreign_citizens_are_the_residents_who_are_foreigners():
    """Residents without the nationals among them are the foreign citizens: three women."""
    rows = [
        figure("CTX-01", "SEX=F", 1_003),
        figure("CTX-01", "CITG=NAT;SEX=F", 1_000),
        figure("POP-01", "SEX=F", 3),
        figure("POP-01", "SEX=M", 90),
        figure("POP-01", "", 93),
    ]
    found = states(released(rows), "key")
    shown = {key.partition("@")[0] for key, state in found.items() if state == "shown"}
    of_residents = {key for key, state in found.items() if state == "shown" and "CTX" in key}
    assert len(of_residents) < 2
    assert "POP-01" in shown or "CTX-01" in shown
    assert found["POP-01@dar-al-bahr;SEX=F;2022;PS"] == "withheld"


# Places


def at(territory, breakdown, value, definition="POP-01", **more):
    key = f"{definition}@{territory};{breakdown};2022;PS"
    return figure(definition, breakdown, value, key=key, territory=territory, **more)


METROPOLIS = replace(VIEWED, areas={"gulf": Area(parts=("dar-al-bahr", "mina"), is_complete=True)})
PART = replace(VIEWED, areas={"gulf": Area(parts=("dar-al-bahr",))})


def test_cities_of_a_metropolis_sum_to_it():
    """Three women in one city: neither the other city nor the whole may tell."""
    rows = [at("gulf", "SEX=F", 203), at("dar-al-bahr", "SEX=F", 200), at("mina", "SEX=F", 3)]
    found = states(released(rows, METROPOLIS), "territory")
    assert found["mina"] == "withheld"
    assert sorted(found.values()) == ["shown", "withheld", "withheld"]


def test_rest_of_a_wider_area_is_a_cell():
    """All but three of the area live in the city."""
    rows = [at("gulf", "SEX=F", 203), at("dar-al-bahr", "SEX=F", 200)]
    assert "withheld" in states(released(rows, PART), "territory").values()
    rows = [at("gulf", "SEX=F", 263), at("dar-al-bahr", "SEX=F", 200)]
    assert set(states(released(rows, PART), "territory").values()) == {"shown"}


def test_city_larger_than_its_area_is_another_definition():
    rows = [at("gulf", "", 150, source=1), at("dar-al-bahr", "", 200), at("mina", "", 90)]
    assert set(states(released(rows, METROPOLIS), "territory").values()) == {"shown"}


def test_district_that_is_a_territory_is_the_code_of_its_city():
    declaration = replace(VIEWED, districts={"qasba": "dar-al-bahr"})
    rows = [
        at("dar-al-bahr", "", 5_000, "CTX-01"),
        at("dar-al-bahr", "DIST=qasba", 2_000, "CTX-01"),
        at("qasba", "", 2_040, "CTX-01"),
    ]
    with pytest.raises(ContradictoryFigures):
        released(rows, declaration)
    rows[2]["value"] = 2_000
    assert set(states(released(rows, declaration), "key").values()) == {"shown"}


def test_district_that_is_a_territory_has_no_citizenships():
    declaration = replace(VIEWED, districts={"qasba": "dar-al-bahr"})
    rows = [at("qasba", "NATG=002", 400), at("dar-al-bahr", "", 5_000)]
    assert states(released(rows, declaration), "territory") == {
        "qasba": "withheld",
        "dar-al-bahr": "shown",
    }
