"""Labels as statistics offices write them: peoples, parts of a row over them, codes, two languages."""

from __future__ import annotations

import pytest

from qantara.knowledge.evidence.proposals import lexicon
from tests.knowledge.evidence.told import said

OWN = "own:karwan.csv:{}".format


@pytest.mark.parametrize(
    ("words", "country"),
    (
        ("syrische Syrer Syrerinnen Syrians Syriens syriennes sirios siriani سوريون السوريين سورية", "SY"),
        ("Marocains marocaine marroquíes marocchini marroquinos marokkanische مغاربة المغربية", "MA"),
        ("Turks turcs turco turchi turche türkische تركي", "TR"),
        ("Chinese chinois chinos cinesi chineses chinesische صينيون", "CN"),
        ("Polish polonaises polacos polacchi polnischer بولنديون", "PL"),
    ),
)  # fmt: skip
def test_words_for_peoples_are_known_in_all_their_forms(words, country):
    found = {word: lexicon.country_of_people(word) for word in words.split()}
    assert found == dict.fromkeys(words.split(), frozenset({country}))


def test_words_for_peoples_that_countries_share_are_told_for_no_single_one():
    shared = {key: codes for key, codes in lexicon.nationalities().items() if len(codes) > 1}
    assert set(map(tuple, map(sorted, shared.values()))) == {
        ("CD", "CG"), ("DM", "DO"), ("GN", "GW"),
    }  # fmt: skip
    names = lexicon.countries()
    assert {
        key for key, codes in lexicon.nationalities().items() if not codes <= names.get(key, codes)
    } == set()


@pytest.mark.parametrize(
    ("labels", "codes"),
    (
        ("syrische türkische rumänische sonstige", "SY TR RO W0_OTH"),
        ("سوريون عراقيون مصريون أخرى", "SY IQ EG W0_OTH"),
        ("Romeni Marocchini Cinesi Altri", "RO MA CN W0_OTH"),
        ("Sénégalaise Française Algérienne Autres", "SN FR DZ W0_OTH"),
    ),
)
def test_proposal_reads_peoples_as_their_countries(proposed, labels, codes):
    rows = "".join(f"{label};{at}0\n" for at, label in enumerate(labels.split(), 1))
    _open, understood = proposed(f"Foreign residents of Karwan, 2023\nNationality;Number\n{rows}")
    assert understood is not None, _open
    assert said(understood, "breakdown", "value") == [
        (f"NAT={code}", at * 10.0) for at, code in enumerate(codes.split(), 1)
    ]


def test_proposal_reads_parts_of_a_row_over_them_and_leaves_groups_out(proposed):
    _open, understood = proposed(
        "Population étrangère de Karwan, 2024\nNationalité;Effectif\nEuropéens;90\ndont : Français;50\n"
        "Africains;60\n dont Marocains;40\nSyrie <SYR>;30\nEnsemble;180\nSource : registre\n"
    )
    assert understood is not None, _open
    assert said(understood, "breakdown", "value") == [
        ("NAT=FR", 50.0), ("NAT=MA", 40.0), ("NAT=SY", 30.0), ("", 180.0),
    ]  # fmt: skip


def test_americans_beside_europeans_and_africans_are_asked_about(proposed):
    table = (
        "Population étrangère de Karwan, 2024\nNationalité;Effectif\n{}Américains;9\nMarocains;40\n"
    )
    assert proposed(table.format("Européens;90\n"))[0] == ["code:karwan.csv:Nationalité:Américains"]
    _open, understood = proposed(table.format(""))
    assert said(understood, "breakdown") == [("NAT=US",), ("NAT=MA",)]


def test_the_whole_goes_with_the_country_itself_and_foreigners_together_are_the_whole(proposed):
    table = (
        "Population by nationality, Karwan 2024\nNationality;Number\nAustria;900\nSerbia;60\nSyria;40\n"
        "Foreigners;100\nTotal;1000\n"
    )
    answers = {"table:karwan.csv:definition": "POP-01"}
    assert proposed(table, **answers)[0] == [OWN("Nationality")]
    answers[OWN("Nationality")] = "Austria"
    _open, understood = proposed(table, **answers)
    assert said(understood, "breakdown", "value") == [
        ("NAT=RS", 60.0),
        ("NAT=SY", 40.0),
        ("", 100.0),
    ]
    answers[OWN("Nationality") + ":whole"] = "no"
    _open, understood = proposed(table, **answers)
    assert said(understood, "breakdown", "value")[2:] == [("", 100.0), ("", 1000.0)]


def test_nationals_in_headings_are_asked_about_and_left_out_with_their_whole(proposed):
    table = "Residents of Karwan by nationality, 2019\nAge;Lebanese;Syrian;Total\n0-4;80;20;100\n5-9;70;30;100\n"
    answers = {"table:karwan.csv:definition": "POP-01"}
    assert proposed(table, **answers)[0] == [OWN("")]
    answers[OWN("")] = "Lebanese"
    _open, understood = proposed(table, **answers)
    assert said(understood, "breakdown", "value") == [
        ("AGE=Y0T4;NAT=SY", 20.0), ("AGE=Y5T9;NAT=SY", 30.0),
    ]  # fmt: skip


def test_labels_in_two_languages_are_understood_by_one_of_them(proposed):
    _open, understood = proposed(
        "Karwan, yabancı nüfus, 2023\nYaş grubu - Age group;Toplam\nToplam-Total;30\n0-4;10\n"
        "Bilinmeyen-Unknown;20\n"
    )
    assert understood is not None, _open
    assert said(understood, "breakdown", "value") == [
        ("", 30.0),
        ("AGE=Y0T4", 10.0),
        ("AGE=_U", 20.0),
    ]


def test_other_places_beside_those_on_record_are_one_question(proposed):
    rows = "".join(f"{place};10\n" for place in ("Karwan", "Velmora", "Tarsis", "Oulad Amane"))
    table = f"Foreign residents 2023\nCity;Number\n{rows}"
    assert proposed(table)[0] == ["codes:karwan.csv:City"]
    _open, understood = proposed(table, **{"codes:karwan.csv:City": "ignore"})
    assert said(understood, "territory", "value") == [("karwan", 10.0)]


def test_countries_under_a_heading_for_sexes_are_no_sexes(proposed):
    open_, _none = proposed(
        "Stranieri residenti a Karwan, 2023\nSesso;Maschi;Femmine\nRomania;1;2\nMarocco;3;4\nCina;5;6\n"
    )
    assert "column:karwan.csv:Sesso" in open_


def test_a_country_that_is_denied_is_not_that_country(proposed):
    table = (
        "Bevölkerung von Karwan nach Staatsangehörigkeit, 2023\nStaatsangehörigkeit;Anzahl\n"
        "Österreich;900\nNicht-Österreich;100\nSerbien;60\n"
    )
    answers = {"table:karwan.csv:definition": "POP-01", OWN("Staatsangehörigkeit"): "Österreich"}
    _open, understood = proposed(table, **answers)
    assert understood is not None, _open
    assert said(understood, "breakdown", "value") == [("", 100.0), ("NAT=RS", 60.0)]


def test_others_among_countries_in_headings_are_other_countries(proposed):
    _open, understood = proposed(
        "Foreign residents of Karwan by nationality, 2019\nAge;Syrian;Iraqi;Other\n0-4;1;2;3\n"
    )
    assert understood is not None, _open
    assert said(understood, "breakdown", "value") == [
        ("AGE=Y0T4;NAT=SY", 1.0), ("AGE=Y0T4;NAT=IQ", 2.0), ("AGE=Y0T4;NAT=W0_OTH", 3.0),
    ]  # fmt: skip
