"""Finding sentences, whole, in four languages; and when there is none."""

from __future__ import annotations

from typing import Any

import pytest

from qantara.core.locales import LANGUAGES
from qantara.knowledge.profiles import sentences
from qantara.knowledge.profiles.figures import figures
from qantara.knowledge.profiles.findings import Findings, one_in
from tests.knowledge.profiles.conftest import Drafter, frame, row

NB = "\u00a0"  # before a percent sign, in French and Spanish
TH = "\u202f"  # between thousands


def chart(document: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in document["charts"] if one["id"] == name)


def finding(drafted: Drafter, name: str, *rows: dict[str, Any]) -> dict[str, str] | None:
    found: dict[str, str] | None = chart(drafted(frame(*rows)), name)["finding"]
    return found


def rules(document: dict[str, Any]) -> tuple[Findings, Any]:
    found = figures(document["figures"], document["place"]["slug"])
    return Findings(document, found), found


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
        (100, "يسكن هنا 100 شخص (2024)."),
        (101, "يسكن هنا 101 شخص (2024)."),
        (102, "يسكن هنا 102 شخص (2024)."),
        (103, "يسكن هنا 103 أشخاص (2024)."),
        (111, "يسكن هنا 111 شخصًا (2024)."),
        (1_200, f"يسكن هنا 1{TH}200 شخص (2024)."),
        (2, "يسكن هنا شخصان (2024)."),
        (1, "يسكن هنا شخص واحد (2024)."),
    ),
)
def test_count_agrees_with_its_noun_in_arabic(drafted, people, arabic):
    document = drafted(frame(row("CTX-01", "2024", people)))
    assert [said["ar"] for said in document["lede"]] == [arabic]


def test_count_agrees_with_its_verb_elsewhere(drafted):
    (many,) = drafted(frame(row("CTX-01", "2024", 567_012)))["lede"]
    assert [many[lang] for lang in ("en", "es", "fr")] == [
        f"567{TH}012 people live here (2024).",
        f"Aquí viven 567{TH}012 personas (2024).",
        f"567{TH}012 personnes vivent ici (2024).",
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


def rates(nationals: float, others: float, **fields: Any) -> list[dict[str, Any]]:
    return [
        row("EMP-01", "2023", value, breakdown=f"CITG={group}", unit="PT", decimals=1, method="sample_survey", **fields)
        for group, value in (("FOR", others), ("NAT", nationals))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("others", "gap"),
    (
        (64.0, "11 نقطة مئوية"),
        (72.0, "3 نقاط مئوية"),
        (73.0, "نقطتين مئويتين"),
        (74.0, "نقطة مئوية واحدة"),
        (65.8, "9,2 نقطة مئوية"),
    ),
)
def test_gap_between_groups_agrees_in_arabic(drafted, others, gap):
    said = finding(drafted, "emp-01-citg-bars", *rates(75.0, others))
    printed = f"{others:.1f}".replace(".", ",")
    name = drafted(frame(*rates(75, 70)))["framework"]["indicators"]["EMP-01"]["name"]["ar"]
    assert said
    assert (
        said["ar"] == f"{name}، 2023: 75,0% لدى المواطنين و{printed}% لدى الأجانب، أي بفارق {gap}."
    )


def test_groups_are_said_side_by_side(drafted):
    said = finding(drafted, "emp-01-citg-bars", *rates(75.0, 65.8))
    assert said
    assert [said[lang] for lang in ("en", "es", "fr")] == [
        "Employment rate, 20–64, 2023: 75.0% among nationals and 65.8% among foreign citizens, 9.2 points apart.",
        f"Tasa de empleo, 20-64 años, 2023: 75,0{NB}% entre los nacionales y 65,8{NB}% entre los extranjeros, una diferencia de 9,2 puntos.",
        f"Taux d’emploi, 20-64 ans, 2023 : 75,0{NB}% chez les nationaux et 65,8{NB}% chez les étrangers, soit 9,2 points d’écart.",
    ]


def test_groups_of_different_sources_are_not_set_side_by_side(drafted):
    nationals, others = rates(75, 65)
    assert finding(drafted, "emp-01-citg-bars", nationals, {**others, "source": 1}) is None


def test_groups_with_one_withheld_are_not_said(drafted):
    others, nationals = rates(75, 65)
    hidden = {**others, "value": None, "state": "withheld"}
    assert finding(drafted, "emp-01-citg-bars", nationals, hidden) is None


def citizens(*, last: float | None) -> list[dict[str, Any]]:
    counts = {"QN": 500, "QQ": 300, "QR": 100, "QT": last}
    return [
        row("POP-01", "2023", 1_000),
        *(
            row(
                "POP-04",
                "2023",
                count,
                breakdown=f"NAT={code}",
                state="shown" if count else "withheld",
            )
            for code, count in counts.items()
        ),
    ]


def test_citizenships_names_the_largest(drafted):
    assert finding(drafted, "pop-04-nat-bars", *citizens(last=100)) == {
        "ar": "أكبر 3 جنسيات بين المقيمين الأجانب: طرقون وساردوفيا وكيلموند، وتمثّل معًا 90,0% منهم (2023).",
        "en": "The 3 largest foreign citizenships are Tarqun, Sarduvia and Kelmond: together 90.0% of foreign residents (2023).",
        "es": f"Las 3 nacionalidades extranjeras más numerosas son: Tarcún, Sarduvia y Quelmonda, en conjunto el 90,0{NB}% de los residentes extranjeros (2023).",
        "fr": f"Les 3 premières nationalités étrangères sont : Tarqoun, Sarduvie et Kelmonde, ensemble 90,0{NB}% des résidents étrangers (2023).",
    }


def test_citizenships_speaks_of_those_shown_where_one_is_withheld(drafted):
    said = finding(drafted, "pop-04-nat-bars", *citizens(last=None))
    assert said
    assert said["en"] == (
        "Of the citizenships shown, the 3 largest are Tarqun, Sarduvia and Kelmond: together 90.0% of "
        "foreign residents (2023)."
    )


def bands(definition: str, counts: dict[str, tuple[int, int]]) -> list[dict[str, Any]]:
    return [
        row(definition, "2023", count, breakdown=f"AGE={band};SEX={sex}")
        for band, pair in counts.items()
        for sex, count in zip("FM", pair, strict=True)
    ]


def test_ages_names_the_shortest_stretch_with_half_the_group(drafted):
    foreign = {
        "Y0T14": (10, 10),
        "Y15T24": (20, 20),
        "Y25T54": (60, 60),
        "Y_GE65": (5, 5),
        "_U": (5, 5),
    }
    everyone = {
        "Y0T14": (80, 80),
        "Y15T24": (60, 60),
        "Y25T54": (160, 160),
        "Y_GE65": (100, 100),
        "_U": (0, 0),
    }
    said = finding(
        drafted, "pop-01-age-sex-pyramid", *bands("POP-01", foreign), *bands("CTX-01", everyone)
    )
    assert said == {
        "ar": "تتراوح أعمار 60,0% من المقيمين الأجانب بين 25 و54 سنة، مقابل 40,0% من مجموع السكان (2023).",
        "en": "60.0% of foreign residents are aged 25 to 54, and 40.0% of all residents (2023).",
        "es": f"El 60,0{NB}% de los residentes extranjeros tiene entre 25 y 54 años, y el 40,0{NB}% del conjunto de residentes (2023).",
        "fr": f"60,0{NB}% des résidents étrangers ont de 25 à 54 ans, contre 40,0{NB}% de l’ensemble des habitants (2023).",
    }


def test_ages_are_not_said_where_a_band_is_withheld(drafted):
    rows = bands("POP-01", {"Y0T14": (10, 10), "Y15T24": (20, 20), "Y25T54": (60, 60)})
    rows[0] |= {"value": None, "state": "withheld"}
    assert finding(drafted, "pop-01-age-sex-pyramid", *rows) is None


def test_net_flow_says_arrivals_beside_departures(drafted):
    rows = [row("FLW-01", "2023", 4_210), row("FLW-02", "2023", 3_100)]
    balance = [row("FLW-03", year, 1_110) for year in ("2022", "2023")]
    assert finding(drafted, "flw-03-line", *rows, *balance) == {
        "ar": f"في 2023 بلغ عدد القادمين من الخارج 4{TH}210 وعدد المغادرين إلى الخارج 3{TH}100، أي بزيادة 1{TH}110 في القادمين على المغادرين.",
        "en": f"4{TH}210 people arrived from abroad and 3{TH}100 left for abroad in 2023: 1{TH}110 more arrivals than departures.",
        "es": f"En 2023, 4{TH}210 personas llegaron del extranjero y 3{TH}100 se fueron al extranjero: 1{TH}110 llegadas más que salidas.",
        "fr": f"En 2023, 4{TH}210 personnes sont arrivées de l’étranger et 3{TH}100 sont parties à l’étranger : 1{TH}110 arrivées de plus que de départs.",
    }


def test_net_flow_is_not_said_where_a_part_or_the_balance_is_withheld(drafted):
    arrivals, departures = row("FLW-01", "2023", 4_210), row("FLW-02", "2023", 3_100)
    old, new = (row("FLW-03", year, 1_110) for year in ("2022", "2023"))
    hidden = {"value": None, "state": "withheld"}
    for rows in (
        (arrivals, {**departures, **hidden}, old, new),
        (arrivals, departures, old, {**new, **hidden}),
    ):
        said = finding(drafted, "flw-03-line", *rows)
        assert said is None or "arrived" not in said["en"]


def test_levels_counts_what_is_in_force_across_the_city(drafted):
    levels = [
        row(f"GOV-{at:02}", "2023", level, unit="LVL") for at, level in enumerate((4, 3, 2, 0), 1)
    ]
    findings, found = rules(drafted(frame(*levels)))
    assert findings.levels(list(found)) == {
        "ar": "عدد عناصر الحوكمة المعمول بها في المدينة كلها (المستوى 3 أو 4): 2 من أصل 4.",
        "en": "2 of 4 items of governance are in force across the whole city (level 3 or 4).",
        "es": "2 de los 4 elementos de gobernanza están en vigor en toda la ciudad (nivel 3 o 4).",
        "fr": "2 des 4 éléments de gouvernance sont en vigueur dans toute la ville (niveau 3 ou 4).",
    }


def test_largest_part_and_spread_are_said_without_ranking(drafted):
    regions = [
        row("POP-09", "2021", count, breakdown=f"ORG={code}")
        for code, count in (("QM-N", 60), ("QM-S", 40))
    ]
    said = finding(drafted, "pop-09-org-bars", row("POP-09", "2021", 100), *regions)
    assert said == {
        "ar": "المهاجرون داخل البلد، 2021. المجموعة الأكبر هي «شمال فيلمار»: 60,0%.",
        "en": "Internal migrants, 2021. The largest group is “Northern Velmar”: 60.0%.",
        "es": f"Migrantes internos, 2021. El grupo más numeroso es «Norte de Velmar»: 60,0{NB}%.",
        "fr": f"Migrants internes, 2021. Le groupe le plus nombreux est « Nord de Velmar » : 60,0{NB}%.",
    }
    districts = [
        row("CTX-01", "2023", count, breakdown=f"DIST=ardelune-{name}")
        for name, count in (("hill", 700), ("mills", 900))
    ]
    assert finding(drafted, "ctx-01-dist-bars", *districts) == {
        "ar": "السكان المقيمون، 2023: من 700 إلى 900 حسب الحي.",
        "en": "Resident population, 2023: from 700 to 900, depending on the district.",
        "es": "Población residente, 2023: de 700 a 900, según el distrito.",
        "fr": "Population résidente, 2023 : de 700 à 900 selon le quartier.",
    }


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
