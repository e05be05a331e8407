"""The demonstration's network: as-of questions, and facts that contradict each other."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qantara.network.directory import directory_document
from qantara.network.file import NetworkFileError, read
from qantara.network.load import load_network
from qantara.network.members import (
    caution_for,
    members_on,
    places_with_page,
    surroundings,
    wider_areas,
)
from qantara.network.models import Network, Territory

MC2CM = Path(__file__).parents[2] / "qantara" / "demo" / "mc2cm" / "network.toml"
AT = datetime(2026, 11, 22, tzinfo=UTC)

PHASE_ONE = ["amman", "beirut", "lyon", "lisbon", "madrid", "tangier", "turin", "tunis", "vienna"]
PHASE_TWO = [
    "casablanca", "dortmund", "grenoble", "famsi", "naples", "oujda", "rabat", "sfax", "sousse",
    "tripoli", "tajoura",
]  # fmt: skip


@pytest.fixture
def mc2cm(db: None) -> Network:
    return load_network(read(MC2CM), by=None, at=AT).network


def slugs_on(network: Network, day: date) -> list[str]:
    return [row.member.slug for row in members_on(network, day)]


def test_members_on_a_day_of_phase_one_are_the_nine(mc2cm: Network) -> None:
    assert slugs_on(mc2cm, date(2017, 6, 1)) == PHASE_ONE


def test_members_on_a_day_of_phase_two_are_the_twenty(mc2cm: Network) -> None:
    assert slugs_on(mc2cm, date(2019, 1, 1)) == PHASE_ONE + PHASE_TWO


def test_members_before_the_network_are_none(mc2cm: Network) -> None:
    assert slugs_on(mc2cm, date(2014, 12, 31)) == []


def test_fund_is_shown_with_the_cities_it_stands_for(mc2cm: Network) -> None:
    famsi = next(row for row in directory_document(mc2cm)["members"] if row["slug"] == "famsi")
    assert [place["slug"] for place in famsi["places"]] == ["seville", "cadiz"]
    assert famsi["kind"] == "fund"


def test_city_and_metropolis_share_a_page(mc2cm: Network) -> None:
    lyon = next(row for row in directory_document(mc2cm)["members"] if row["slug"] == "lyon")
    assert [(place["slug"], place["has_page"]) for place in lyon["places"]] == [
        ("lyon", True),
        ("lyon-metropolis", False),
    ]
    assert len(places_with_page(mc2cm)) == 21


def test_facts_that_contradict_each_other_are_all_kept(mc2cm: Network) -> None:
    facts = directory_document(mc2cm)["facts"]
    assert [row["value"] for row in facts if row["fact"] == "phase_2_years"] == [
        "2018-2020",
        "2018-2021",
    ]
    assert {row["value"] for row in facts if row["fact"].startswith("phase_1_pilot_projects")} == {
        "4",
        "5 Southern Mediterranean cities",
    }
    assert all(row["source"] for row in facts)


def test_directory_names_no_person_or_mailbox(mc2cm: Network) -> None:
    assert "@" not in str(directory_document(mc2cm))


def test_loading_twice_changes_nothing(mc2cm: Network) -> None:
    before = directory_document(mc2cm)
    again = load_network(read(MC2CM), by=None, at=AT)
    assert again.is_as_before
    assert again.unnamed == ()
    assert directory_document(again.network) == before


def test_caution_covers_places_of_cautious_members_until_lifted(mc2cm: Network) -> None:
    sfax, vienna = (Territory.objects.get(slug=slug) for slug in ("sfax", "vienna"))
    assert caution_for(vienna, date(2026, 12, 1)) is None
    caution = caution_for(sfax, date(2026, 12, 1))
    assert caution is not None
    caution.lifted_on = date(2027, 1, 1)
    caution.save()
    assert caution_for(sfax, date(2027, 1, 2)) is None


def test_wider_areas_are_what_a_place_lies_in_but_for_its_country(mc2cm: Network) -> None:
    naples = Territory.objects.get(slug="naples")
    metropolis = Territory.objects.get(slug="naples-metropolitan-city")
    assert wider_areas(naples) == [metropolis]
    metropolis.parent = Territory.objects.get(slug="italy")
    metropolis.save()
    assert [one.slug for one in wider_areas(Territory.objects.get(slug="naples"))] == [
        "naples-metropolitan-city"
    ]
    assert wider_areas(Territory.objects.get(slug="vienna")) == []


def test_surroundings_are_wider_areas_and_the_country(mc2cm: Network) -> None:
    def around(slug: str) -> list[str]:
        return [one.slug for one in surroundings(Territory.objects.get(slug=slug))]

    assert around("naples") == ["naples-metropolitan-city", "italy"]
    assert around("vienna") == ["austria"]
    assert around("austria") == []


def test_network_file_lists_every_problem_with_its_place(tmp_path: Path) -> None:
    broken = MC2CM.read_text().replace('stands_for = ["amman"]', 'stands_for = ["aman"]')
    broken = broken.replace("joined_in = 2", "joined_in = 9", 1).replace(
        'member = "beirut"', 'member = "b"'
    )
    path = tmp_path / "network.toml"
    path.write_text(broken)
    with pytest.raises(NetworkFileError) as raised:
        read(path)
    assert [line.removeprefix(f"{path}: ") for line in str(raised.value).splitlines()] == [
        "member amman: aman is no territory here",
        "member casablanca: joined in a phase that is not named here",
        "caution: b is no member here",
    ]
