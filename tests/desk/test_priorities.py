"""Priorities at the desk, under its own database role: proposed, quoted, ranked, endorsed, brought to the gate."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from qantara.action.priorities.models import Endorsement, GroupLink, Priority, Ranking
from qantara.core.locales import LANGUAGES
from qantara.releases.models import Case
from tests.action.priorities.conftest import KEY, Group, city, group, made
from tests.desk.conftest import at_desk
from tests.fenced import fenced_desk

__all__ = ["city", "fenced_desk", "group", "made"]

pytestmark = pytest.mark.usefixtures("fenced_desk")

PROPOSAL = {
    "seen": 0, "language": "en", "title": "A desk for newcomers",
    "problem": "Newcomers queue at seven offices.", "competence": "own", "lead": "Services",
    "horizon": "2031", "groups": ["refugees"], "goals": "10.7, 11.1", "serves": ["R5"],
    "partner_1": "River Institute", "partner_kind_1": "research",
}  # fmt: skip


@pytest.fixture
def officer(group: Group) -> Client:
    return at_desk(group.city.officer)


def address(page: str, lang: str = "en", /, **given: object) -> str:
    return reverse(f"desk:{page}", kwargs={"lang": lang} | given)


def send(client: Client, path: str, said: dict[str, object], **changed: object):  # type: ignore[no-untyped-def]
    return client.post(path, {"once": str(uuid4())} | said | changed)


def proposed(officer: Client, **changed: object) -> Priority:
    path = address("priority-new", slug="marwa")
    assert send(officer, path, PROPOSAL, **changed).status_code == 302
    return Priority.objects.latest("proposed_at", "id")


def act(client: Client, one: Priority, name: str, **said: object) -> int:
    path = address("priority-act", key=one.pk, act=name)
    return int(send(client, path, said).status_code)


def quoted(officer: Client, one: Priority) -> None:
    page = officer.get(address("priority-figures", key=one.pk) + "?find=POP-01").content.decode()
    form = next(
        each
        for each in re.findall(r"<form.*?</form>", page, re.S)
        if KEY in each and "post" in each
    )
    fields = dict(re.findall(r'name="(\w+)"[^>]*value="([^"]*)"', form))
    fields.pop("csrfmiddlewaretoken", None)
    path = re.search(r'action="([^"]+)"', form)
    assert path is not None
    assert officer.post(path[1], fields).status_code == 302


def test_proposals_become_a_paper_at_the_gate(officer: Client, group: Group) -> None:
    first = proposed(officer)
    second = proposed(officer, title="Beds")
    for one in (first, second):
        quoted(officer, one)
        assert act(officer, one, "choose") == 302
    rank = {
        "held_on": "2026-03-03", "minute_reference": "1/2", "abstained": "0", "dissent": "",
        f"place_{first.pk}": 1, f"place_{second.pk}": 2,
    }  # fmt: skip
    assert send(officer, address("priorities-rank", slug="marwa"), rank).status_code == 302
    assert Ranking.objects.get().places.count() == 2
    endorse = {
        "body": "council", "on": "2026-03-04", "minute_reference": "2026/17", f"place_{first.pk}": 1,
    }  # fmt: skip
    assert send(officer, address("priorities-endorse", slug="marwa"), endorse).status_code == 302
    assert Endorsement.objects.get().places.count() == 1
    paper = address("priority-paper", slug="marwa")
    assert "A desk for newcomers" in officer.get(paper).content.decode()
    answer = send(officer, paper, {"place": "marwa"})
    assert answer.status_code == 302
    document = Case.objects.get(kind="priority_paper").document
    assert "River Institute" not in document
    assert "A desk for newcomers" in document
    why = {"reason": "A mistake in the minutes"}
    undo = address("endorsement-undo", key=Endorsement.objects.get().pk)
    assert send(officer, undo, why).status_code == 302
    undo = address("ranking-undo", key=Ranking.objects.get().pk)
    assert send(officer, undo, why).status_code == 302


def test_proposals_are_merged_withdrawn_and_brought_back(officer: Client) -> None:
    first, second = proposed(officer), proposed(officer, title="A second desk")
    assert act(officer, second, "merge", into=str(first.pk), reason="The same") == 302
    assert act(officer, second, "bring-back") == 302
    assert act(officer, second, "withdraw", reason="") == 422
    assert act(officer, second, "withdraw", reason="Done already") == 302
    second.refresh_from_db()
    assert (second.state, second.reason) == ("withdrawn", "Done already")


def test_group_proposes_by_a_link_and_reads_nothing(officer: Client) -> None:
    proposed(officer)
    page = send(officer, address("group-link", slug="marwa"), {"days": 7}).content.decode()
    link = re.search(r"/en/group/[\w-]+/", page)
    assert link is not None
    stranger = Client()
    said = {"title": "Signs in five languages", "problem": "Nobody finds the office."}
    assert "A desk for newcomers" not in stranger.get(link[0]).content.decode()
    assert send(stranger, link[0], said).status_code in (200, 302)
    assert Priority.objects.filter(proposed_by=None).count() == 1
    close = address("group-link-close", key=GroupLink.objects.get().pk)
    assert send(officer, close, {}).status_code == 302
    assert send(stranger, link[0], said).status_code in (404, 410, 422)
    assert Priority.objects.filter(proposed_by=None).count() == 1


def test_second_of_two_who_change_at_once_sees_both(officer: Client) -> None:
    one = proposed(officer)
    path = address("priority-change", key=one.pk)
    assert send(officer, path, PROPOSAL, seen=1, title="Theirs").status_code == 302
    answer = send(officer, path, PROPOSAL, seen=1, title="Mine")
    assert answer.status_code == 409
    assert "Theirs" in answer.content.decode()
    assert "Mine" in answer.content.decode()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_in_the_readers_language(officer: Client, lang: str) -> None:
    one = proposed(officer)
    for path in (
        address("priorities", lang, slug="marwa"), address("priority", lang, key=one.pk),
        address("priority-new", lang, slug="marwa"), address("priority-change", lang, key=one.pk),
        address("priority-figures", lang, key=one.pk),
        address("priority-translate", lang, key=one.pk, text_lang="ar"),
    ):  # fmt: skip
        answer = officer.get(path)
        assert answer.status_code == 200
        html = answer.content.decode()
        assert f'<html lang="{lang}"' in html
        assert "style=" not in html
