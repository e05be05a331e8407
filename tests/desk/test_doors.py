"""The doors of the desk: second factor, proof anew, sessions, forgotten passwords."""

from __future__ import annotations

import re
from base64 import b32decode
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from qantara.accounts.attempts import throttle
from qantara.accounts.factors import keep, totp
from qantara.accounts.models import Authenticator, Person, Visit
from qantara.core import clock
from qantara.desk.doors.place import place
from qantara.desk.doors.proof import PROVED, SECOND
from qantara.mail.models import Letter
from qantara.releases.gate import review_case
from qantara.releases.models import Signature
from tests.desk.conftest import PASSWORD, Team, at_desk, with_password
from tests.desk.reading import form
from tests.people import a_holder, a_person, code_for, with_app
from tests.releases.conftest import AT, opened

FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"


def with_both(person: Person) -> Person:
    """A person with a password and an app."""
    with_app(with_password(person))
    return person


def by_password(person: Person, client: Client | None = None, page: str = "/en/sign-in/") -> Client:
    client = client or Client(headers={"User-Agent": FIREFOX})
    client.post(page, {"username": person.email, "password": PASSWORD})
    return client


def by_both(person: Person) -> Client:
    client = by_password(person)
    answer = client.post("/en/sign-in/second/", {"code": code_for(person)})
    assert answer.status_code == 302, answer.content.decode()
    return client


def stale(client: Client) -> Client:
    """The same browser eleven minutes later."""
    session = client.session
    session[PROVED] = (clock.now() - timedelta(minutes=11)).isoformat()
    session.save()
    return client


def where(response: HttpResponse) -> tuple[int, str]:
    return response.status_code, response.headers.get("Location", "")


# Signing in


def test_password_alone_opens_nothing_to_who_has_an_app(team: Team) -> None:
    client = by_password(with_both(team.officer))
    assert where(client.get("/en/"))[0] == 302
    assert client.get("/en/sign-in/second/").status_code == 200
    assert not Visit.objects.filter(person=team.officer).exists()


def test_address_is_the_same_in_capitals(team: Team) -> None:
    with_password(team.officer)
    right = {"username": team.officer.email.upper(), "password": PASSWORD}
    assert Client().post("/en/sign-in/", right).status_code == 302


def test_code_leads_on_to_the_page_that_was_asked_for(team: Team) -> None:
    with_both(team.officer)
    client = by_password(team.officer, page="/fr/sign-in/?next=/fr/figures/")
    answer = client.post("/fr/sign-in/second/", {"code": code_for(team.officer)})
    assert where(answer) == (302, "/fr/figures/")
    assert client.get("/fr/figures/").status_code == 200


def test_recovery_code_takes_the_place_of_the_app(team: Team) -> None:
    codes = with_app(with_password(team.officer))
    client = by_password(team.officer)
    assert where(client.post("/en/sign-in/second/", {"code": codes[3]})) == (302, "/en/")


@pytest.mark.parametrize("code", ["000000", "", "x" * 41])
def test_wrong_code_opens_nothing(team: Team, code: str) -> None:
    client = by_password(with_both(team.officer))
    assert client.post("/en/sign-in/second/", {"code": code}).status_code == 422
    assert where(client.get("/en/"))[0] == 302


def test_second_page_without_a_password_leads_to_the_first(team: Team) -> None:
    assert where(Client().get("/es/sign-in/second/")) == (302, "/es/sign-in/")


def test_way_to_the_second_factor_closes_after_ten_minutes(team: Team) -> None:
    client = by_password(with_both(team.officer))
    session = client.session
    kept = session["halfway"]
    session["halfway"] = kept | {"at": (clock.now() - timedelta(minutes=11)).isoformat()}
    session.save()
    answer = client.post("/en/sign-in/second/", {"code": code_for(team.officer)})
    assert where(answer) == (302, "/en/sign-in/")


def tried(what: str, whom: str, times: int) -> None:
    for _try in range(times):
        throttle.count(what, whom, at=clock.now())


@pytest.mark.parametrize("email", ["officer@example.org", "nobody@example.org"])
def test_ninth_try_is_refused_for_known_and_unknown_addresses_alike(team: Team, email: str) -> None:
    with_password(team.officer)
    tried("password", email, 7)
    for said in ("do not fit together", "too many tries"):
        answer = Client().post("/en/sign-in/", {"username": email, "password": "guess"})
        assert answer.status_code == 422
        assert said in answer.content.decode()


def test_many_addresses_tried_from_one_place_are_refused(team: Team) -> None:
    tried("place", "192.0.2.7", 60)
    right = {"username": with_password(team.officer).email, "password": PASSWORD}
    assert Client(REMOTE_ADDR="192.0.2.7").post("/en/sign-in/", right).status_code == 422
    assert Client(REMOTE_ADDR="192.0.2.8").post("/en/sign-in/", right).status_code == 302


def test_signing_in_rightly_counts_for_nothing(team: Team) -> None:
    tried("place", "192.0.2.7", 59)
    right = {"username": with_password(team.officer).email, "password": PASSWORD}
    for _person in range(3):
        assert Client(REMOTE_ADDR="192.0.2.7").post("/en/sign-in/", right).status_code == 302


@pytest.mark.parametrize(
    ("proxies", "said", "read"),
    [
        (0, "192.0.2.7", "198.51.100.1"),
        (1, "10.0.0.1, 192.0.2.7", "192.0.2.7"),
        (1, "", "198.51.100.1"),
        (2, "192.0.2.7, 10.0.0.2", "192.0.2.7"),
        (1, "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        (1, "<script>", "unknown"),
    ],
)
def test_place_is_read_from_our_proxies_alone(settings, proxies: int, said: str, read: str) -> None:
    settings.PROXIES = proxies
    headers = {"X-Forwarded-For": said} if said else {}
    request = RequestFactory(headers=headers, REMOTE_ADDR="198.51.100.1").get("/")
    assert place(request) == read


# Who must have a second factor


@pytest.mark.parametrize("title", ["signatory", "coordinator"])
def test_who_must_have_an_app_is_led_to_it_before_anything_else(team: Team, title: str) -> None:
    person = with_password(a_person("lead", (title, team.city)))
    client = by_password(person)
    for page in ("/en/", "/en/figures/", "/en/people/", "/en/account/"):
        assert where(client.get(page)) == (302, f"/en/account/app/?next={page.replace('/', '%2F')}")
    case = opened(team)
    assert where(client.post(f"/en/cases/{case.pk}/review/")) == (302, "/en/account/app/")
    assert client.post("/en/sign-out/").status_code == 302


def test_app_is_set_up_with_a_picture_or_letters_and_codes_are_shown_once(team: Team) -> None:
    client = by_password(with_password(team.signatory))
    page = client.get("/en/account/app/?next=/en/figures/").content.decode()
    letters = re.search(r"<code dir=\"ltr\">([A-Z2-7 ]+)</code>", page)[1]
    drawn = client.get("/en/account/app/code.svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert b"style=" not in drawn.content
    assert "data:" not in page
    secret = b32decode(letters.replace(" ", ""))
    assert client.post("/en/account/app/", {"code": "000000"}).status_code == 422
    typed = {"code": totp.code(secret, totp.step_at(clock.now()))}
    shown = client.post("/en/account/app/?next=/en/figures/", typed).content.decode()
    codes = re.findall(r"<code dir=\"ltr\">([a-z2-9-]{14})</code>", shown)
    assert len(codes) == 10
    assert 'href="/en/figures/"' in shown
    assert client.get("/en/figures/").status_code == 200
    assert where(client.get("/en/account/app/")) == (302, "/en/account/")
    assert client.get("/en/account/app/code.svg").status_code == 404
    assert codes[0] not in client.get("/en/account/").content.decode()
    assert keep.prove(team.signatory, codes[0], at=clock.now())


def test_who_set_up_an_app_elsewhere_signs_in_again(team: Team) -> None:
    client = by_password(with_password(team.officer))
    assert client.get("/en/").status_code == 200
    with_app(team.officer)
    assert where(client.get("/en/")) == (302, "/en/sign-in/?next=%2Fen%2F")
    assert client.get("/en/sign-in/").status_code == 200


def test_officer_needs_no_app(team: Team) -> None:
    assert by_password(with_password(team.officer)).get("/en/").status_code == 200


# Proof anew


def approval(client: Client, case: object) -> tuple[str, dict[str, str]]:
    page = f"/en/cases/{case.pk}/"
    action = f"{page}approve/"
    return action, form(client, page, action) | {"confirm": "on", "audience": "network"}


def test_approval_asks_for_the_code_again_and_loses_nothing(team: Team) -> None:
    with_both(team.signatory)
    case = review_case(opened(team), by=team.reviewer, at=AT)
    client = by_both(team.signatory)
    action, sent = approval(client, case)
    asked = stale(client).post(action, sent)
    text = asked.content.decode()
    assert asked.status_code == 403
    assert not Signature.objects.filter(act="approved").exists()
    carried = dict(re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', text, re.S))
    assert carried == {name: sent[name] for name in ("once", "confirm", "audience")}

    wrong = client.post(action, carried | {"proof": "000000", "proof_for": "form"})
    assert wrong.status_code == 403
    assert 'name="audience"' in wrong.content.decode()
    right = carried | {"proof": code_for(team.signatory), "proof_for": "form"}
    assert where(client.post(action, right)) == (302, f"/en/cases/{case.pk}/")
    case.refresh_from_db()
    assert Signature.objects.get(act="approved").person == team.signatory


def test_fresh_proof_is_not_asked_for(team: Team) -> None:
    case = review_case(opened(team), by=team.reviewer, at=AT)
    client = at_desk(team.signatory)
    action, sent = approval(client, case)
    assert client.post(action, sent).status_code == 302


def test_review_asks_for_no_proof(team: Team) -> None:
    case, client = opened(team), stale(at_desk(team.reviewer))
    action = f"/en/cases/{case.pk}/review/"
    sent = form(client, f"/en/cases/{case.pk}/", action) | {"confirm": "on"}
    assert client.post(action, sent).status_code == 302


def test_page_that_asks_for_a_proof_opens_after_it(team: Team) -> None:
    with_both(team.signatory)
    client = stale(by_both(team.signatory))
    page = f"/en/people/{team.city.slug}/invite/"
    assert client.get(page).status_code == 403
    proof = {"proof": code_for(team.signatory), "proof_for": "page"}
    assert where(client.post(page, proof)) == (302, page)
    assert client.get(page).status_code == 200


def test_who_has_no_app_proves_themselves_by_password(team: Team) -> None:
    client = stale(by_password(with_password(team.officer)))
    page = "/en/account/app/"
    assert client.get(page).status_code == 403
    assert client.post(page, {"proof": "wrong", "proof_for": "page"}).status_code == 403
    assert where(client.post(page, {"proof": PASSWORD, "proof_for": "page"})) == (302, page)


def test_passwords_are_not_carried_along(team: Team) -> None:
    client = stale(at_desk(team.signatory))
    sent = {"second_password": "the secret of another", "second_code": "123456", "once": "kept"}
    text = client.post(f"/en/people/{team.city.slug}/invite/", sent).content.decode()
    assert "kept" in text
    assert "the secret of another" not in text
    assert "123456" not in text


# Where one is signed in


def test_account_lists_devices_and_ends_them(team: Team) -> None:
    with_password(team.officer)
    here, there = by_password(team.officer), by_password(team.officer)
    text = here.get("/en/account/").content.decode()
    assert text.count("Firefox, Android") == 2
    assert "127.0.0.1" not in text
    assert here.session.session_key not in text
    number = re.search(r"/en/account/visits/(\w+)/end/", text)[1]
    assert where(here.post(f"/en/account/visits/{number}/end/")) == (302, "/en/account/")
    assert where(there.get("/en/"))[0] == 302
    assert here.get("/en/").status_code == 200


def test_all_others_are_ended_at_once(team: Team) -> None:
    with_password(team.officer)
    here, *others = (by_password(team.officer) for _each in range(3))
    here.post("/en/account/visits/all/end/")
    assert [where(each.get("/en/"))[0] for each in others] == [302, 302]
    assert here.get("/en/").status_code == 200


def test_nobody_ends_anothers_visit(team: Team) -> None:
    by_password(with_password(team.officer))
    number = Visit.objects.get(person=team.officer).number
    stranger = at_desk(team.stranger)
    assert stranger.post(f"/en/account/visits/{number}/end/").status_code == 404
    assert Visit.objects.filter(number=number).exists()


def test_sign_out_wipes_what_the_browser_kept(team: Team) -> None:
    answer = at_desk(team.officer).post("/en/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not Visit.objects.filter(person=team.officer).exists()


def test_app_is_taken_away_for_another_phone(team: Team) -> None:
    with_both(team.signatory)
    client = by_both(team.signatory)
    client.post("/en/account/app/remove/")
    assert not Authenticator.objects.filter(person=team.signatory).exists()
    assert keep.codes_left(team.signatory) == 0
    assert SECOND not in client.session
    assert where(client.get("/en/"))[1].startswith("/en/account/app/")


# A forgotten password


def ask(email: str) -> HttpResponse:
    return Client().post("/en/password/", {"email": email})  # type: ignore[return-value]


def test_answer_is_the_same_whether_there_is_an_account(team: Team) -> None:
    with_password(team.officer)
    known, unknown = ask(team.officer.email.upper()), ask("nobody@example.org")
    bare = [re.sub(rb'value="\w{64}"', b"", each.content) for each in (known, unknown)]
    assert (known.status_code, bare[0]) == (unknown.status_code, bare[1])
    assert [letter.recipient for letter in Letter.objects.all()] == [team.officer.email]


def test_fourth_letter_within_an_hour_is_refused(team: Team) -> None:
    assert [ask("nobody@example.org").status_code for _try in range(4)] == [200, 200, 200, 422]


def test_link_gives_a_new_password_once_and_ends_every_visit(team: Team) -> None:
    team.officer.language = "ar"
    with_both(team.officer)
    client = by_both(team.officer)
    ask(team.officer.email)
    link = re.search(r"http://[^/]+(/ar/password/\S+)", Letter.objects.get().body)[1]
    assert client.get(link).status_code == 200
    assert client.post(link, {"password": "short"}).status_code == 422
    answer = Client().post(link, {"password": "a new bridge of stone"})
    assert where(answer) == (302, "/ar/sign-in/")
    assert where(client.get("/en/"))[0] == 302
    assert Client().get(link).status_code == 404
    again = Client().post(
        "/en/sign-in/", {"username": team.officer.email, "password": "a new bridge of stone"}
    )
    assert where(again) == (302, "/en/sign-in/second/")
    assert Letter.objects.count() == 2


@pytest.mark.parametrize("link", ["/en/password/x/y/", "/en/password/AAAA/b-c/"])
def test_invented_link_opens_nothing(db: None, link: str) -> None:
    assert Client().get(link).status_code == 404
    assert Client().post(link, {"password": "a new bridge of stone"}).status_code == 404


def test_who_left_gets_no_letter(team: Team) -> None:
    person = a_person("gone", ("officer", a_holder("gone")))
    person.is_active = False
    person.save()
    ask(person.email)
    assert not Letter.objects.exists()
