"""Rows of a city in every table that is fenced."""

from __future__ import annotations

from datetime import date, timedelta

from qantara.action.ballots import closing, dissent, paper, rounds
from qantara.action.ballots.values import Ballot
from qantara.action.priorities import links, propose
from qantara.action.priorities.models import Endorsed, Endorsement, Quote, Ranked, Ranking
from qantara.action.progress import commit
from qantara.action.progress.check import check
from qantara.action.progress.report import Cited, Said, report
from qantara.action.toolkit import runs
from qantara.action.toolkit.guide import shipped
from qantara.core import clock
from qantara.editions import read
from qantara.editions.models import Block
from qantara.editions.write import translate_block, write_text
from qantara.files import store
from qantara.knowledge import frameworks
from qantara.knowledge.answers.choose import choose
from qantara.knowledge.answers.competence import Held, state
from qantara.knowledge.answers.confirm import confirm
from qantara.knowledge.evidence.arrivals.models import Arrival
from qantara.knowledge.ledger.marks import mark
from qantara.knowledge.observations.models import Observation
from qantara.knowledge.profiles.models import Narrative, Wording
from qantara.knowledge.requests import acts as requests
from qantara.knowledge.reviews import anchors, disputes, signing
from qantara.knowledge.reviews.models import Side
from qantara.network.handovers.hand import announce
from qantara.network.models import Territory
from qantara.network.stakeholders import keep
from qantara.network.stakeholders.keep import Draft
from qantara.releases.models import Release
from qantara.releases.withdraw import withdraw
from tests.action.ballots.conftest import RANKING
from tests.knowledge.ledger.conftest import PEOPLE, START, City
from tests.people import a_person
from tests.releases.conftest import REASON, Team, released


def one_of_everything(city: City) -> None:
    """Rows of the city in every table that is fenced."""
    city.tell("marwa", PEOPLE)
    mark(city.draft("marwa"), "POP-01@inland;2024", "withhold", by=city.officer, at=START)
    team = Team(city.holder, city.officer, city.reviewer, city.signatory, city.officer)
    released(team, "For the city alone", audience="holder")
    second = a_person("second", ("signatory", city.holder))
    gone = released(team, "Withdrawn")
    withdraw(gone, by=city.signatory, second=second, reason=REASON, at=clock.now())
    text = write_text(["Bridges"], language="en", holder=city.holder, by=city.officer, at=START)
    block = text.blocks.get()
    translate_block(block, "Ponts", language="fr", by=city.officer, at=START)
    place = Territory.objects.get(slug="marwa")
    Narrative.objects.create(territory=place, section="people", text=text)
    Wording.objects.create(
        block=block, language="en", text_hash="0" * 64, figures={}, by=city.officer, at=START
    )
    stored = store.keep(
        b"waits", name="w.csv", media_type="text/csv", holder_id=city.holder.pk, at=START
    )
    Arrival.objects.create(
        holder=city.holder, name="w.csv", stored=stored, meaning="asked", received_at=START,
        received_by=city.officer,
    )  # fmt: skip
    requests.contact_of(
        city.holder, organisation="Office", department="", address="", email="office@example.org"
    )
    requests.begin(
        ["POP-01"], holder=city.holder, territory=place, language="en", period="2025",
        by=city.officer, at=clock.now(),
    )  # fmt: skip
    answers_of_everything(city, place)
    review_of_everything(city, block)
    team_of_everything(city)
    priorities_of_everything(city, place)
    workshop_of_everything(city, place)
    progress_of_everything(city, place)


def team_of_everything(city: City) -> None:
    """An organisation, an office, and that the officer leaves some day."""
    said = {"holder": city.holder, "by": city.officer, "at": clock.now()}
    keep.add(Draft(name="Housing office", level="local", parts={}), **said)  # type: ignore[arg-type]
    keep.add_office(function="Head", organisation="Registry", email="", telephone="", **said)  # type: ignore[arg-type]
    run = runs.begin(city.holder, shipped(), by=city.officer, at=clock.now())
    runs.mark(run, shipped(), "team", "doing", "", seen=0, by=city.officer, at=clock.now())
    day = clock.now().date() + timedelta(days=9)
    announce(city.officer, leaves_on=day, successor=None, words="", **said)  # type: ignore[arg-type]


def priorities_of_everything(city: City, place: Territory) -> None:
    """A proposal that quotes a figure, its place in the group's order, an act that endorsed it, a link."""
    at, by = clock.now(), city.officer
    given = {"holder": city.holder, "territory": place}
    draft = propose.Draft(
        words={"title": "A desk", "problem": "Queues"}, partners=[("research", "River Institute")]
    )
    one = propose.propose(draft, language="en", by=by, at=at, **given)  # type: ignore[arg-type]
    Quote.objects.create(
        priority=one, release=Release.objects.all()[0], key="POP-01@marwa;2024", subject={},
        period={}, printed={}, quoted_by=by, quoted_at=at,
    )  # fmt: skip
    said = {**given, "minute_reference": "1", "recorded_by": by, "recorded_at": at}
    ranking = Ranking.objects.create(method="group", held_on=at.date(), **said)
    Ranked.objects.create(ranking=ranking, priority=one, place=1)
    act = Endorsement.objects.create(body="council", on=at.date(), ranking=ranking, **said)
    Endorsed.objects.create(endorsement=act, priority=one, place=1)
    links.make(days=7, by=by, at=at, **given)  # type: ignore[arg-type]


def review_of_everything(city: City, block: Block) -> None:
    """A dispute with the city's statement, and a section signed off."""
    said = {"by": city.officer, "at": clock.now()}
    disputes.dispute(block, "en", {"en": "No bridges."}, seen=block.hash, **said)  # type: ignore[arg-type]
    seen = anchors.digest(read.standing(block.text), "en")
    signing.sign(block.text, "en", Side.CITY, seen=seen, **said)  # type: ignore[arg-type]


def answers_of_everything(city: City, place: Territory) -> None:
    """A set chosen, a competence of others, and an earlier answer confirmed."""
    said = {"holder": city.holder, "by": city.officer, "at": clock.now()}
    choose(choice="short", **said)  # type: ignore[arg-type]
    held = Held(level="region", body="Health agency")
    state("HLT-01", held, territory=place, document=None, lang="en", **said)  # type: ignore[arg-type]
    city.tell("marwa", {"": 2.0}, day=1, definition="GOV-02", unit="LVL", method="self_reported")
    earlier = Observation.objects.get(definition__code="GOV-02").pk
    confirm(earlier, None, territory=place, framework=frameworks.default(), **said)  # type: ignore[arg-type]


def workshop_of_everything(city: City, place: Territory) -> None:
    """A workshop with a round that is open, with a paper ballot, and one that is counted, with dissent."""
    said = {"by": city.officer, "at": clock.now()}
    workshop = rounds.prepare_workshop(
        {"en": "Priorities"},
        holder=city.holder,
        territory=place,
        held_on=clock.now().date(),
        **said,
    )  # type: ignore[arg-type]
    for is_counted in (True, False):
        one = rounds.prepare(workshop, RANKING, **said)  # type: ignore[arg-type]
        rounds.make_cards(one, 12, **said)  # type: ignore[arg-type]
        one = rounds.open_round(one, **said)  # type: ignore[arg-type]
        if is_counted:
            closing.close(one, **said)  # type: ignore[arg-type]
            dissent.note(one, "Two asked for housing.", language="en", **said)  # type: ignore[arg-type]
        else:
            paper.enter(one, 1, Ballot((1, 2, 3)), **said)  # type: ignore[arg-type]


def progress_of_everything(city: City, place: Territory) -> None:
    """A commitment, a report that rests on a document, and somebody's word on it."""
    at, by = clock.now(), city.officer
    draft = commit.Draft(stance="committed", words={"what": "A desk"}, due=date(2040, 1, 1))
    one = commit.commit(
        draft, recommendation="R5", language="en", holder=city.holder, territory=place, by=by, at=at
    )
    minutes = Cited(kind="document", title="Minutes", issuer="Council", on=at.date())
    said = Said(level=1, on=at.date(), words={"done": "A room."}, evidence=[minutes])
    told = report(one, said, language="en", by=by, at=at)
    check(told, is_confirmed=True, standing="expert", by=city.reviewer, at=at)
