"""What a reader of each language sees printed, whole strings."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest

from qantara.core import locales

THIN, BLANK, MINUS = "\u202f", "\u00a0", "\u2212"


@pytest.mark.parametrize(
    ("lang", "printed"),
    (
        ("ar", f"1{THIN}234,5"),
        ("ar-MA", f"1{THIN}234,5"),
        ("ar-EG", f"1{THIN}234.5"),
        ("en", f"1{THIN}234.5"),
        ("es", f"1{THIN}234,5"),
        ("fr", f"1{THIN}234,5"),
    ),
)
def test_number_takes_a_thin_space_and_the_decimal_sign_of_the_language(lang, printed):
    assert locales.number(1234.5, lang) == printed


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    (
        (0, None, "0"),
        (999, None, "999"),
        (1000, None, f"1{THIN}000"),
        (2_028_499, None, f"2{THIN}028{THIN}499"),
        (-567_000, None, f"{MINUS}567{THIN}000"),
        (12, 1, "12.0"),
        (12.25, 1, "12.3"),
        (-12.25, 1, f"{MINUS}12.3"),
        (1.005, 2, "1.01"),
        (-0.04, 1, "0.0"),
        (0.1 + 0.2, None, "0.3"),
        (1 / 3, None, "0.333"),
        (19.5, 0, "20"),
        (Decimal("2.675"), 2, "2.68"),
        (12345678901234567890, None, f"12{THIN}345{THIN}678{THIN}901{THIN}234{THIN}567{THIN}890"),
    ),
)
def test_number_rounds_the_figure_as_written(value, decimals, printed):
    assert locales.number(value, "en", decimals) == printed


@pytest.mark.parametrize("value", (math.nan, math.inf, -math.inf, Decimal("NaN")))
def test_number_refuses_what_is_no_figure(value):
    with pytest.raises(ValueError, match="is not a figure"):
        locales.number(value, "fr")


@pytest.mark.parametrize(
    ("lang", "printed"),
    (
        ("ar", "19,4%"),
        ("ar-LB", "19,4%"),
        ("en", "19.4%"),
        ("es", f"19,4{BLANK}%"),
        ("fr", f"19,4{BLANK}%"),
    ),
)
def test_percent_places_the_sign_as_the_language_does(lang, printed):
    assert locales.percent(19.44, lang) == printed


def test_percent_keeps_the_decimals_asked_for():
    assert [locales.percent(19.44, "en", decimals) for decimals in (0, 1, 2, None)] == [
        "19%",
        "19.4%",
        "19.44%",
        "19.44%",
    ]


@pytest.mark.parametrize("lang", ("de", "", "english", "arz"))
def test_unknown_language_is_refused(lang):
    with pytest.raises(locales.UnknownLanguage):
        locales.number(1, lang)


@pytest.mark.parametrize(
    ("lang", "printed"),
    (
        ("ar", "14 نوفمبر 2026"),
        ("ar-MA", "14 نونبر 2026"),
        ("ar-TN", "14 نوفمبر 2026"),
        ("ar-LB", "14 تشرين الثاني 2026"),
        ("ar-JO", "14 تشرين الثاني 2026"),
        ("ar-LY", "14 نوفمبر 2026"),
        ("en", "14 November 2026"),
        ("es", "14 de noviembre de 2026"),
        ("fr", "14 novembre 2026"),
    ),
)
def test_day_names_the_month_as_the_country_does(lang, printed):
    assert locales.day(date(2026, 11, 14), lang) == printed


@pytest.mark.parametrize(
    ("lang", "printed"),
    (
        ("ar", "مايو 2026"),
        ("ar-MA", "ماي 2026"),
        ("ar-LB", "أيار 2026"),
        ("en", "May 2026"),
        ("es", "mayo de 2026"),
        ("fr", "mai 2026"),
    ),
)
def test_month_is_printed_with_its_year(lang, printed):
    assert locales.month(date(2026, 5, 31), lang) == printed


@pytest.mark.parametrize(
    ("on", "printed"),
    (
        (date(2026, 1, 1), "1er janvier 2026"),
        (date(2026, 1, 11), "11 janvier 2026"),
        (date(1900, 2, 28), "28 février 1900"),
    ),
)
def test_day_writes_the_first_of_a_french_month_as_ordinal(on, printed):
    assert locales.day(on, "fr") == printed


def test_year_takes_no_separator():
    assert (locales.year(2026), locales.year(date(1982, 3, 8))) == ("2026", "1982")


@pytest.mark.parametrize(
    ("code", "printed"),
    (
        ("2022", ("2022", "2022", "2022", "2022")),
        ("2018/2022", ("2018–2022",) * 4),
        (
            "2022-S1",
            (
                "النصف الأول من 2022",
                "first half of 2022",
                "1.er semestre de 2022",
                "1er semestre 2022",
            ),
        ),
        (
            "2022-Q4",
            ("الربع الرابع 2022", "4th quarter 2022", "4.º trimestre de 2022", "4e trimestre 2022"),
        ),
        ("2022-08", ("أغسطس 2022", "August 2022", "agosto de 2022", "août 2022")),
        ("2022-M08", ("أغسطس 2022", "August 2022", "agosto de 2022", "août 2022")),
        (
            "2022-01-01",
            ("1 يناير 2022", "1 January 2022", "1 de enero de 2022", "1er janvier 2022"),
        ),
    ),
)
def test_period_is_printed_in_every_language(code, printed):
    assert tuple(locales.period(code, lang) for lang in locales.LANGUAGES) == printed


def test_span_sets_times_of_several_words_apart():
    assert locales.span("2018", "2022") == "2018–2022"
    assert locales.period("2018-05-01/2022-05-01", "en") == "1 May 2018 – 1 May 2022"


@pytest.mark.parametrize("code", ("", "22", "2022-Q5", "2022-13", "2022-02-30", "2018/", "soon"))
def test_period_refuses_what_is_no_period(code):
    with pytest.raises(ValueError):  # the calendar has its own words for 30 February
        locales.period(code, "en")


def test_plural_has_six_categories_in_arabic():
    counts = (0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 1.5)
    assert [locales.plural(count, "ar") for count in counts] == [
        "zero", "one", "two", "few", "few", "many", "many", "other", "other", "few", "other",
    ]  # fmt: skip


def test_plural_of_nothing_is_singular_in_french_alone():
    assert [locales.plural(0, lang) for lang in ("en", "es", "fr")] == ["other", "other", "one"]


@pytest.mark.parametrize(
    ("lang", "names", "printed"),
    (
        ("en", ("Rabat", "Tunis", "Lisbon"), "Rabat, Tunis and Lisbon"),
        ("es", ("Rabat", "Túnez", "Irún"), "Rabat, Túnez e Irún"),
        ("fr", ("Rabat", "Tunis", "Lisbonne"), "Rabat, Tunis et Lisbonne"),
        ("ar", ("الرباط", "تونس", "لشبونة"), "الرباط وتونس ولشبونة"),
        ("en", ("Rabat",), "Rabat"),
        ("en", (), ""),
    ),
)
def test_listing_joins_as_the_language_does(lang, names, printed):
    assert locales.listing(names, lang) == printed


@pytest.mark.parametrize(
    ("lang", "ordered"),
    (
        ("en", ["district 2", "District 10", "Éire", "Zürich"]),
        ("es", ["nube", "nzz", "ñandú", "oca"]),
        ("fr", ["cote", "coté", "côte", "côté"]),
        ("ar", ["أمّان", "بيروت", "تونس", "طنجة", "مراكش"]),
    ),
)
def test_sort_key_orders_as_the_language_does(lang, ordered):
    by_code_point = sorted(ordered)
    assert sorted(by_code_point, key=locales.sort_key(lang)) == ordered


CITIES = {
    "ar": (
        "{count, plural, zero {لا مدن} one {مدينة واحدة} two {مدينتان} few {# مدن}"
        " many {# مدينة} other {# مدينة}}"
    ),
    "en": "{count, plural, one {# city} other {# cities}}",
    "es": "{count, plural, one {# ciudad} other {# ciudades}}",
    "fr": "{count, plural, one {# ville} other {# villes}}",
}


@pytest.mark.parametrize(
    ("lang", "printed"),
    (
        ("ar", ["لا مدن", "مدينة واحدة", "مدينتان", "3 مدن", "11 مدينة", f"12{THIN}345 مدينة"]),
        ("en", ["0 cities", "1 city", "2 cities", "3 cities", "11 cities", f"12{THIN}345 cities"]),
        (
            "es",
            ["0 ciudades", "1 ciudad", "2 ciudades", "3 ciudades", "11 ciudades",
             f"12{THIN}345 ciudades"],
        ),
        ("fr", ["0 ville", "1 ville", "2 villes", "3 villes", "11 villes", f"12{THIN}345 villes"]),
    ),
)  # fmt: skip
def test_message_agrees_with_its_number(lang, printed):
    counts = (0, 1, 2, 3, 11, 12_345)
    assert [locales.message(CITIES[lang], lang, count=count) for count in counts] == printed


def test_message_prints_figures_and_days_as_this_module_does():
    pattern = (
        "Le {on, date}, {name} : {share, number, percent} ({count, number}, {low}) d'habitants"
    )
    assert locales.message(
        pattern, "fr", on=date(2024, 1, 1), name="l'Ourse", share=19.44, count=12345, low=0.5
    ) == (f"Le 1er janvier 2024, l'Ourse : 19,4{BLANK}% (12{THIN}345, 0,5) d'habitants")


def test_message_chooses_inside_choices():
    pattern = (
        "{kind, select, city {{count, plural, offset:1 =0 {nobody in {name}}"
        " one {{name} and # other} other {{name} and # others}}} other {#}}"
    )
    printed = [
        locales.message(pattern, "en", kind="city", name="Vega", count=count)
        for count in (0, 2, 2_001)
    ]
    assert printed == ["nobody in Vega", "Vega and 1 other", f"Vega and 2{THIN}000 others"]
    assert locales.message(pattern, "en", kind="sea", name="Vega", count=0) == "#"


def test_message_asks_for_every_value():
    with pytest.raises(KeyError):
        locales.message("{name}", "en")
    with pytest.raises(KeyError):
        locales.message(CITIES["en"], "en", cities=1)


def test_message_refuses_styles_it_would_print_otherwise():
    with pytest.raises(ValueError, match="is not printed in messages"):
        locales.message("{count, number, currency}", "en", count=1)


def test_isolate_keeps_a_range_in_its_order():
    assert locales.isolate("0–9") == "\u20660–9\u2069"


def test_locales_serve_many_threads_at_once():
    days = [date(2000 + n % 30, 1 + n % 12, 1 + n % 28) for n in range(400)]
    alone = [locales.day(on, "es") + locales.number(on.toordinal() / 7, "fr", 2) for on in days]
    with ThreadPoolExecutor(8) as pool:
        together = list(
            pool.map(
                lambda on: locales.day(on, "es") + locales.number(on.toordinal() / 7, "fr", 2), days
            )
        )
    assert together == alone
