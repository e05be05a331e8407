"""Figures as they came, opened at the desk by who may sign to a named person until a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from qantara.accounts.models import Holder, Opening, Person
from qantara.accounts.roles import holders_for
from qantara.core import clock
from qantara.core.models import AuditLine
from qantara.desk.doors.proof import PROVED
from qantara.mail.models import Letter
from qantara.network.models import Member, Network, Participation, Phase
from tests.desk.conftest import Team, at_desk
from tests.desk.reading import form
from tests.fenced import fenced_desk
from tests.people import a_holder, a_person, an_opening, code_for, with_app

__all__ = ["fenced_desk"]
NEXT_WEEK = timedelta(days=7)


def page_of(team: Team, lang: str = "en") -> str:
    return f"/{lang}/people/{team.city.slug}/openings/"


def filled(client: Client, team: Team, whom: Person, **other: str) -> dict[str, str]:
    day = (clock.now() + NEXT_WEEK).date().isoformat()
    given = {"person": str(whom.pk), "last_day": day, "reason": "Checks the series"}
    return form(client, page_of(team), page_of(team)) | given | other


def test_approver_opens_figures_to_an_expert_who_sees_until_when(team: Team) -> None:
    client = at_desk(team.signatory)
    answer = client.post(page_of(team), filled(client, team, team.reviewer))
    assert answer["Location"] == page_of(team)
    made = Opening.objects.get()
    last = (clock.now() + NEXT_WEEK).date()
    assert (made.person, made.opened_by, made.until.date()) == (
        team.reviewer, team.signatory, last + timedelta(days=1),
    )  # fmt: skip
    assert holders_for(team.reviewer, "observations.read") == [team.city.pk]
    assert AuditLine.objects.filter(act="figures.opened", holder=team.city.pk).count() == 1
    letter = Letter.objects.get(recipient=team.reviewer.email)
    assert "Checks the series" not in letter.body
    for page in ("/en/figures/", "/en/"):
        shown = at_desk(team.reviewer).get(page).content.decode()
        assert f"open to you until {last.day} " in shown, page


def test_sending_the_form_twice_opens_once(team: Team) -> None:
    client = at_desk(team.signatory)
    sent = filled(client, team, team.reviewer)
    assert [client.post(page_of(team), sent).status_code for _time in range(2)] == [302, 302]
    assert Opening.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"reason": " "}, {"last_day": "2020-01-01"}, {"last_day": "2099-01-01"}, {"person": ""},
     {"last_day": "tomorrow"}],
)  # fmt: skip
def test_form_without_an_end_a_reason_or_a_person_opens_nothing(
    team: Team, wrong: dict[str, str]
) -> None:
    client = at_desk(team.signatory)
    answer = client.post(page_of(team), filled(client, team, team.reviewer, **wrong))
    assert answer.status_code == 422
    assert not Opening.objects.exists()


def test_nobody_but_those_who_work_with_the_city_can_be_named(team: Team) -> None:
    stranger = a_person("passer.by", ("reviewer", a_holder("far-away")))
    client = at_desk(team.signatory)
    for person in (stranger, team.signatory, team.officer):
        answer = client.post(page_of(team), filled(client, team, person))
        assert answer.status_code == 422, person
    assert "passer.by" not in client.get(page_of(team)).content.decode()
    assert not Opening.objects.exists()


def test_own_network_can_be_named_and_another_cannot(team: Team) -> None:
    offices = {}
    for slug in ("arches", "quays"):
        holder = a_holder(slug, Holder.Kind.SECRETARIAT)
        offices[slug] = a_person(f"desk.of.{slug}", ("coordinator", holder))
        network = Network.objects.create(slug=slug, name={}, holder=holder)
        phase = Phase.objects.create(network=network, number=1, name={})
    member = Member.objects.create(slug="velmora", holder=team.city, name={}, kind="city")
    Participation.objects.create(
        network=Network.objects.get(slug="arches"), member=member, joined_in=phase
    )
    shown = at_desk(team.signatory).get(page_of(team)).content.decode()
    assert "desk.of.arches: secretariat, Arches" in shown
    assert "desk.of.quays" not in shown


def test_opening_asks_for_a_proof_and_sends_the_form_on_with_it(team: Team) -> None:
    with_app(team.signatory)
    client = at_desk(team.signatory)
    sent = filled(client, team, team.reviewer)
    session = client.session
    session[PROVED] = (clock.now() - timedelta(minutes=11)).isoformat()
    session.save()
    asked = client.post(page_of(team), sent)
    assert asked.status_code == 403
    assert "Checks the series" in asked.content.decode()
    assert not Opening.objects.exists()
    again = sent | {"proof": code_for(team.signatory), "proof_for": "form"}
    assert client.post(page_of(team), again).status_code == 302
    assert Opening.objects.count() == 1


def test_ended_one_moves_to_the_other_list_and_opens_nothing(team: Team) -> None:
    made = an_opening(team.city)
    client = at_desk(team.signatory)
    page = client.get(page_of(team)).content.decode()
    assert page.index("open until") < page.index('id="ended"')
    for _time in range(2):
        answer = client.post(f"/en/people/openings/{made.pk}/end/")
        assert answer["Location"] == page_of(team)
    assert holders_for(made.person, "observations.read") == []
    page = client.get(page_of(team)).content.decode()
    assert "open until" not in page
    assert page.index('id="ended"') < page.rindex("named.expert")
    assert AuditLine.objects.filter(act="figures.closed").count() == 1


def test_desks_role_may_do_what_this_takes(fenced_desk: None, team: Team) -> None:
    client = at_desk(team.signatory)
    sent = filled(client, team, team.reviewer)
    assert client.post(page_of(team), sent).status_code == 302
    assert "open to you until" in at_desk(team.reviewer).get("/en/figures/").content.decode()
    made = Opening.objects.get()
    assert client.post(f"/en/people/openings/{made.pk}/end/").status_code == 302
    assert "open to you until" not in at_desk(team.reviewer).get("/en/figures/").content.decode()


@pytest.mark.parametrize("name", ["officer", "reviewer"])
def test_page_is_not_there_for_who_may_not_sign(team: Team, name: str) -> None:
    made = an_opening(team.city)
    client = at_desk(getattr(team, name))
    assert client.get(page_of(team)).status_code == 404
    assert client.post(f"/en/people/openings/{made.pk}/end/").status_code == 404
    assert "openings" not in client.get(f"/en/people/{team.city.slug}/").content.decode()


@pytest.mark.parametrize(
    ("lang", "title"),
    [("ar", "أرقام فُتحت لأشخاص بعينهم"), ("es", "Cifras abiertas a personas determinadas"),
     ("fr", "Chiffres ouverts à des personnes nommées")],
)  # fmt: skip
def test_page_reads_in_every_language(team: Team, lang: str, title: str) -> None:
    an_opening(team.city)
    assert title in at_desk(team.signatory).get(page_of(team, lang)).content.decode()
