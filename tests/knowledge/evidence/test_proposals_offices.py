"""Files in the layouts of statistics offices, about a fictional city: what is proposed, and asked."""

from __future__ import annotations

from qantara.knowledge.evidence import mapping, readers
from tests.knowledge.evidence.told import said


def test_proposal_reads_rows_of_one_text_for_the_rows_under_them(proposed):
    _open, understood = proposed(
        "Stranieri residenti a Karwan, 2023\n"
        "Cittadinanza;Numero\n"
        "Maschi;\nRomania;120\nMarocco (1);80\n"
        "Femmine;\nRomania;140\nMarocco (1);95\n"
    )
    assert understood is not None, _open
    assert said(understood) == [
        ("POP-01", "2023", "NAT=RO;SEX=M", 120.0),
        ("POP-01", "2023", "NAT=MA;SEX=M", 80.0),
        ("POP-01", "2023", "NAT=RO;SEX=F", 140.0),
        ("POP-01", "2023", "NAT=MA;SEX=F", 95.0),
    ]
    assert understood.findings == ()


def test_proposal_leaves_out_a_row_of_units_under_the_heads(proposed):
    _open, understood = proposed(
        "Bevölkerung: Karwanien, Stichtag: 31.12.2023\n"
        ";männlich;weiblich\n"
        "Altersgruppen;Anzahl;Anzahl\n"
        "0 bis unter 5 Jahre;210;220\n5 bis unter 10 Jahre;230;240\n"
    )
    assert understood is not None, _open
    assert said(understood, "territory", "period", "breakdown", "value") == [
        ("karwan", "2023-12-31", "AGE=Y0T4;SEX=M", 210.0),
        ("karwan", "2023-12-31", "AGE=Y5T9;SEX=M", 230.0),
        ("karwan", "2023-12-31", "AGE=Y0T4;SEX=F", 220.0),
        ("karwan", "2023-12-31", "AGE=Y5T9;SEX=F", 240.0),
    ]


def test_proposal_adds_single_ages_in_heads_up_to_bands(proposed):
    heads = ",".join(f"Aged {age} years" for age in range(10))
    figures = ",".join(str(age + 1) for age in range(10))
    _open, understood = proposed(
        f"Population by single year of age 2021\narea,{heads}\nKarwan,{figures}\n",
    )
    assert understood is not None, _open
    assert said(understood, "territory", "breakdown", "value") == [
        ("karwan", "AGE=Y0T4", 15.0),
        ("karwan", "AGE=Y5T9", 40.0),
    ]


def test_proposal_takes_estimates_from_the_title(proposed):
    _open, understood = proposed(
        "Population of Karwan by sex 2023 (estimate)\nSex;Number\nMen;510\nWomen;530\n",
        **{"table:karwan.csv:method": "sample_survey"},
    )
    assert understood is not None, _open
    assert said(understood, "breakdown", "value", "obs_status", "method") == [
        ("SEX=M", 510.0, "E", "sample_survey"),
        ("SEX=F", 530.0, "E", "sample_survey"),
    ]


def test_people_of_a_share_count_a_base_in_thousands(understand):
    understood = understand(
        '[[series]]\ndefinition = "CTX-01"\nunit = "PS"\nterritory = "karwan"\nperiod = "2023"\n'
        'times = 1000\ncolumns = { share = { breakdown = "SEX=F", share_of = "people" } }\n',
        "share;people\n25;12\n",
    )
    assert said(understood, "breakdown", "value", "low", "high") == [
        ("SEX=F", 3000.0, 2940.0, 3060.0)
    ]


def test_row_for_the_whole_city_among_its_districts_is_the_whole(proposed):
    table = (
        "Population étrangère par quartier, 1er janvier 2024, Karwan\n"
        "Quartier;Ensemble\n{districts}{whole};1 500\n"
    )
    for whole in ("Ensemble de la ville", "Toda la ciudad", "كامل المدينة"):
        _open, understood = proposed(
            table.format(districts="Karwan East;700\nKarwan West;800\n", whole=whole)
        )
        assert understood is not None, _open
        assert said(understood, "territory", "breakdown", "value") == [
            ("karwan", "DIST=karwan-east", 700.0),
            ("karwan", "DIST=karwan-west", 800.0),
            ("karwan", "", 1500.0),
        ], whole


def test_city_named_among_its_districts_is_the_whole(framework, places, write):
    own = mapping.loads(
        'title = "x"\n[source]\norganisation = "o"\ntitle = "t"\npublic = false\n[[series]]\n'
        'definition = "POP-01"\nunit = "PS"\nterritory = "karwan"\nperiod = "2024"\nvalue = "n"\n'
        'method = "register"\nbreakdown.DIST = { column = "d", codes = { East = "karwan-east", All = "karwan" } }\n'
    )
    sheets = readers.read(write("d,n\nEast,700\nAll,1500\n", "karwan.csv"))
    understood = mapping.apply(sheets, own, framework, places)
    assert said(understood, "breakdown", "value") == [("DIST=karwan-east", 700.0), ("", 1500.0)]
