"""Storing what a network file says, again and again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from qantara.accounts.models import Holder
from qantara.core.errors import NotAllowed
from qantara.core.models import AuditLine
from qantara.network.file import NetworkFileError, read
from qantara.network.load import Loaded, load_network
from qantara.network.models import Caution, Member, Territory
from tests.grounds import ROOT
from tests.people import a_person

pytestmark = pytest.mark.django_db

TWO_RIVERS = (ROOT / "docs" / "examples" / "two-rivers" / "network.toml").read_text()
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def load(tmp_path: Path):
    """Load the example, with some of its text replaced."""

    def act(*replaced: tuple[str, str], by=None) -> Loaded:
        text = TWO_RIVERS
        for old, new in replaced:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "network.toml"
        path.write_text(text)
        return load_network(read(path), by=by, at=AT)

    return act


def test_load_counts_what_it_adds(load) -> None:
    loaded = load()
    assert loaded.added == {
        "network": 1, "holder": 3, "phase": 1, "territory": 2, "member": 2, "standing": 2,
        "participation": 2,
    }  # fmt: skip
    assert loaded.changed == {}
    assert AuditLine.objects.get(act="network.loaded").actor is None


def test_load_counts_what_it_changes(load) -> None:
    load()
    again = load(("longitude = 8.9", "longitude = 8.8"), ("from = 2025-03-01", "to = 2025-12-31"))
    assert (again.added, again.changed) == ({}, {"territory": 1, "participation": 1})
    assert Territory.objects.get(slug="nahrabad").longitude == 8.8
    assert load().changed == {"territory": 1, "participation": 1}
    assert load().is_as_before


def test_load_deletes_nothing_and_names_who_is_missing(load) -> None:
    load()
    whole = TWO_RIVERS[TWO_RIVERS.rindex("[[member]]") :]
    again = load((whole, ""))
    assert again.unnamed == ("nahrabad",)
    assert Member.objects.count() == 2


def test_load_lifts_a_caution(load) -> None:
    caution = """
[[caution]]
member = "sorvella"
decided_by = { en = "Secretariat" }
decided_on = 2026-01-01
reason = { en = "Calm first" }
review_on = 2027-01-01
"""
    load(("[[country]]", f"{caution}\n[[country]]"))
    load(("[[country]]", f"{caution}lifted_on = 2026-06-01\n\n[[country]]"))
    assert str(Caution.objects.get().lifted_on) == "2026-06-01"


def test_load_asks_who_may(load) -> None:
    load()
    secretariat = Holder.objects.get(slug="two-rivers-secretariat")
    coordinator, officer = (
        a_person(title, (title, secretariat)) for title in ("coordinator", "officer")
    )
    assert load(by=coordinator).is_as_before
    with pytest.raises(NotAllowed):
        load(by=officer)


def test_secretariat_is_one_networks(load) -> None:
    load()
    with pytest.raises(NetworkFileError, match="is the secretariat of two-rivers"):
        load(('slug = "two-rivers"\n', 'slug = "three-rivers"\n'))


WRONG = {
    "network is missing a field": ("has_coast = false", "", "`has_coast` is missing"),
    "unknown field": ("has_coast = false", "has_coast = false\ncoast = 1", "`coast` means nothing here"),
    "slug": ('slug = "sorvella"\ntype', 'slug = "Sor vella"\ntype', "territory Sor vella: `slug` is not a slug"),
    "type": ('"municipality"', '"town"', "territory sorvella: `type` is not one of country, region"),
    "language": ('en = "Talmaria"', 'de = "Talmaria"', "country QS: `name` is not a name by language"),
    "day": ("from = 2024-01-01\nstands", 'from = "2024"\nstands', "member sorvella: `from` is not a day"),
    "degrees": ("latitude = 39.2", "latitude = 139.2", "`latitude` is not degrees from -90 to 90"),
    "half a position": ("latitude = 39.2", "", "a position is a longitude and a latitude"),
    "missing key": ('kind = "city"', "", "member sorvella: `kind` is missing"),
    "extent": ("[2.0, 34.0, 12.0, 42.0]", "[12.0, 34.0, 2.0, 42.0]", "`extent` is not the map's west"),
    "source": ("is_fictional = true", "is_fictional = false", "phase 1: no source"),
    "order": (
        'country = "QS"\nlongitude = 4.6', 'country = "QS"\nparent = "nahrabad"\nlongitude = 4.6',
        "`parent` nahrabad stands below it; move it up",
    ),
    "ends before it began": ("from = 2025-03-01", "from = 2025-03-01\nto = 2025-02-01", "ends before it began"),
    "table": ("[[phase]]", "[phase]", "phase: write each as a table of its own, under [[phase]]"),
    "own slug": ("two-rivers-secretariat", "sorvella", "secretariat: sorvella is a member's slug"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_file_says_what_is_wrong_with_it(load, what) -> None:
    old, new, said = WRONG[what]
    with pytest.raises(NetworkFileError) as raised:
        load((old, new))
    assert said in str(raised.value)


def test_file_that_is_not_there_is_said_plainly(tmp_path) -> None:
    with pytest.raises(NetworkFileError, match="cannot be read: No such file"):
        read(tmp_path / "none.toml")
