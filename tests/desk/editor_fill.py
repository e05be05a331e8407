"""A made-up city with one paragraph, and its officer signed in: prints session, block and page as JSON."""

from __future__ import annotations

import json
import sys

from qantara.editions.write import write_text
from qantara.knowledge.profiles.models import Narrative
from qantara.network.models import Territory
from tests.knowledge.ledger.conftest import START, made
from tests.people import signed_in

city = made(None)
text = write_text(
    ["The river divides the city."], language="en", holder=city.holder, by=city.officer, at=START
)
Narrative.objects.create(territory=Territory.objects.get(slug="marwa"), section="people", text=text)
sys.stdout.write(
    json.dumps(
        {
            "session": signed_in(city.officer).session.session_key,
            "block": str(text.blocks.get().pk),
            "page": "/en/profiles/marwa/sections/people/",
        }
    )
)
