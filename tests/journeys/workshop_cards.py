"""Cards of the newest round of Pontessa, made anew: a file of cards cannot be read back here. Prints codes."""

from __future__ import annotations

import json
import sys

from qantara.accounts.models import Person
from qantara.action.ballots import rounds
from qantara.action.ballots.models import Round
from qantara.core import clock

newest = Round.objects.filter(state=Round.State.PREPARED).latest("id")
officer = Person.objects.get(email="runs.workshop.pontessa@example.org")
_round, codes = rounds.make_cards(newest, 8, by=officer, at=clock.now())
sys.stdout.write(json.dumps(codes))
