"""Numbers typed by hand: a withheld figure is found, a number of something else is not."""

from __future__ import annotations

import pytest

from qantara.knowledge.profiles.parts import Block, Chapter
from qantara.knowledge.profiles.typed import typed

KEY = "POP-01@ardelune;2022"


def found(lang: str, text: str, value: float, *, is_share: bool = False) -> bool:
    block = Block(id="p1", markdown={lang: text}, states={lang: "source"})
    chapter = Chapter(section="people", lang=lang, blocks=(block,))
    told = typed([chapter], {KEY: value}, {KEY} if is_share else ())
    assert told in ([], [("people", "p1", KEY)])
    return bool(told)


@pytest.mark.parametrize("text", ("il y en a 1 234", "1.234 !", "١٢٣٤", "1\u202f234", "soit 1234."))
def test_typed_finds_withheld_values_however_they_are_written(text):
    assert found("fr", text, 1_234.0)


def test_typed_leaves_other_numbers_and_bound_figures_alone():
    assert not found("fr", "{fig:POP-01@ardelune;2022} et 1 235, en 2022", 1_234.0)


LEAKS = [
    ("en", "Last year 4 refugees came.", 4),
    ("en", "There were 3 cases of violence.", 3),
    ("en", "In 2022 4 refugees came.", 4),
    ("en", "Of these, 4 were granted.", 4),
    ("en", "Refugees: 4.", 4),
    ("en", "Refugees in the city (4)", 4),
    ("en", "In May 4 refugees came.", 4),
    ("en", "4 may stay for good.", 4),
    ("en", "In districts 1 and 4 refugees live.", 4),
    ("en", "In Phase 2, 4 women took part.", 4),
    ("en", "Between 3 and 5 people", 3),
    ("en", "4 of them have a permit.", 4),
    ("en", "a total of 2022 people", 2022),
    ("en", "some 1,234 residents", 1234),
    ("fr", "En 2022, 4 réfugiés sont arrivés.", 4),
    ("fr", "On compte 3 cas.", 3),
    ("fr", "4 d’entre eux sont mineurs.", 4),
    ("fr", "Dans les quartiers 1 et 4 familles", 4),
    ("es", "Llegaron 4 personas refugiadas.", 4),
    ("es", "Hubo 3 casos.", 3),
    ("es", "1 mujer", 1),
    ("ar", "وصل 4 لاجئين.", 4),
    ("ar", "وصل ٤ لاجئين.", 4),
    ("ar", "سُجّلت ٣ حالات.", 3),
    ("ar", "في المرحلة 2، وصل 4 لاجئين", 4),
    ("ar", "و4 من النساء", 4),
    ("ar", "عددهم ١٬٢٣٤ مقيمًا", 1234),
]


@pytest.mark.parametrize(("lang", "text", "value"), LEAKS)
def test_typed_finds_figures_of_people(lang, text, value):
    assert found(lang, text, float(value))


OTHERS = [
    ("en", "on 1 January 2024", 1),
    ("en", "from 1 to 4 January", 4),
    ("en", "on January 4, 2024", 4),
    ("en", "on the 1st of January and the 4th", 4),
    ("en", "since 2022, in 2022/23 and 2019–2022", 2022),
    ("en", "2024-01-04", 4),
    ("en", "4/1/2024", 4),
    ("en", "Article 4 of Law 4/2000", 4),
    ("en", "Articles 2, 3 and 4", 4),
    ("en", "Phase 2 began.", 2),
    ("en", "Sustainable Development Goal 10, target 10.7", 10),
    ("en", "It is open 24 hours.", 24),
    ("en", "open until 9:30 and at 4 p.m.", 4),
    ("en", "people aged 15 to 24", 24),
    ("en", "for 3 years and 4–6 months", 4),
    ("en", "a 4-year programme", 4),
    ("en", "in 4 languages and 3 new offices", 4),
    ("en", "in 4 languages and 3 new offices", 3),
    ("en", "4 % of the budget, 4 percent, and between 3 and 4%", 4),
    ("en", "€4 a day, 4 million euros", 4),
    ("en", "indicator POP-04 and annex B4", 4),
    ("en", "# 4. Housing\n\n1. first\n4. last", 4),
    ("en", "see [the law](https://example.org/4/law-4)", 4),
    ("fr", "le 1er janvier, du 1 au 4 mars 2024", 1),
    ("fr", "le 1er janvier, du 1 au 4 mars 2024", 4),
    ("fr", "l’article 4 de la loi n° 4", 4),
    ("fr", "la phase 2", 2),
    ("fr", "24 heures sur 24 h", 24),
    ("fr", "le 4e arrondissement, la 2ème étape", 4),
    ("fr", "à 9 h 30", 30),
    ("fr", "en 4 langues, dans 4 quartiers", 4),
    ("fr", "4 % et 4 pour cent", 4),
    ("es", "el 1 de enero de 2024, del 1 al 4 de marzo", 1),
    ("es", "el 1 de enero de 2024, del 1 al 4 de marzo", 4),
    ("es", "el artículo 4 de la Ley Orgánica 4/2000", 4),
    ("es", "la fase 2 y el 2.º plan", 2),
    ("es", "las 24 horas", 24),
    ("es", "en 4 idiomas y 4 barrios", 4),
    ("es", "el 4 por ciento", 4),
    ("ar", "في الأول من يناير", 1),
    ("ar", "في 1 يناير 2024", 1),
    ("ar", "في ١ يناير ٢٠٢٤", 1),
    ("ar", "في ٤ من كانون الثاني", 4),
    ("ar", "من 1 إلى 4 مارس", 4),
    ("ar", "منذ عام ٢٠٢٢ وفي 2022", 2022),
    ("ar", "المادة 4 من القانون رقم 4", 4),
    ("ar", "المرحلة ٢", 2),
    ("ar", "على مدار 24 ساعة", 24),
    ("ar", "خلال ٤ سنوات وفي ٤ أشهر", 4),
    ("ar", "بـ4 لغات وفي 3 مراكز", 4),
    ("ar", "٤٪ و4% و4 في المئة", 4),
]


@pytest.mark.parametrize(("lang", "text", "value"), OTHERS)
def test_typed_leaves_numbers_of_other_things(lang, text, value):
    assert not found(lang, text, float(value))


@pytest.mark.parametrize(
    ("lang", "text"),
    (
        ("en", "The share is 4.3%."),
        ("en", "It rose from 3.1 to 4.3 percent."),
        ("en", "The share in percent: 4.3"),
        ("fr", "soit 4,3 %"),
        ("es", "el 4,3 por ciento"),
        ("ar", "٤٫٣٪"),
        ("ar", "4,3 في المئة"),
    ),
)
def test_typed_holds_percentages_against_percentages(lang, text):
    assert found(lang, text, 4.3, is_share=True)


def test_typed_does_not_take_a_count_for_a_percentage():
    assert not found("en", "There are 4 refugees.", 4.0, is_share=True)
