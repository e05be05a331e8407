"""A city's way: spans with their true state, one next step, gaps; and proposing a release."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qantara.accounts.models import Holder, Person
from qantara.editions.models import Block
from qantara.editions.write import write_text
from qantara.knowledge.profiles.models import Narrative
from qantara.knowledge.profiles.proposing import propose
from qantara.knowledge.profiles.proposing.models import PATIENCE, Proposal
from qantara.knowledge.reviews import remarks
from qantara.knowledge.tasks import make_proposal
from qantara.network.models import Network, Participation, Phase, Territory
from qantara.releases.models import Case
from tests.desk.conftest import at_desk
from tests.desk.reading import form
from tests.knowledge.ledger.conftest import PEOPLE, START, City, made, moment
from tests.people import a_holder, a_person

#: Spans, the state of each, what is done next.
SPAN = re.compile(
    r'<li class="(done|now|todo)"><a[^>]*>.*?<b>(\w+)</b>.*?<small>([^<]+)</small>', re.S
)
NEXT = re.compile(r'<h2 id="next">([^<]+)</h2>')


@pytest.fixture
def city(db: None) -> City:
    city = made(None)
    phase = Phase.objects.create(network=city.network, number=1, name={})
    member = city.holder.member
    Participation.objects.create(
        network=city.network, member=member, valid_from=date(2020, 1, 1), joined_in=phase
    )
    return city


def spans(page: str) -> dict[str, tuple[str, str]]:
    return {name: (state, detail.strip()) for state, name, detail in SPAN.findall(page)}


def home(city: City, person: str = "officer") -> str:
    return at_desk(getattr(city, person)).get("/en/").content.decode()


def write_a_section(city: City, words: str = "Marwa lies where two rivers meet.") -> None:
    text = write_text([words], language="en", holder=city.holder, by=city.officer, at=START)
    Narrative.objects.create(
        territory=Territory.objects.get(slug="marwa"), section="territory", text=text
    )


def test_city_without_figures_is_told_to_bring_some(city: City) -> None:
    page = home(city)
    assert spans(page) == {
        "Team": ("done", "3 people"),
        "Evidence": ("todo", "No figures yet"),
        "Profile": ("todo", "Not begun"),
        "Priorities": ("todo", "Not begun"),
        "Peers": ("todo", "Not begun"),
        "Actions": ("todo", "Not begun"),
        "Progress": ("todo", "Not begun"),
    }
    assert NEXT.findall(page) == ["Bring a first file with figures"]


def test_spans_follow_what_is_on_record(city: City) -> None:
    city.tell("marwa", PEOPLE)
    assert spans(home(city))["Evidence"] == ("now", "1 of 48 core indicators")
    write_a_section(city)
    page = home(city)
    assert spans(page)["Profile"] == ("now", "Being written")
    assert NEXT.findall(page) == ["Close a gap in your figures"]
    assert "Propose the profile for release" in page
    case = city.draft("marwa")
    assert spans(home(city))["Profile"] == ("now", "To be reviewed")
    assert NEXT.findall(home(city, "reviewer")) == ["Read the draft and confirm the review"]
    city.release(case, day=1)
    assert spans(home(city))["Profile"] == ("done", "Version 1, 2 March 2026")


def test_missing_approver_is_said(city: City) -> None:
    city.signatory.roles.update(until=moment(1))
    assert spans(home(city))["Team"] == ("now", "Nobody may sign yet")


def test_gap_in_a_section_that_has_text_comes_first(city: City) -> None:
    write_a_section(city)
    page = home(city)
    gaps = page[page.index("The gaps that matter most") :]
    assert "Your draft writes about it without a recent number." in gaps
    assert gaps.index("without a recent number") < gaps.find("one of the core indicators") % 10**9


def test_secretariat_sees_the_way_of_its_members_and_of_nobody_else(city: City) -> None:
    city.tell("marwa", PEOPLE)
    office = a_holder("office", Holder.Kind.SECRETARIAT)
    network = Network.objects.create(slug="office", name={}, holder=office)
    Participation.objects.create(
        network=network, member=city.holder.member, valid_from=date(2020, 1, 1),
        joined_in=Phase.objects.create(network=network, number=1, name={}),
    )  # fmt: skip
    a_holder("elsewhere")
    client = at_desk(a_person("coordinator", ("coordinator", office)))
    page = client.get("/en/cities/marwa/")
    assert spans(page.content.decode())["Evidence"] == ("now", "1 of 48 core indicators")
    assert client.get("/en/cities/elsewhere/").status_code == 404
    assert client.get("/en/cities/nowhere/").status_code == 404


def test_home_asks_the_database_little(city: City) -> None:
    city.tell("marwa", PEOPLE)
    client = at_desk(city.officer)
    client.get("/en/")
    with CaptureQueriesContext(connection) as few:
        client.get("/en/")
    for number in range(10):
        a_holder(f"other-{number}")
        city.draft("marwa", day=number)
    with CaptureQueriesContext(connection) as many:
        client.get("/en/")
    assert len(many) <= len(few) + 1  # the signatures of what is open


PROPOSE = "/en/cities/marwa/propose/"


def test_proposal_becomes_a_case(city: City) -> None:
    city.tell("marwa", PEOPLE)
    write_a_section(city)
    client = at_desk(city.officer)
    sent = client.post(PROPOSE, form(client, PROPOSE, PROPOSE))
    proposal = Proposal.objects.get()
    page = f"/en/proposals/{proposal.pk}/"
    assert sent["Location"] == page
    waiting = client.get(page)
    assert waiting["Refresh"] == "3"
    assert "The draft is being made" in waiting.content.decode()
    propose.make(proposal.pk, at=moment(1))
    propose.make(proposal.pk, at=moment(2))
    case = Case.objects.get()
    assert (case.kind, case.subject) == ("profile", "marwa")
    assert client.get(page)["Location"] == f"/en/cases/{case.pk}/"


def test_second_draft_of_a_place_waits_for_the_first_unless_it_was_cut_off(city: City) -> None:
    write_a_section(city)
    client = at_desk(city.officer)
    client.post(PROPOSE, form(client, PROPOSE, PROPOSE))
    again = client.post(PROPOSE, form(client, PROPOSE, PROPOSE))
    assert again.status_code == 422
    assert "A draft is being made already." in again.content.decode()
    first = Proposal.objects.get()
    Proposal.objects.update(asked_at=first.asked_at - 2 * PATIENCE)
    assert "takes too long" in client.get(f"/en/proposals/{first.pk}/").content.decode()
    assert client.post(PROPOSE, form(client, PROPOSE, PROPOSE)).status_code == 302
    first.refresh_from_db()
    assert first.refusal == "The draft was cut off. Nothing was stored."


def test_refusal_is_told_in_the_language_of_whoever_asked(city: City) -> None:
    city.tell("marwa", PEOPLE)
    write_a_section(city, "They are {fig:POP-99@marwa;2024}.")
    city.officer.language = "fr"
    city.officer.save()
    client = at_desk(city.officer)
    client.post(PROPOSE, form(client, PROPOSE, PROPOSE))
    proposal = Proposal.objects.get()
    propose.make(proposal.pk, at=moment(1))
    proposal.refresh_from_db()
    assert "POP-99" in proposal.refusal
    assert not Case.objects.exists()
    page = client.get(f"/fr/proposals/{proposal.pk}/").content.decode()
    assert "Le projet n’a pas pu être établi" in page
    assert "POP-99" in page


def test_fault_of_ours_ends_the_wait(city: City) -> None:
    write_a_section(city)
    client = at_desk(city.officer)
    client.post(PROPOSE, form(client, PROPOSE, PROPOSE))
    proposal = Proposal.objects.get()
    Network.objects.update(guard={"people": "many"})
    with pytest.raises(TypeError):
        make_proposal(str(proposal.pk))
    proposal.refresh_from_db()
    assert proposal.refusal == "Something went wrong on our side. Nothing was stored."


def test_text_is_needed_for_a_profile(city: City) -> None:
    assert "no text of a profile yet" in at_desk(city.officer).get(PROPOSE).content.decode()


@pytest.mark.django_db
def test_home_asks_few_questions_whatever_waits(city: City) -> None:
    city.tell("marwa", PEOPLE)
    write_a_section(city)
    city.draft("marwa")
    officer, office = at_desk(city.officer), at_desk(a_coordinator_of(city))
    for client in (officer, office):
        client.get("/en/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/en/").status_code == 200
        assert len(asked) <= 15


def a_coordinator_of(city: City) -> Person:
    return a_person("coordinator", ("coordinator", city.network.holder))


def test_remark_waits_for_whoever_did_not_have_the_last_word(city: City) -> None:
    write_a_section(city)
    block, seen = Block.objects.get(), Block.objects.get().hash
    reviewer = a_person("expert", ("reviewer", city.holder))
    thread = remarks.remark(block, "en", "Which rivers?", seen=seen, by=city.officer, at=START)
    assert "Remarks wait for your answer" not in home(city)
    remarks.reply(thread, "The two of the map.", by=reviewer, at=START)
    assert "Remarks wait for your answer" in home(city)
