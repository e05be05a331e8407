"""Commitments and progress at the desk: committed, reported, checked, let out; two at once; four languages."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from qantara.accounts.models import Person
from qantara.action.progress.models import Check, Commitment, Evidence, ProgressReport
from qantara.action.recommendations import sets
from qantara.core.locales import LANGUAGES
from qantara.releases.models import Case
from tests.action.priorities.conftest import KEY, Group, city, group, made
from tests.desk.conftest import at_desk
from tests.fenced import fenced_desk
from tests.people import a_holder, a_person

__all__ = ["city", "fenced_desk", "group", "made"]

pytestmark = pytest.mark.usefixtures("fenced_desk")

COMMITMENT = {
    "stance": "committed", "what": "One desk in every district", "lead": "Services",
    "due": "2040-06-30", "language": "en", "seen": 0, "body": "", "decided_on": "",
    "minute_reference": "", "priority": "",
}  # fmt: skip
REPORT = {
    "language": "en", "level": "2", "on": "2026-03-05", "done": "Two desks work.", "obstacle": "",
    "next": "A third", "kind_1": "document", "title_1": "Budget vote", "issuer_1": "Council",
    "on_1": "2026-03-04", "url_1": "",
}  # fmt: skip


@pytest.fixture
def officer(group: Group) -> Client:
    return at_desk(group.city.officer)


def address(page: str, lang: str = "en", /, **given: object) -> str:
    return reverse(f"desk:{page}", kwargs={"lang": lang} | given)


def here(page: str, lang: str = "en", code: str = "R5") -> str:
    return address(page, lang, slug="marwa", code=code)


def send(client: Client, path: str, said: dict[str, object], **changed: object):  # type: ignore[no-untyped-def]
    return client.post(path, {"once": str(uuid4())} | said | changed)


def committed(client: Client) -> Commitment:
    assert send(client, here("commitment-change"), COMMITMENT).status_code == 302
    return Commitment.objects.get()


def reported(client: Client, **changed: object) -> ProgressReport:
    committed(client)
    assert send(client, here("commitment-report"), REPORT, **changed).status_code == 302
    return ProgressReport.objects.get()


def test_city_commits_reports_and_lets_out(officer: Client, group: Group) -> None:
    one = committed(officer)
    page = officer.get(here("commitment")).content.decode()
    assert "One desk in every district" in page
    assert "Nothing has been reported yet." in page
    found = officer.get(f"{here('commitment-report')}?find=POP-01").content.decode()
    figure = f"{group.sheet.address} {KEY}"
    assert figure in found
    answer = send(officer, here("commitment-report"), REPORT, figures=[figure], find="POP-01")
    assert answer.status_code == 302
    assert sorted(Evidence.objects.values_list("kind", flat=True)) == ["document", "figure"]
    listed = address("commitments", slug="marwa")
    assert "2 of 4: partly in place" in officer.get(listed).content.decode()
    chosen = {"place": "marwa", "let_out": [str(one.pk)]}
    assert send(officer, address("commitments-let-out", slug="marwa"), chosen).status_code == 302
    one.refresh_from_db()
    assert one.is_let_out
    paper = address("progress-paper", slug="marwa")
    assert "Two desks work." in officer.get(paper).content.decode()
    answer = send(officer, paper, {"place": "marwa"})
    assert answer.status_code == 302
    assert Case.objects.get(kind="progress").document.count("Two desks work.") == 1
    assert officer.get(answer.url).status_code == 200


def test_the_same_form_sent_twice_commits_and_reports_once(officer: Client) -> None:
    for page, said in (("commitment-change", COMMITMENT), ("commitment-report", REPORT)):
        once = str(uuid4())
        for _time in range(2):
            assert send(officer, here(page), said, once=once).status_code == 302
    assert (Commitment.objects.count(), ProgressReport.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"due": ""}, {"due": "2040-02-31"}, {"what": ""}, {"stance": "perhaps"},
        {"stance": "outside", "due": ""}, {"what": "a" * 601}, {"body": "parliament"},
        {"priority": str(uuid4())}, {"priority": "x"}, {"held_by": ["neighbours"]},
    ],
)  # fmt: skip
def test_commitment_that_is_not_whole_is_sent_back_with_what_was_typed(
    officer: Client, wrong: dict[str, object]
) -> None:
    answer = send(officer, here("commitment-change"), COMMITMENT, **wrong)
    assert answer.status_code == 422
    assert "Services" in answer.content.decode()
    assert not Commitment.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"level": "7"}, {"level": ""}, {"on": "2199-01-01"}, {"done": ""}, {"kind_1": ""},
        {"issuer_1": ""}, {"kind_1": "link", "url_1": "javascript:x"}, {"figures": ["x y"]},
        {"level": "3", "kind_1": "", "title_1": "", "issuer_1": ""},
    ],
)  # fmt: skip
def test_report_that_is_not_whole_is_sent_back_with_what_was_typed(
    officer: Client, wrong: dict[str, object]
) -> None:
    committed(officer)
    answer = send(officer, here("commitment-report"), REPORT, **wrong)
    assert answer.status_code == 422
    assert "A third" in answer.content.decode()
    assert not ProgressReport.objects.exists()


def test_second_of_two_who_change_at_once_sees_both(officer: Client, group: Group) -> None:
    one = committed(officer)
    path = here("commitment-change")
    assert send(officer, path, COMMITMENT, seen=1, what="Theirs").status_code == 302
    answer = send(officer, path, COMMITMENT, seen=1, what="Mine")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in page
    assert "Mine" in page
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen is not None
    assert send(officer, path, COMMITMENT, seen=seen[1], what="Mine").status_code == 302
    one.refresh_from_db()
    assert one.version == 3


def test_commitment_ends_with_a_reason(officer: Client) -> None:
    path = address("commitment-end", key=committed(officer).pk)
    assert send(officer, path, {"reason": ""}).status_code == 422
    assert send(officer, path, {"reason": "The region took it over"}).status_code == 302
    assert "nothing said yet" in officer.get(address("commitments", slug="marwa")).content.decode()


def test_report_is_taken_back_with_a_reason(officer: Client) -> None:
    path = address("progress-undo", key=reported(officer).pk)
    assert send(officer, path, {"reason": ""}).status_code == 422
    assert send(officer, path, {"reason": "Another desk"}).status_code == 302
    assert "Two desks work." not in officer.get(here("commitment")).content.decode()


def test_reviewer_checks_and_the_page_says_as_what(officer: Client, group: Group) -> None:
    path = address("progress-check", key=reported(officer).pk)
    assert officer.get(path).status_code == 404
    reviewer = at_desk(group.city.reviewer)
    assert "Two desks work." in reviewer.get(path).content.decode()
    assert "for another city" not in reviewer.get(path).content.decode()
    doubt = {"is_confirmed": "no", "standing": "expert", "note": ""}
    assert send(reviewer, path, doubt).status_code == 422
    assert send(reviewer, path, doubt, note="One is closed.").status_code == 302
    page = officer.get(here("commitment")).content.decode()
    assert "One is closed." in page
    assert "Doubted by somebody who checked it" in page
    assert send(reviewer, path, doubt, is_confirmed="yes").status_code == 302
    assert "Checked by an expert" in officer.get(here("commitment")).content.decode()
    assert Check.objects.count() == 2


def test_peer_says_for_which_city(officer: Client, group: Group) -> None:
    path = address("progress-check", key=reported(officer).pk)
    home = a_holder("nordhavn")
    peer = at_desk(a_person("peer", ("officer", home), ("reviewer", group.city.holder)))
    said = {"is_confirmed": "yes", "standing": "peer", "note": ""}
    assert send(peer, path, said, of="").status_code == 422
    assert send(peer, path, said, of=str(group.city.holder.pk)).status_code == 422
    assert send(peer, path, said, of=str(home.pk)).status_code == 302
    assert Check.objects.get().of == home


def test_words_are_translated_beside_the_original(officer: Client, group: Group) -> None:
    row = reported(officer)
    for path, given in (
        (address("commitment-translate", key=row.commitment_id, text_lang="ar"), {"what": "مكتب"}),
        (address("progress-translate", key=row.pk, text_lang="ar"), {"done": "مكتبان يعملان"}),
    ):
        page = officer.get(path).content.decode()
        seen = re.search(r'name="seen" value="(\w+)"', page)
        assert seen is not None
        assert send(officer, path, given, seen="old").status_code == 409
        assert send(officer, path, given, seen=seen[1]).status_code == 302
    assert "مكتبان يعملان" in officer.get(here("commitment", "ar")).content.decode()


def test_text_of_one_person_is_asked_about(officer: Client) -> None:
    said = COMMITMENT | {"what": "Help Amal Haddad, born 12 March 1990, find a flat"}
    answer = send(officer, here("commitment-change"), said)
    assert answer.status_code == 422
    assert not Commitment.objects.exists()


def test_recommendations_that_are_not_there_are_not_found(officer: Client) -> None:
    for page in ("commitment", "commitment-change", "commitment-report"):
        assert officer.get(here(page, code="R99")).status_code == 404


@pytest.fixture
def coordinator(group: Group) -> Person:
    return a_person("coordinator", ("coordinator", group.city.network.holder))


def test_secretariat_changes_the_set_and_brings_it_to_the_gate(
    coordinator: Person, group: Group
) -> None:
    browser, network = at_desk(coordinator), group.city.network
    listed = address("recommendations", network=network.slug)
    assert "placeholder" in browser.get(listed).content.decode()
    said: dict[str, object] = {"seen": 0, "code": "R16"}
    said |= {f"title_{lang}": f"Path {lang}" for lang in LANGUAGES}
    said |= {f"text_{lang}": "" for lang in LANGUAGES}
    new = address("recommendation", network=network.slug, code="new")
    assert send(browser, new, said, title_ar="").status_code == 422
    assert send(browser, new, said).status_code == 302
    assert send(browser, new, said).status_code == 409
    about = address("recommendations-about", network=network.slug)
    assert send(browser, about, {"seen": 1, "source": ""}).status_code == 422
    assert send(browser, about, {"seen": 1, "source": "Conference, 2031"}).status_code == 302
    found = sets.in_force(network)
    assert (found.number, found.is_placeholder, "R16" in found.in_force) == (2, False, True)
    one = address("recommendation", network=network.slug, code="R16")
    assert send(browser, one, said, seen=2, is_retired="on").status_code == 302
    assert "R16" not in sets.in_force(network).in_force
    answer = send(browser, address("recommendations-propose", network=network.slug), {})
    assert answer.status_code == 302
    assert Case.objects.get(kind="recommendations").subject == network.slug


def test_nobody_but_the_secretariat_reaches_the_set(group: Group, officer: Client) -> None:
    path = address("recommendations", network=group.city.network.slug)
    assert officer.get(path).status_code == 404
    other = at_desk(a_person("other", ("coordinator", a_holder("elsewhere", "secretariat"))))
    assert other.get(path).status_code == 404


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_in_the_readers_language(officer: Client, group: Group, lang: str) -> None:
    row = reported(officer)
    send(
        officer, address("commitments-let-out", slug="marwa"),
        {"place": "marwa", "let_out": [str(row.commitment_id)]},
    )  # fmt: skip
    pages = [
        address("commitments", lang, slug="marwa"), here("commitment", lang),
        here("commitment-change", lang), here("commitment-report", lang),
        address("progress-paper", lang, slug="marwa"),
    ]  # fmt: skip
    for path in pages:
        answer = officer.get(path)
        html = answer.content.decode()
        assert answer.status_code == 200
        assert f'lang="{lang}"' in html
        assert "style=" not in html
        assert lang == "en" or "What the city says" not in html
    check = address("progress-check", lang, key=row.pk)
    assert at_desk(group.city.reviewer).get(check).status_code == 200
