"""A made-up city between two bridges with a written section in two languages, its officer, two experts."""

from __future__ import annotations

from datetime import date

from qantara.core import clock
from qantara.demo.people import password
from qantara.editions.write import translate_block, write_text
from qantara.knowledge.profiles import sketches
from qantara.knowledge.profiles.models import Narrative
from qantara.network.models import Member, Network, Participation, Phase, Standing, Territory
from tests.knowledge.ledger.conftest import PEOPLE, City, moment
from tests.people import a_holder, a_person

NAME = {"ar": "جسرين", "en": "Twinbridge", "es": "Twinbridge", "fr": "Twinbridge"}
ARABIC = ["يقسم النهر المدينة.", "جاء كثيرون بالقوارب: {fig:POP-01@twinbridge;2024-01-01}."]
ENGLISH = ["The river divides the city.", "Many came by boat: {fig:POP-01@twinbridge;2024-01-01}."]

holder = a_holder("twinbridge")
holder.name = NAME
holder.save()
network = Network.objects.create(
    slug="bridges", name=NAME, holder=a_holder("bridges-office", "secretariat"), is_fictional=True,
    extent=[0, 0, 10, 10],
)  # fmt: skip
place = Territory.objects.create(
    slug="twinbridge", type="municipality", name=NAME, country="XC", longitude=5, latitude=5
)
member = Member.objects.create(slug="twinbridge", kind="city", name=NAME, holder=holder)
Standing.objects.create(member=member, territory=place)
Participation.objects.create(
    network=network, member=member, valid_from=date(2020, 1, 1),
    joined_in=Phase.objects.create(network=network, number=1, name=NAME),
)  # fmt: skip
officer, _expert = (
    a_person(name, (role, holder)) for name, role in (("salma", "officer"), ("idris", "reviewer"))
)
for person in (officer, _expert):
    person.set_password(password())
    person.save()
City(network, holder, officer, officer, officer).tell("twinbridge", PEOPLE)
sketches.make(place, network, holder=holder, by=officer, at=moment(1))
for section in ("housing", "work"):
    text = write_text(ENGLISH, language="en", holder=holder, by=None, at=clock.now())
    for block, arabic in zip(text.blocks.order_by("order"), ARABIC, strict=True):
        translate_block(block, arabic, language="ar", by=None, at=clock.now())
    Narrative.objects.create(territory=place, section=section, text=text)
