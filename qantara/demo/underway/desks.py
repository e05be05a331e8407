"""What goes on at the desks of the fictional cities besides texts and files.

Days are set for all; Bresamo is late with its figures, Tessavo asks for more time. Nordemar disputes a
paragraph that its reviewer stands by; somebody remarked on a text of Meruzah's and was answered. An
office was reminded by Meruzah, another refused Ardelune. Ardelune and Qarnel keep lists of whom they work
with; Halverin's officer hands over.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.db import transaction

from qantara.demo.people import Team
from qantara.desk.requests import made
from qantara.editions.models import Block
from qantara.knowledge.dues import acts as dues
from qantara.knowledge.dues import days
from qantara.knowledge.dues.models import Due, Extension, Step
from qantara.knowledge.profiles.models import Narrative
from qantara.knowledge.requests import acts as requests
from qantara.knowledge.requests import settle
from qantara.knowledge.requests.models import DataRequest
from qantara.knowledge.reviews import anchors, disputes, remarks
from qantara.knowledge.reviews.models import Thread
from qantara.network.handovers import hand
from qantara.network.handovers.models import Handover
from qantara.network.models import Network, Territory
from qantara.network.stakeholders import keep
from qantara.network.stakeholders.models import Office, Stakeholder

SET, ASKED = datetime(2026, 10, 5, 9, tzinfo=UTC), datetime(2026, 11, 16, 10, tzinfo=UTC)
OUT, AGAIN = datetime(2026, 10, 6, 9, tzinfo=UTC), datetime(2026, 11, 9, 9, tzinfo=UTC)
SAID, ANSWERED = datetime(2026, 11, 17, 14, tzinfo=UTC), datetime(2026, 11, 17, 16, tzinfo=UTC)
REFUSED = datetime(2026, 11, 18, 10, tzinfo=UTC)
KEPT, ANNOUNCED = datetime(2026, 9, 14, 9, tzinfo=UTC), datetime(2026, 11, 16, 11, tzinfo=UTC)
#: Step -> the day it is due for every city; and the same for one city alone.
DAYS = {
    Step.DRAFT: date(2026, 12, 15), Step.REVIEW: date(2027, 1, 29), Step.RELEASE: date(2027, 3, 15),
}  # fmt: skip
OWN_DAYS = {"bresamo": date(2026, 11, 13), "reed-coast-fund": date(2026, 11, 30)}
LATER, LAST_DAY = date(2027, 1, 15), date(2026, 12, 18)

StepOf = tuple[str, Callable[[], object]]
TeamOf = Callable[[str], Team]


@cache
def _texts() -> dict[str, Any]:
    path = Path(__file__).parent / "desk.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def steps(network: Network, coordinator: Team, team_of: TeamOf) -> Iterator[StepOf]:
    """``coordinator``: of the secretariat; ``team_of``: the people of a holder, by its slug."""
    yield "Days for every city", partial(_days, network, coordinator, team_of)
    yield "Tessavo: asks for more time", partial(_more_time, team_of)
    yield "Nordemar: a paragraph in dispute", partial(_dispute, team_of)
    yield "Meruzah: a remark and its answer", partial(_remark, team_of)
    yield "Meruzah: an office reminded", partial(_remind, team_of)
    yield "Ardelune: an office that refuses", partial(_refused, team_of)
    for city in ("ardelune", "qarnel"):
        yield f"{city.title()}: whom it works with", partial(_works_with, city, team_of)
    yield "Halverin: somebody hands over", partial(_hand_over, team_of)


@transaction.atomic
def _days(network: Network, coordinator: Team, team_of: TeamOf) -> None:
    if Due.objects.filter(network=network).exists():
        return
    by = coordinator.author
    for step, on in DAYS.items():
        dues.set_due(network, step, on, by=by, at=SET)
    for city, on in OWN_DAYS.items():
        holder = team_of(city).holder
        dues.set_due(network, Step.EVIDENCE, on, holder=holder, by=by, at=SET)


def _more_time(team_of: TeamOf) -> None:
    team = team_of("reed-coast-fund")
    if Extension.objects.filter(holder=team.holder).exists():
        return
    day = days.load([team.holder.pk], ASKED).of(team.holder.pk, Step.EVIDENCE)
    assert day is not None  # set by the step before
    dues.ask(
        day, "", holder=team.holder, until=LATER, reason=_texts()["tessavo"]["reason"],
        by=team.author, at=ASKED,
    )  # fmt: skip


@transaction.atomic
def _dispute(team_of: TeamOf) -> None:
    team, block = team_of("nordemar"), _last("nordemar", "people")
    if Thread.objects.filter(block=block).exists():
        return
    said = _texts()["nordemar"]
    thread = disputes.dispute(
        block, "fr", said["statement"], seen=_hash(block), by=team.signatory, at=SAID
    )
    remarks.reply(thread, said["answer"], by=team.reviewer, at=ANSWERED)


@transaction.atomic
def _remark(team_of: TeamOf) -> None:
    team, block = team_of("meruzah"), _last("meruzah", "people")
    if Thread.objects.filter(block=block).exists():
        return
    said = _texts()["meruzah"]
    language = block.source_language
    thread = remarks.remark(
        block, language, said["remark"], seen=_hash(block), by=team.reviewer, at=SAID
    )
    remarks.reply(thread, said["answer"], by=team.author, at=ANSWERED)


@transaction.atomic
def _remind(team_of: TeamOf) -> None:
    request = _sent("meruzah", team_of)
    if request.reminded == 0:
        team = team_of("meruzah")
        requests.remind(
            request,
            way=DataRequest.Way.PAPER,
            on=AGAIN.date(),
            address="",
            by=team.author,
            at=AGAIN,
        )


@transaction.atomic
def _refused(team_of: TeamOf) -> None:
    request = _sent("ardelune", team_of)
    if request.state == DataRequest.State.SENT:
        settle.settle(
            request, DataRequest.State.REFUSED, reason=_texts()["ardelune"]["letter"]["refused"],
            document=None, proof=made.docx(request, at=REFUSED), by=team_of("ardelune").author, at=REFUSED,
        )  # fmt: skip


def _sent(city: str, team_of: TeamOf) -> DataRequest:
    """The city's letter of this autumn to an office, sent by post."""
    team, said = team_of(city), _texts()[city]["letter"]
    earlier = DataRequest.objects.filter(holder=team.holder, opened_at=OUT).first()
    if earlier is not None:
        return earlier
    request = requests.begin(
        said["asked"], holder=team.holder, territory=Territory.objects.get(slug=city),
        language=said["language"], period=said["period"], by=team.author, at=OUT,
    )  # fmt: skip
    contact = requests.contact_of(
        team.holder, organisation=said["organisation"], department=said["department"],
        address=said["address"], email="",
    )  # fmt: skip
    letter = requests.text_of(request)
    office = "\n".join((contact.organisation, contact.department, contact.address))
    requests.rewrite(
        request, letter.words | {"addressee": office}, contact=contact, deadline=request.deadline,
        seen=letter.version, by=team.author, at=OUT,
    )  # fmt: skip
    way = DataRequest.Way.PAPER
    return requests.send(request, way=way, on=OUT.date(), address="", by=team.author, at=OUT)


@transaction.atomic
def _works_with(city: str, team_of: TeamOf) -> None:
    team, said = team_of(city), _texts()[city]
    if Stakeholder.objects.filter(holder=team.holder).exists():
        return
    for one in said["stakeholder"]:
        keep.add(keep.Draft(**one), holder=team.holder, by=team.author, at=KEPT)
    if Office.objects.filter(holder=team.holder).exists():
        return
    for one in said["office"]:
        keep.add_office(**one, telephone="", holder=team.holder, by=team.author, at=KEPT)


def _hand_over(team_of: TeamOf) -> None:
    team = team_of("halverin")
    if not Handover.objects.filter(holder=team.holder).exists():
        hand.announce(
            team.author, holder=team.holder, leaves_on=LAST_DAY, successor=team.signatory,
            words=_texts()["halverin"]["words"], by=team.author, at=ANNOUNCED,
        )  # fmt: skip


def _last(city: str, section: str) -> Block:
    """The last paragraph of a section."""
    text = Narrative.objects.get(territory__slug=city, section=section).text
    return Block.objects.standing().filter(text=text).order_by("-order")[0]


def _hash(block: Block) -> str:
    now = anchors.standing(block, block.source_language)
    assert now is not None  # it was written in this language
    return now.hash
