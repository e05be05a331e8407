"""One of everything a city has: what every address of the desk is tried with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import LazySettings

from qantara.accounts.models import Holder
from qantara.editions.models import Text
from qantara.editions.write import write_text
from qantara.knowledge.evidence.arrivals.models import Arrival
from qantara.knowledge.observations.models import Batch
from qantara.knowledge.profiles.models import Narrative
from qantara.network.models import (
    Member,
    Network,
    Participation,
    Phase,
    Standing,
    Territory,
)
from qantara.releases.models import Case, Release
from tests.desk.bringing import MAPPING, REGISTER, bring, store
from tests.desk.conftest import Team, at_desk
from tests.knowledge.ledger.conftest import PEOPLE, START, City, made
from tests.people import a_holder
from tests.releases.conftest import opened, released
from tests.turned import rise_that_became_a_fall

#: A section of the profile that is written in.
SECTION = "national-context"


@dataclass(frozen=True)
class Records:
    """One of everything a holder has."""

    city: City
    case: Case
    profile: Case
    guarded: Case
    release: Release
    asked: Arrival
    given: Arrival
    batch: Batch
    text: Text

    @property
    def block(self) -> UUID:
        return re.search(r'"id":"([0-9a-f-]{36})"', self.profile.document)[1]  # type: ignore[index,return-value]


@pytest.fixture
def records(db: None, leaflets: None, settings: LazySettings, tmp_path: Path) -> Records:
    plain = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {"BACKEND": plain, "OPTIONS": {"location": tmp_path / "private"}},
    }
    city = made(None)
    team = Team(city.holder, city.officer, city.reviewer, city.signatory, city.officer)
    place = Territory.objects.create(slug="karwan", type="municipality", country="XA", name={})
    member = Member.objects.get(slug="marwa")
    Standing.objects.create(member=member, territory=place)
    office = a_holder("office", Holder.Kind.SECRETARIAT)
    network = Network.objects.create(slug="office", name={}, holder=office)
    Participation.objects.create(
        network=network, member=member, valid_from=date(2020, 1, 1),
        joined_in=Phase.objects.create(network=network, number=1, name={}),
    )  # fmt: skip
    browser = at_desk(city.officer)
    assert bring(browser, REGISTER, mapping=MAPPING, holder="marwa").status_code == 302
    assert store(browser, Arrival.objects.get()).status_code == 302
    rows = [REGISTER.replace(b"2023", year) for year in (b"2021", b"2022")]
    assert bring(browser, rows[0], mapping=MAPPING, holder="marwa").status_code == 302
    assert bring(browser, rows[1], "other.csv", holder="marwa").status_code == 302
    city.tell("marwa", PEOPLE)
    waiting = Arrival.objects.filter(batch=None)
    text = write_text(["Bridges"], language="en", holder=city.holder, by=city.officer, at=START)
    whole = Territory.objects.get(slug="marwa")
    Narrative.objects.create(territory=whole, section=SECTION, text=text)
    return Records(
        text=text,
        city=city,
        case=opened(team, "Arches"),
        profile=rise_that_became_a_fall(team),
        guarded=city.draft("marwa"),
        release=released(team),
        asked=waiting.get(meaning="asked"),
        given=waiting.get(meaning="given"),
        batch=Batch.objects.exclude(mapping="").get(),
    )
