"""Check wording: a rise that became a fall marks every sentence that says so, in four languages."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from qantara.core.locales import LANGUAGES
from qantara.knowledge.profiles import directions, rereading, wording
from qantara.knowledge.profiles.parts import Block, Chapter
from qantara.knowledge.profiles.wording import Confirmed, Mark
from tests.knowledge.profiles.conftest import Drafter, frame, row

RISE = {
    "ar": "ارتفع عدد أجانب الجنسية إلى {fig:POP-01@ardelune;2024}. ويقيم كثير منهم قرب المرفأ.",
    "en": "The number of foreign citizens rose to {fig:POP-01@ardelune;2024}. Many live by the harbour.",
    "es": "El número de extranjeros aumentó hasta {fig:POP-01@ardelune;2024}. Muchos viven junto al puerto.",
    "fr": "Le nombre d’étrangers a augmenté à {fig:POP-01@ardelune;2024}. Beaucoup vivent près du port.",
}
PLAIN = {
    "ar": "في عام 2024 كان عددهم {fig:POP-01@ardelune;2024}.",
    "en": "In 2024 there were {fig:POP-01@ardelune;2024}.",
    "es": "En 2024 eran {fig:POP-01@ardelune;2024}.",
    "fr": "En 2024, ils étaient {fig:POP-01@ardelune;2024}.",
}
HALF = {
    "ar": "وأغلبية القاصدين نساء: {fig:EMP-01@ardelune;2024}.",
    "en": "They are the majority: {fig:EMP-01@ardelune;2024}.",
    "es": "Son la mayoría: el {fig:EMP-01@ardelune;2024}.",
    "fr": "Ils sont la majorité : {fig:EMP-01@ardelune;2024}.",
}
MORE = {
    "ar": "القادمون ({fig:FLW-01@ardelune;2024}) أكثر من المغادرين ({fig:FLW-02@ardelune;2024}).",
    "en": "More people came, {fig:FLW-01@ardelune;2024}, than left, {fig:FLW-02@ardelune;2024}.",
    "es": "Llegaron más personas, {fig:FLW-01@ardelune;2024}, de las que se fueron, {fig:FLW-02@ardelune;2024}.",
    "fr": "Il est venu plus de monde ({fig:FLW-01@ardelune;2024}) qu’il n’en est parti ({fig:FLW-02@ardelune;2024}).",
}
BLOCKS = {"rise": RISE, "plain": PLAIN, "half": HALF, "more": MORE}


@pytest.fixture(scope="module")
def told(drafted: Drafter) -> Any:
    """A document of the four blocks with these figures of 2024."""

    def make(foreign: float = 120, share: float = 58.0, came: float = 90, left: float = 40) -> Any:
        blocks = tuple(
            Block(id=name, markdown=texts, states=dict.fromkeys(texts, "current"))
            for name, texts in BLOCKS.items()
        )
        return drafted(
            frame(
                row("POP-01", "2023", 100),
                row("POP-01", "2024", foreign),
                row("EMP-01", "2024", share, unit="PT", decimals=1),
                row("FLW-01", "2024", came),
                row("FLW-02", "2024", left),
            ),
            chapters=[Chapter(section="people", lang="en", blocks=blocks)],
        )

    return make


def kept(document: Any) -> dict[tuple[str, str], Confirmed]:
    return {
        (block, lang): wording.confirmed(text, document)
        for _section, block, lang, text in wording.texts(document)
    }


def seen(marks: list[Mark]) -> dict[tuple[str, str], list[str]]:
    return {(one.block, one.lang): [turn.what for turn in one.turns] for one in marks}


def test_nothing_is_marked_while_figures_stand(told):
    document = told()
    assert wording.marks(document, kept(document)) == []


def test_text_nobody_has_seen_with_other_figures_is_not_marked(told):
    assert wording.marks(told(), {}) == []


def test_new_value_marks_its_sentences_in_every_language(told):
    marks = wording.marks(told(foreign=130), kept(told()))
    assert seen(marks) == {(block, lang): [] for block in ("rise", "plain") for lang in LANGUAGES}
    assert {mark.sentence for mark in marks if mark.block == "rise"} == {
        f"{text.partition('. ')[0]}." for text in RISE.values()
    }
    assert {(then.value, now.value) for one in marks for _key, then, now in one.changed} == {
        (120.0, 130.0)
    }


def test_rise_that_became_a_fall_marks_every_sentence_that_says_so(told):
    marks = wording.marks(told(foreign=80), kept(told()))
    assert seen(marks) == {("rise", lang): ["trend"] for lang in LANGUAGES} | {
        ("plain", lang): [] for lang in LANGUAGES
    }
    words = {mark.lang: mark.turns[0].words for mark in wording.strong(marks)}
    assert words == {"ar": ("ارتفع",), "en": ("rose",), "es": ("aumentó",), "fr": ("augmenté",)}


def test_fall_that_the_year_before_causes_is_marked_too(drafted, told):
    document = told()
    revised = told()
    at = revised["figures"]["key"].index("POP-01@ardelune;2023")
    revised["figures"]["value"][at] = 140.0
    marks = wording.marks(revised, kept(document))
    assert seen(marks) == {("rise", lang): ["trend"] for lang in LANGUAGES}
    assert all(mark.changed == () for mark in marks)


def test_majority_that_is_none_any_more_is_marked(told):
    marks = wording.marks(told(share=48.0), kept(told()))
    assert seen(marks) == {("half", lang): ["limit"] for lang in LANGUAGES}
    assert seen(wording.marks(told(share=61.0), kept(told()))) == {
        ("half", lang): [] for lang in LANGUAGES
    }


def test_order_that_turned_is_marked(told):
    marks = wording.marks(told(came=30), kept(told()))
    assert seen(marks) == {("more", lang): ["order"] for lang in LANGUAGES}


def test_edited_text_is_not_held_against_figures_of_the_old_one(told):
    document = told(foreign=80)
    before = kept(told())
    section = next(one for one in document["sections"] if one["blocks"])
    section["blocks"][0]["markdown"] |= {"en": RISE["en"].replace("rose", "fell")}
    assert ("rise", "en") not in seen(wording.marks(document, before))
    assert ("rise", "fr") in seen(wording.marks(document, before))


def test_confirmed_figures_survive_storage(told):
    figures = kept(told())["more", "en"].figures
    assert wording.from_json(wording.as_json(figures)) == figures


def test_told_names_old_and_new_value_and_what_is_said(told):
    document = told(foreign=80)
    marks = wording.marks(document, kept(told()))
    with translation.override("en"):
        first = rereading.told(document, [one for one in marks if one.lang == "en"], "en")[0]
    assert first == rereading.Told(
        section="Who lives here",
        block="rise",
        lang="en",
        sentence="The number of foreign citizens rose to 80.",
        figures=("Foreign citizens, 2024: 120 before, 80 now",),
        reasons=("Says “rose”; the figure now falls from one period to the next.",),
    )


@pytest.mark.parametrize(
    ("lang", "sentence", "found"),
    (
        ("ar", "وانخفضت الأعداد، وازدادَ الطلب", {"down": ("وانخفضت",), "up": ("وازدادَ",)}),
        ("ar", "نصفهم من الشباب والأكثرية نساء", {"half": ("نصفهم", "والأكثرية")}),
        ("ar", "يقيمون في المدينة منذ سنوات", {}),
        ("en", "Rising rents: fewer than half stay", {"up": ("Rising",), "less": ("fewer",), "half": ("half",)}),
        ("en", "The Almost Islands and a fallow field", {}),
        ("es", "Cayó la demanda y hay menos de un tercio", {"down": ("Cayó",), "less": ("menos",), "third": ("tercio",)}),
        ("fr", "La part a chuté de plus de moitié", {"down": ("chuté",), "more": ("plus",), "half": ("moitié",)}),
        ("fr", "La plupart restent", {"half": ("plupart",)}),
    ),
)  # fmt: skip
def test_words_of_direction_are_found_as_they_stand(lang, sentence, found):
    assert directions.words(sentence, lang) == found


def test_directions_have_the_same_kinds_in_every_language():
    kinds = {*directions.COMPARING, *directions.limits()}
    assert {lang: set(directions._data()[lang]) for lang in LANGUAGES} == dict.fromkeys(
        LANGUAGES, kinds
    )
