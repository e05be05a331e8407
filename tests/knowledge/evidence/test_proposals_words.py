"""Words, ages and periods as offices write them."""

from __future__ import annotations

import pytest

from qantara.knowledge.evidence.proposals import ages, lexicon, times


@pytest.mark.parametrize(
    ("text", "code"),
    (
        ("15-24", "Y15T24"),
        ("Y15T24", "Y15T24"),
        ("15 à 24 ans", "Y15T24"),
        ("De 15 a 24 años", "Y15T24"),
        ("da 15 a 24 anni", "Y15T24"),
        ("من 15 إلى 24 سنة", "Y15T24"),
        ("٠-٤", "Y0T4"),
        ("15 bis unter 20 Jahre", "Y15T19"),
        ("65+", "Y_GE65"),
        ("65 ans et plus", "Y_GE65"),
        ("65 y más años", "Y_GE65"),
        ("65 فأكثر", "Y_GE65"),
        ("Y_GE65", "Y_GE65"),
        ("Over 64", "Y_GE65"),
        ("Under 5", "Y0T4"),
        ("Moins de 5 ans", "Y0T4"),
        ("أقل من 5 سنوات", "Y0T4"),
        ("<5", "Y0T4"),
        ("17", "Y17"),
        ("Todas las edades", "_T"),
        ("24-15", ""),
        ("Old Town", ""),
    ),
)
def test_age_is_understood_as_written(text, code):
    assert ages.code(text) == code


@pytest.mark.parametrize(
    ("texts", "codes", "doubt"),
    (
        (["2020", "2021"], ["2020", "2021"], ""),
        (["2020M01", "2020M02"], ["2020-01", "2020-02"], ""),
        (["T1 2020"], ["2020-Q1"], ""),
        (["1 de enero de 2020", "1er juillet 2021"], ["2020-01-01", "2021-07-01"], ""),
        (["شتنبر 2024"], ["2024-09"], ""),
        (["31/12/2020", "30/06/2021"], ["2020-12-31", "2021-06-30"], ""),
        (["05/06/2020"], ["2020-06-05"], "days"),
        (["2010-11", "2011-12"], ["2010-11", "2011-12"], "spans"),
        (["2010-11", "2010-10"], ["2010-11", "2010-10"], ""),
    ),
)
def test_periods_are_understood_as_a_column_writes_them(texts, codes, doubt):
    found = times.written(texts)
    assert ([found.codes[text] for text in texts], found.doubt) == (codes, doubt)


@pytest.mark.parametrize(
    ("name", "codes"),
    (
        ("Türkiye", {"TR"}),
        ("Bosnien und Herzegowina", {"BA"}),
        ("Syrian Arab Republic", {"SY"}),
        ("Côte d’Ivoire", {"CI"}),
        ("سوريا", {"SY"}),
        ("Saint Kitts and Nevis", {"KN"}),
        ("Congo", {"CG", "CD"}),
        ("Karwan", set()),
    ),
)
def test_country_is_known_by_its_names(name, codes):
    assert lexicon.country(name) == codes


def test_official_codes_of_countries():
    found = {scheme: lexicon.countries_by(scheme) for scheme in ("alpha3", "numeric", "eurostat")}
    assert (found["alpha3"]["MAR"], found["numeric"]["504"], found["eurostat"]["EL"]) == (
        "MA", "MA", "GR",
    )  # fmt: skip
