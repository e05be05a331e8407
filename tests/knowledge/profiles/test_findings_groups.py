"""Sentences on groups set side by side, on citizenships, ages, flows and levels; and when there is none."""

from __future__ import annotations

from typing import Any

import pytest

from tests.knowledge.profiles.conftest import frame, row
from tests.knowledge.profiles.saying import NB, TH, finding, rules


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
        "ar": "تمثّل أكبر ثلاث جنسيات أجنبية (طرقون وساردوفيا وكيلموند) معًا 90,0% من المقيمين الأجانب (2023).",
        "en": "The three largest foreign citizenships (Tarqun, Sarduvia and Kelmond) together make up 90.0% of foreign residents (2023).",
        "es": f"Las tres nacionalidades extranjeras más numerosas (Tarcún, Sarduvia y Quelmonda) representan en conjunto el 90,0{NB}% de los residentes extranjeros (2023).",
        "fr": f"Les trois nationalités étrangères les plus nombreuses (Tarqoun, Sarduvie et Kelmonde) représentent ensemble 90,0{NB}% des résidents étrangers (2023).",
    }


def test_citizenships_speaks_of_those_shown_where_one_is_withheld(drafted):
    said = finding(drafted, "pop-04-nat-bars", *citizens(last=None))
    assert said
    assert said["en"] == (
        "Of the citizenships shown, the three largest (Tarqun, Sarduvia and Kelmond) together make up "
        "90.0% of foreign residents (2023)."
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
        "en": "60.0% of foreign residents are aged 25 to 54, compared with 40.0% of all residents (2023).",
        "es": f"El 60,0{NB}% de los residentes extranjeros tiene entre 25 y 54 años, frente al 40,0{NB}% del conjunto de residentes (2023).",
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
