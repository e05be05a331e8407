"""A made-up river city with a written section, figures drafted, two officers and a translator."""

from __future__ import annotations

from datetime import date

from qantara.core import clock
from qantara.demo.people import password
from qantara.editions.write import write_text
from qantara.knowledge.profiles import sketches
from qantara.knowledge.profiles.models import Narrative
from qantara.network.models import Member, Network, Participation, Phase, Standing, Territory
from tests.knowledge.ledger.conftest import NAME, PEOPLE, City, moment
from tests.people import a_holder, a_person

holder = a_holder("sandriver")
network = Network.objects.create(
    slug="sands", name=NAME, holder=a_holder("sands-office", "secretariat"), is_fictional=True,
    extent=[0, 0, 10, 10],
)  # fmt: skip
place = Territory.objects.create(
    slug="sandriver", type="municipality", name=NAME, country="XB", longitude=5, latitude=5
)
member = Member.objects.create(slug="sandriver", kind="city", name=NAME, holder=holder)
Standing.objects.create(member=member, territory=place)
Participation.objects.create(
    network=network, member=member, valid_from=date(2020, 1, 1),
    joined_in=Phase.objects.create(network=network, number=1, name=NAME),
)  # fmt: skip
first, second, translator = (
    a_person(name, (role, holder))
    for name, role in (("amal", "officer"), ("bruno", "officer"), ("tala", "translator"))
)
for person in (first, second, translator):
    person.set_password(password())
    person.save()
city = City(network, holder, first, first, first)
city.tell("sandriver", PEOPLE)
sketches.make(place, network, holder=holder, by=first, at=moment(1))
for section in ("housing", "work", "health", "education", "patterns"):
    text = write_text(
        ["The river divides the city.", "Many came by boat."], language="en", holder=holder,
        by=None, at=clock.now(),
    )  # fmt: skip
    Narrative.objects.create(territory=place, section=section, text=text)
