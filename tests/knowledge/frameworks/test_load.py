"""Broken files: what their author is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from qantara.knowledge.frameworks import FrameworkErrors, Problem, load


def problems(folder: Path) -> list[Problem]:
    with pytest.raises(FrameworkErrors) as caught:
        load(folder)
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    (
        (
            "pop.toml",
            'unit = "PS"',
            'unit = "PSS"',
            ("pop.toml", "POP-01", "unit", "“PSS” is not known here."),
        ),
        (
            "pop.toml",
            'tier = "core"',
            'tier = "central"',
            ("pop.toml", "POP-01", "tier", "“central” is not known here."),
        ),
        (
            "pop.toml",
            'breakdowns = ["SEX", "AGE", "NAT", "DIST"]',
            'breakdowns = ["SEX", "AGE", "NAT", "DIST", "SIZE"]',
            ("pop.toml", "POP-01", "breakdowns", "“SIZE” is not known."),
        ),
        (
            "pop.toml",
            'sdg = ["10.7"]',
            'sdg = ["107"]',
            ("pop.toml", "POP-01", "sdg", "“107” is no SDG target."),
        ),
        (
            "pop.toml",
            'rights = ["ICERD 5"]',
            'rights = ["ICARD 5"]',
            ("pop.toml", "POP-03", "rights", "“ICARD” does not stand in the list “instrument”."),
        ),
        (
            "pop.toml",
            'inspired_by = ["CMP Sousse"]',
            'inspired_by = ["CMP Atlantis"]',
            ("pop.toml", "POP-09", "inspired_by", "“Atlantis” does not stand in the list “place”."),
        ),
        (
            "pop.toml",
            'es = "Residentes extranjeros"\n',
            "",
            ("pop.toml", "POP-01", "name.es", "The text is missing."),
        ),
        (
            "pop.toml",
            'ar = "المقيمون الأجانب"',
            'ar = "Foreign citizens"',
            ("pop.toml", "POP-01", "name.ar", "It is not in Arabic script."),
        ),
        (
            "pop.toml",
            'fr = "Résidents étrangers"',
            'fr = " Résidents  étrangers"',
            ("pop.toml", "POP-01", "name.fr", "It has stray spaces or line ends."),
        ),
        (
            "pop.toml",
            'direction = "neutral"',
            'direction = "neutral"\ncolour = "red"',
            ("pop.toml", "POP-01", "colour", "No such field."),
        ),
        (
            "pop.toml",
            'measure = "foreign-citizens"\nprotection = "people"',
            'measure = "foreign-citizens"',
            ("pop.toml", "POP-01", "counts.protection", "It is missing."),
        ),
        (
            "pop.toml",
            'code = "POP-02"',
            'code = "POP-2"',
            ("pop.toml", "", "indicator[POP-2].code", "“POP-2” does not have the form POP-01."),
        ),
        (
            "pop.toml",
            'code = "POP-02"',
            'code = "POP-01"',
            ("pop.toml", "POP-01", "code", "It stands 2 times."),
        ),
        (
            "pop.toml",
            'where = { SEX = "F" }',
            'where = { SEX = "W" }',
            ("pop.toml", "POP-05", "counts.where.SEX", "“W” is no code of it."),
        ),
        (
            "pop.toml",
            'where = { SEX = "F" }\nshare_of = "foreign-citizens"',
            'where = { SEX = "F" }\nshare_of = "foreigners"',
            (
                "pop.toml",
                "POP-05",
                "counts.share_of",
                "No indicator counts the whole of “foreigners”, and it is not declared.",
            ),
        ),
        (
            "pop.toml",
            'protection = "people"\nwhere = { SEX = "F" }',
            'protection = "none"\nwhere = { SEX = "F" }',
            (
                "pop.toml",
                "POP-05",
                "counts.protection",
                "“none”, while “foreign-citizens” is “people” elsewhere.",
            ),
        ),
        (
            "pop.toml",
            'ladders = [["NAT", "NATG", "CITG"], ["AGE", "AGEG"]]',
            'ladders = [["COB", "NATG"]]',
            (
                "pop.toml",
                "POP-01",
                "counts.ladders",
                "['COB', 'NATG'] does not start from one of its breakdowns.",
            ),
        ),
        (
            "ctx.toml",
            'measure = "residents"\nprotection = "people"',
            'measure = "residents"\nprotection = "people"\npart_of = "foreign-citizens"',
            (
                "ctx.toml",
                "measure residents",
                "part_of",
                "It is part of itself, by way of others.",
            ),
        ),
        (
            "leg.toml",
            'breakdowns = ["SEX", "NATG"]',
            'breakdowns = ["SEX", "NATG", "DIST"]',
            (
                "leg.toml",
                "LEG-01",
                "breakdowns",
                "People in a sensitive class are not counted by district.",
            ),
        ),
        (
            "pop.toml",
            'section = "people"',
            'section = "inhabitants"',
            ("pop.toml", "", "domain.section", "“inhabitants” is not known here."),
        ),
        (
            "units.toml",
            'kind = "count"',
            'kind = "sum"',
            ("units.toml", "", "unit[PS].kind", "“sum” is not known here."),
        ),
        (
            "units.toml",
            "decimals = 0",
            'decimals = "none"',
            ("units.toml", "", "unit[PS].decimals", "It is not a whole number."),
        ),
        (
            "dimensions.toml",
            '["F", "M", "_O", "_U"]',
            '["F", "M", "X"]',
            ("dimensions.toml", "", "dimension[SEX].partitions", "“X” is none of its codes."),
        ),
        (
            "codes.toml",
            'id = "absence"',
            'id = "gaps"',
            ("codes.toml", "", "list[absence]", "It is missing."),
        ),
        (
            "framework.toml",
            'id = "default"',
            'id = "Default"',
            ("framework.toml", "", "id", "“Default” does not have the form a-short-slug."),
        ),
        (
            "framework.toml",
            '"GOV"]',
            "]",
            ("framework.toml", "", "domains", "gov.toml is not read."),
        ),
    ),
)
def test_load_says_what_is_wrong_and_where(folder, change, file, old, new, expected):
    change(file, old, new)
    found = [(one.file, one.code, one.field, one.wrong) for one in problems(folder)]
    assert expected in found


def test_load_lists_all_problems_at_once(folder, change):
    change("pop.toml", 'tier = "core"', 'tier = "central"')
    change("flw.toml", 'unit = "PS"', "unit = 7")
    change("units.toml", 'code = "IX"', 'code = "ix"')
    places = {(one.file, one.code, one.field) for one in problems(folder)}
    assert {
        ("pop.toml", "POP-01", "tier"),
        ("flw.toml", "FLW-01", "unit"),
        ("units.toml", "", "unit[ix].code"),
    } <= places


def test_load_of_a_file_that_is_no_toml_names_it_alone(folder, change):
    change("units.toml", "[[unit]]", "[[unit]")
    [problem] = problems(folder)
    assert problem.file == "units.toml"
    assert "It is not TOML" in problem.wrong
    assert "line 4" in problem.wrong


def test_load_of_a_file_that_is_missing_names_it_alone(folder):
    (folder / "flw.toml").unlink()
    assert problems(folder) == [
        Problem(
            file="flw.toml",
            code="",
            field="",
            wrong="There is no such file.",
            remedy="Create it; see README.md.",
        )
    ]


def test_load_of_a_file_in_another_encoding_names_it_alone(folder):
    text = (folder / "pop.toml").read_text(encoding="utf-8")
    (folder / "pop.toml").write_text(text, encoding="utf-16")
    [problem] = problems(folder)
    assert problem.file == "pop.toml"
    assert problem.remedy == "Save it as UTF-8."


def test_errors_read_as_sentences_one_a_line(folder, change):
    change("pop.toml", 'es = "Residentes extranjeros"\n', "")
    with pytest.raises(FrameworkErrors) as caught:
        load(folder)
    assert str(caught.value) == (
        "pop.toml, POP-01, name.es: The text is missing. Translate it; none is optional."
    )


def test_variant_takes_what_it_does_not_say_from_its_indicator(framework):
    lifetime = framework.definition("POP-09/lifetime")
    indicator = framework["POP-09"]
    assert lifetime.unit == indicator.unit
    assert lifetime.breakdowns == indicator.breakdowns
    assert lifetime.usual_source == indicator.usual_source
    assert lifetime.counts.measure == "internal-migrants/lifetime"
    assert lifetime.counts.share_of == "residents"


def test_measure_declared_on_its_own_keeps_its_name(framework):
    measure = framework.measures["foreign-pupils"]
    assert (measure.name["en"], measure.domain) == ("Foreign pupils", "EDU")


def test_load_takes_the_spaces_that_print_needs(folder, change):
    spaced = "Résidents\u00a0: 1\u202f000 étrangers"
    change("pop.toml", 'fr = "Résidents étrangers"', f'fr = "{spaced}"')
    assert load(folder)["POP-01"].name["fr"] == spaced


@pytest.mark.parametrize("stray", ("\u2003", "\\t", "\\n", "\u202f ", "\u00a0\u00a0"))
def test_load_refuses_spaces_that_nobody_sees(folder, change, stray):
    change("pop.toml", 'fr = "Résidents étrangers"', f'fr = "Résidents{stray}étrangers"')
    with pytest.raises(FrameworkErrors, match="stray spaces or line ends"):
        load(folder)
