from datetime import date

import pytest

from qantara.publishing.site.directory import countries, facts, phases
from tests.publishing.released import directory


def on(day, lang="en"):
    return phases(directory(), lang, on=day, path=lambda slug: f"/{slug}/")


def names_on(day):
    return [member.name["en"] for phase in on(day) for member in phase.members]


@pytest.mark.parametrize(
    ("day", "names"),
    (
        (None, ["Marawel", "Tarsis", "Fund of Two Cities"]),
        (date(2014, 12, 31), []),
        (date(2015, 1, 1), ["Marawel", "Tarsis"]),
        (date(2018, 8, 1), ["Marawel", "Tarsis", "Fund of Two Cities"]),
        (date(2019, 1, 1), ["Marawel", "Fund of Two Cities"]),
    ),
)
def test_phases_name_who_takes_part_on_a_day(day, names):
    assert names_on(day) == names


def test_phases_leave_out_those_nobody_is_in():
    assert [phase.number for phase in on(date(2016, 1, 1))] == [1]


def test_member_that_shares_its_metropolis_page_is_one_city():
    tarsis = on(None)[0].members[1]
    assert tarsis.path == "/tarsis/"
    assert not tarsis.stands_for_others
    assert [place.path for place in tarsis.places] == ["/tarsis/", ""]


def test_member_that_stands_for_others_leads_to_each_of_them():
    fund = on(None)[1].members[0]
    assert fund.stands_for_others
    assert fund.path == ""
    assert [place.path for place in fund.cities] == ["/east-quay/", "/west-quay/"]


def test_countries_are_counted_once():
    assert countries(member for phase in on(None) for member in phase.members) == 2


def test_facts_keep_what_contradicts():
    document = {
        "facts": [
            {"fact": "phase_1_pilots", "value": "4", "source": "a"},
            {"fact": "phase_1_pilots", "value": "5", "source": "b"},
            {"fact": "phase_2_pilots", "value": "6", "source": "c"},
        ]
    }
    assert facts(document, "phase_1_") == {"pilots": document["facts"][:2]}
