"""Finding sentences, whole, in four languages; and when there is none."""

from __future__ import annotations

from typing import Any

import pytest

from qantara.core.locales import LANGUAGES
from qantara.knowledge.profiles import sentences
from qantara.knowledge.profiles.findings import one_in
from tests.knowledge.profiles.conftest import frame, row
from tests.knowledge.profiles.saying import NB, TH, finding, rules


@pytest.mark.parametrize(
    ("share", "fraction"),
    (
        (50, 2),
        (33.3, 3),
        (19.4, 5),
        (21, 5),
        (18.9, None),
        (10, 10),
        (9.4, None),
        (80, None),
        (0, None),
    ),
)
def test_one_in_names_a_fraction_only_where_it_is_near(share, fraction):
    assert one_in(share) == fraction


def test_share_says_one_resident_in_five(drafted):
    document = drafted(frame(row("CTX-01", "2024", 100_000), row("POP-01", "2024", 19_400)))
    assert document["lede"] == [
        {
            "ar": "واحد من كل خمسة من السكان أجنبي الجنسية (19,4%، 2024).",
            "en": "One resident in five is a foreign citizen (19.4%, 2024).",
            "es": f"Uno de cada cinco residentes es de nacionalidad extranjera (19,4{NB}%, 2024).",
            "fr": f"Un habitant sur cinq est de nationalité étrangère (19,4{NB}%, 2024).",
        }
    ]


def test_share_that_is_no_simple_fraction_is_said_as_it_is(drafted):
    document = drafted(frame(row("CTX-01", "2024", 100_000), row("POP-01", "2024", 37_700)))
    assert document["lede"] == [
        {
            "ar": "تبلغ نسبة أجانب الجنسية 37,7% من السكان (2024).",
            "en": "37.7% of residents are foreign citizens (2024).",
            "es": f"El 37,7{NB}% de los residentes es de nacionalidad extranjera (2024).",
            "fr": f"37,7{NB}% des habitants sont de nationalité étrangère (2024).",
        }
    ]


def test_women_are_said_as_a_share_of_foreign_residents(drafted):
    document = drafted(
        frame(row("POP-01", "2024", 1_000), row("POP-01", "2024", 481, breakdown="SEX=F"))
    )
    assert document["lede"] == [
        {
            "ar": "تمثّل النساء والفتيات 48,1% من المقيمين الأجانب (2024).",
            "en": "Women and girls make up 48.1% of foreign residents (2024).",
            "es": f"Las mujeres y las niñas representan el 48,1{NB}% de los residentes extranjeros (2024).",
            "fr": f"Les femmes et les filles représentent 48,1{NB}% des résidents étrangers (2024).",
        }
    ]


@pytest.mark.parametrize(
    ("people", "arabic"),
    (
        (100, "بلغ عدد السكان هنا 100 نسمة (2024)."),
        (101, "بلغ عدد السكان هنا 101 نسمة (2024)."),
        (102, "بلغ عدد السكان هنا 102 نسمة (2024)."),
        (103, "بلغ عدد السكان هنا 103 نسمات (2024)."),
        (111, "بلغ عدد السكان هنا 111 نسمة (2024)."),
        (1_200, f"بلغ عدد السكان هنا 1{TH}200 نسمة (2024)."),
        (2, "بلغ عدد السكان هنا نسمتين (2024)."),
        (1, "بلغ عدد السكان هنا نسمة واحدة (2024)."),
    ),
)
def test_count_agrees_with_its_noun_in_arabic(drafted, people, arabic):
    document = drafted(frame(row("CTX-01", "2024", people)))
    assert [said["ar"] for said in document["lede"]] == [arabic]


def test_count_agrees_with_its_verb_elsewhere(drafted):
    (many,) = drafted(frame(row("CTX-01", "2024", 567_012)))["lede"]
    assert [many[lang] for lang in ("en", "es", "fr")] == [
        f"567{TH}012 people lived here (2024).",
        f"Aquí vivían 567{TH}012 personas (2024).",
        f"567{TH}012 personnes vivaient ici (2024).",
    ]


def series(*points: tuple[str, float], **fields: Any) -> list[dict[str, Any]]:
    return [row("POP-01", year, value, **fields) for year, value in points]


def test_change_runs_from_the_first_to_the_last_counted_figure(drafted):
    said = finding(
        drafted, "pop-01-line", *series(("2019", 59_934), ("2020", 61_000), ("2021", 64_210))
    )
    assert said == {
        "ar": f"بين 2019 و2021 ارتفع عدد أجانب الجنسية من 59{TH}934 إلى 64{TH}210.",
        "en": f"Between 2019 and 2021 the number of foreign citizens rose from 59{TH}934 to 64{TH}210.",
        "es": f"Entre 2019 y 2021, el número de extranjeros subió de 59{TH}934 a 64{TH}210.",
        "fr": f"Entre 2019 et 2021, le nombre d’étrangers est passé de 59{TH}934 à 64{TH}210.",
    }


def test_change_says_what_is_provisional_and_what_fell(drafted):
    rows = series(("2019", 900), ("2020", 850))
    last = row("POP-01", "2021", 800, obs_status="P")
    assert finding(drafted, "pop-01-line", *rows, last) == {
        "ar": "بين 2019 و2021 انخفض عدد أجانب الجنسية من 900 إلى 800 (رقم مؤقت).",
        "en": "Between 2019 and 2021 the number of foreign citizens fell from 900 to 800 (provisional).",
        "es": "Entre 2019 y 2021, el número de extranjeros bajó de 900 a 800 (provisional).",
        "fr": "Entre 2019 et 2021, le nombre d’étrangers est descendu de 900 à 800 (provisoire).",
    }


def test_change_says_years_of_days_and_months_of_one_year(drafted):
    days = [row("POP-02", f"{year}-01-01", 500 + year) for year in (2002, 2024)]
    said = finding(drafted, "pop-02-line", *days)
    assert said
    assert said["fr"] == f"Résidents nés à l’étranger : 2{TH}502 en 2002, 2{TH}524 en 2024."
    months = [row("POP-01", f"2023-{month}", 500) for month in ("01", "12")]
    document = drafted(frame(*months))
    findings, found = rules(document)
    assert findings.change(list(found))["en"] == (
        "Between January 2023 and December 2023 the number of foreign citizens stayed at 500."
    )


def test_change_is_never_said_across_a_break(drafted):
    rows = series(("2017", 500), ("2018", 510))
    after = [row("POP-01", "2019", 700, is_break=True), row("POP-01", "2020", 720)]
    said = finding(drafted, "pop-01-line", *rows, *after)
    assert said
    assert said["en"] == (
        "Between 2019 and 2020 the number of foreign citizens rose from 700 to 720."
    )
    alone = finding(drafted, "pop-01-line", *rows, after[0])
    assert alone
    assert alone["en"] == "Foreign citizens: 700 (2019)."


def test_change_is_not_said_across_a_break_that_is_withheld(drafted):
    rows = series(("2017", 500), ("2018", 510))
    hidden = row("POP-01", "2019", None, is_break=True, state="withheld")
    said = finding(drafted, "pop-01-line", *rows, hidden, row("POP-01", "2020", 720))
    assert said
    assert said["en"] == "Foreign citizens: 720 (2020)."


def test_change_is_not_said_between_kinds_of_source(drafted):
    rows = [row("POP-01", "2011", 500, method="census"), *series(("2020", 700), ("2021", 705))]
    said = finding(drafted, "pop-01-line", *rows)
    assert said
    assert said["en"].startswith("Between 2020 and 2021")


def test_change_skips_estimates(drafted):
    rows = [*series(("2019", 500), ("2020", 510)), row("POP-01", "2021", 600, obs_status="E")]
    said = finding(drafted, "pop-01-line", *rows)
    assert said
    assert said["en"].endswith("2020 the number of foreign citizens rose from 500 to 510.")


def test_nothing_is_said_of_a_withheld_newest_figure(drafted):
    rows = [
        *series(("2019", 500)),
        row("POP-01", "2020", None, absence="not_collected", state="absent"),
    ]
    hidden = row("POP-01", "2021", None, state="withheld")
    assert finding(drafted, "pop-01-line", *rows, hidden) is None


def test_range_of_an_estimate_is_said_as_a_range(drafted):
    rows = [
        row("FLW-06", year, None, low=low, high=high, obs_status="E", method="expert_judgement")
        for year, low, high in (("2019", 900, 1_400), ("2022", 1_200, 2_500))
    ]
    assert finding(drafted, "flw-06-range", *rows) == {
        "ar": f"المنحدرون من المدينة المقيمون في الخارج: تقدير يتراوح بين 1{TH}200 و2{TH}500 (2022).",
        "en": f"City’s people living abroad: an estimate between 1{TH}200 and 2{TH}500 (2022).",
        "es": f"Personas de la ciudad que viven en el extranjero: una estimación de entre 1{TH}200 y 2{TH}500 (2022).",
        "fr": f"Personnes originaires de la ville vivant à l’étranger : une estimation comprise entre 1{TH}200 et 2{TH}500 (2022).",
    }


@pytest.mark.parametrize("definition", ("POP-10", "LEG-02", "LEG-03", "LEG-06", "HOU-04", "HOU-06"))
def test_nothing_is_said_of_what_is_kept_to_the_city(drafted, definition):
    rows = [row(definition, year, 40_000) for year in ("2020", "2021", "2022")]
    document = drafted(frame(*rows))
    assert [one["finding"] for one in document["charts"]] == [None] * len(document["charts"])
    assert (document["lede"], document["headlines"], document["synopsis"]) == ([], [], [])


FORBIDDEN = {
    "en": ("illegal", "wave", "faster", "record", " only", "surge", "come from", "migrant"),
    "fr": ("clandestin", "vague", "record", "seulement", "immigr", "flux"),
    "es": ("ilegal", "oleada", "récord", "solo ", "inmigr", "flujo"),
    "ar": ("غير شرعي", "موجة", "تدفق", "وافد", "مواطن أجنبي", "فقط"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_patterns_keep_to_the_words_of_the_house(lang):
    said = "\n".join(pattern[lang] for pattern in sentences.patterns().values()).lower()
    assert [word for word in FORBIDDEN[lang] if word in said] == []


def test_groups_of_people_are_counted_and_not_said_to_have_figures_among_them(drafted):
    rows = [
        row("FLW-01", "2024", people, breakdown=f"CITG={group}")
        for group, people in (("NAT", 1_761), ("FOR", 8_597))
    ]
    assert finding(drafted, "flw-01-citg-bars", *rows) == {
        "ar": f"القادمون من الخارج، 2024: 1{TH}761 من المواطنين و8{TH}597 من الأجانب.",
        "en": f"Arrivals from abroad, 2024: 1{TH}761 nationals and 8{TH}597 foreign citizens.",
        "es": f"Llegadas desde el extranjero, 2024: 1{TH}761 nacionales y 8{TH}597 extranjeros.",
        "fr": f"Arrivées de l’étranger, 2024 : 1{TH}761 nationaux et 8{TH}597 étrangers.",
    }


def test_change_of_monthly_figures_names_their_months(drafted):
    rows = [row("EMP-02/registered", "2021-01", 900), row("EMP-02/registered", "2023-12", 700)]
    said = finding(drafted, "emp-02-registered-line", *rows)
    assert said
    assert said["en"] == "Registered jobseekers: 900 in January 2021, 700 in December 2023."
    assert said["ar"] == "طالبو العمل المسجّلون: 900 في يناير 2021 و700 في ديسمبر 2023."


def test_change_between_a_year_and_a_day_names_both_years(drafted):
    rows = [row("CTX-01", "2014", 900), row("CTX-01", "2024-09-01", 700)]
    said = finding(drafted, "ctx-01-line", *rows)
    assert said
    assert said["en"] == "Between 2014 and 2024 the population fell from 900 to 700."
