"""Answering: what a file seems to mean, and the answers of the person who brought it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.core import audit
from qantara.knowledge import frameworks
from qantara.knowledge.evidence.arrivals import readings
from qantara.knowledge.evidence.arrivals.models import Arrival
from qantara.knowledge.evidence.arrivals.remembering import known, remembered, with_method
from qantara.knowledge.evidence.proposals import Earlier, Proposal, propose
from qantara.knowledge.evidence.readers.sheets import ReadOptions
from qantara.knowledge.evidence.register import places
from qantara.knowledge.observations.models import Batch
from qantara.network.naming import names_of_territories

#: Earlier files of a holder that a new one is held against, the newest first.
EARLIER = 30


def proposal_of(arrival: Arrival, lang: str) -> Proposal:
    """What is proposed and asked about a waiting arrival, with the answers so far."""
    earlier = earlier_of(arrival.holder)
    proposal = propose(
        readings.sheets(arrival, ReadOptions()),
        frameworks.load(frameworks.DEFAULT),
        places(),
        names=names_of_territories(),
        earlier=earlier,
        answers={name: text for name, text in arrival.answers.items() if text},
        lang=lang,
    )
    asked = with_method(proposal, arrival.answers)
    return remembered(asked, known(earlier), arrival.answers)


def earlier_of(holder: Holder) -> list[Earlier]:
    """The mappings that files of a holder were read by, each once, the newest first."""
    batches = (
        Batch.objects.filter(evidence_file__holder=holder, undone_at=None)
        .exclude(mapping="")
        .order_by("-confirmed_at")
        .values_list("mapping_hash", "mapping", "confirmed_at", "evidence_file__stored__name")
    )
    found: dict[str, Earlier] = {}
    for hashed, text, at, name in batches[: EARLIER * 4]:
        found.setdefault(hashed, Earlier(text=text, imported_on=at.date(), file_name=name))
    return list(found.values())[:EARLIER]


@transaction.atomic
def answer(
    arrival: Arrival, answers: Mapping[str, str], *, lang: str, by: Person, at: datetime
) -> Proposal:
    """Keep answers (an empty one takes an earlier one back) and say what is asked now.

    What the answers say together is kept as the arrival's mapping once nothing is open.
    """
    arrival = Arrival.objects.select_for_update().get(pk=arrival.pk)
    demand(by, "observations.record", arrival, at=at)
    given = {**arrival.answers, **answers}
    # What was remembered of an earlier file and is said not to be so is not proposed again.
    arrival.answers = {
        name: text for name, text in given.items() if text or name.startswith("source:")
    }
    proposal = proposal_of(arrival, lang)
    arrival.mapping = proposal.mapping_text() if proposal.mapping else ""
    arrival.save(update_fields=["answers", "mapping"])
    audit.record("arrival.answered", arrival, by=by, at=at)
    return proposal
