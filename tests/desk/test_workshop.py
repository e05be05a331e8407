"""An evening of a workshop by plain forms: prepared, cards, votes, paper, closed, read; nobody told who voted."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from qantara.accounts.models import Attempt, Holder, Person
from qantara.action.ballots import codes, rounds
from qantara.action.ballots.models import Result, Round, Seat, Workshop
from qantara.core import clock
from qantara.core.locales import LANGUAGES
from qantara.network.models import Member, Standing, Territory
from tests.desk.conftest import at_desk
from tests.fenced import fenced_desk
from tests.people import a_holder, a_person

__all__ = ["fenced_desk"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fenced_desk")]
RANKS = ("1", "2", "3")


@pytest.fixture(autouse=True)
def var(settings: LazySettings, tmp_path: Path) -> None:
    """Keys of rounds lie beside the database, in a folder of their own."""
    settings.VAR = tmp_path


@pytest.fixture
def holder() -> Holder:
    found = a_holder()
    place = Territory.objects.create(
        slug="velmora", type="municipality", name={"en": "Velmora", "ar": "فلمورا"}, country="XA"
    )
    member = Member.objects.create(slug="velmora", kind="city", name={"en": "V"}, holder=found)
    Standing.objects.create(member=member, territory=place)
    return found


@pytest.fixture
def officer(holder: Holder) -> Client:
    return at_desk(a_person("officer", ("officer", holder)))


def address(page: str, lang: str = "en", /, **given: object) -> str:
    return reverse(f"desk:{page}", kwargs={"lang": lang} | given)


def send(client: Client, path: str, **said: object):  # type: ignore[no-untyped-def]
    return client.post(path, {"once": str(uuid4())} | said)


def prepared(officer: Client, holder: Holder) -> Round:
    """A workshop and its round of three options, by the forms."""
    path = address("workshops", slug=holder.slug)
    said = {
        "held_on": "2026-11-23",
        "place": "velmora",
        "name_en": "Priorities",
        "name_ar": "أولويات",
    }
    assert send(officer, path, **said).status_code == 302
    workshop = Workshop.objects.get()
    answer = send(
        officer, address("round-prepare", key=workshop.pk), seen=1, method="ranking",
        options_en="Housing\nSchools\nJobs", options_ar="السكن\nالمدارس\nالعمل",
    )  # fmt: skip
    assert answer.status_code == 302
    return Round.objects.get()


def opened(officer: Client, holder: Holder, seats: int = 8) -> tuple[Round, list[str]]:
    """The round open, and the codes of its cards."""
    round_ = prepared(officer, holder)
    path = address("round-cards", key=round_.pk)
    answer = send(officer, path, seats=seats, languages=["en", "ar"])
    assert answer["Content-Type"] == "application/pdf"
    assert answer.getvalue().startswith(b"%PDF-")
    # What a printed card says cannot be read back from the file here: these take their place.
    person = Person.objects.get(name="officer")
    _round, found = rounds.make_cards(Round.objects.get(), seats, by=person, at=clock.now())
    assert send(officer, address("round-act", key=round_.pk, act="open")).status_code == 302
    return round_, found


def ballot(
    round_: Round, code: str, ranks: tuple[str, ...] = RANKS, said: str = "cast"
) -> dict[str, str]:
    marks = {f"m{at}-0": rank for at, rank in enumerate(ranks)}
    return {"code": code, "asked": str(round_.pk), "said": said} | marks


def close(officer: Client, round_: Round) -> None:
    assert send(officer, address("round-act", key=round_.pk, act="close")).status_code == 302


def test_evening_from_cards_to_result(officer: Client, holder: Holder) -> None:
    round_, cards = opened(officer, holder)
    door = address("ballot")
    for at, card in enumerate(cards[:6]):
        phone = Client()
        assert "Housing" in phone.post(door, {"code": card.lower()}).content.decode()
        ranks = ("2", "1", "3") if at == 0 else RANKS
        kept = phone.post(door, ballot(round_, card, ranks))
        assert kept.status_code == 200
        assert not kept.cookies
    assert Client().post(door, ballot(round_, cards[6], said="abstain")).status_code == 200
    screen = officer.get(address("round-screen", key=round_.pk)).content.decode()
    assert "7" in screen
    close(officer, round_)
    page = officer.get(address("round", key=round_.pk)).content.decode()
    assert page.index("Housing") < page.index("Schools") < page.index("Jobs")
    record = Result.objects.get().record
    assert (record["ballots"]["cast"], record["ballots"]["abstained"]) == (7, 1)
    assert not Seat.objects.exists()
    assert officer.get(address("round-record", key=round_.pk))["Content-Type"] == "application/json"
    assert Client().post(door, ballot(round_, cards[7])).status_code == 422
    note = {"language": "en", "words": "Two of us would have begun with schools."}
    assert (
        send(officer, address("round-act", key=round_.pk, act="dissent"), **note).status_code == 302
    )
    assert note["words"] in officer.get(address("round", key=round_.pk)).content.decode()


def test_ballot_is_changed_until_the_round_closes_and_counts_once(
    officer: Client, holder: Holder
) -> None:
    round_, cards = opened(officer, holder)
    for card in cards[:5]:
        for ranks in (("3", "2", "1"), RANKS):
            assert Client().post(address("ballot"), ballot(round_, card, ranks)).status_code == 200
    close(officer, round_)
    record = Result.objects.get().record
    assert record["ballots"]["cast"] == 5
    assert record["places"][0]["options"] == [round_.choices[0].key]


@pytest.mark.parametrize(
    ("typed", "status"),
    [("", 422), ("AAAA-AAAA", 422), ("<script>", 422), ("9" * 400, 422), ("\x00", 422)],
)
def test_code_that_no_card_has_is_refused_and_said_why(
    officer: Client, holder: Holder, typed: str, status: int
) -> None:
    opened(officer, holder)
    answer = Client().post(address("ballot"), {"code": typed})
    assert answer.status_code == status
    assert "<script>" not in answer.content.decode()


def test_guessing_codes_is_slowed_down(officer: Client, holder: Holder) -> None:
    opened(officer, holder)
    found = {
        Client().post(address("ballot"), {"code": codes.make()}).status_code for _time in range(201)
    }
    assert found == {422, 429}
    assert Attempt.objects.exists()


def test_ballot_of_another_page_or_another_site_is_refused(officer: Client, holder: Holder) -> None:
    round_, cards = opened(officer, holder)
    strange = ballot(round_, cards[0]) | {"asked": str(uuid4())}
    assert Client().post(address("ballot"), strange).status_code == 422
    answer = Client().post(
        address("ballot"), ballot(round_, cards[0]), headers={"sec-fetch-site": "cross-site"}
    )
    assert answer.status_code == 403
    nothing = Client().post(address("ballot"), ballot(round_, cards[0], ("0", "0", "0")))
    assert nothing.status_code == 422


def test_paper_ballots_count_when_two_people_entered_the_same(
    officer: Client, holder: Holder
) -> None:
    round_, cards = opened(officer, holder)
    for card in cards[:5]:
        Client().post(address("ballot"), ballot(round_, card))
    second = at_desk(a_person("second", ("signatory", holder)))
    path = address("round-sheets", key=round_.pk)
    sheet = ballot(round_, "") | {"number": "1"}
    for who in (officer, second):
        assert who.post(path, sheet).status_code == 200
    assert officer.post(path, sheet | {"number": "x"}).status_code == 422
    close(officer, round_)
    assert Result.objects.get().record["ballots"]["cast"] == 6


def test_no_page_tells_who_has_voted(officer: Client, holder: Holder) -> None:
    round_, cards = opened(officer, holder)
    Client().post(address("ballot"), ballot(round_, cards[3]))
    for page in ("round", "round-screen", "round-sheets"):
        html = officer.get(address(page, key=round_.pk)).content.decode()
        assert not any(card in html or codes.read(card) in html for card in cards)


def test_another_city_finds_nothing(officer: Client, holder: Holder) -> None:
    round_, _cards = opened(officer, holder)
    stranger = at_desk(a_person("stranger", ("officer", a_holder("elsewhere"))))
    for page in ("round", "round-screen", "round-sheets", "round-record"):
        assert stranger.get(address(page, key=round_.pk)).status_code == 404
    assert send(stranger, address("round-act", key=round_.pk, act="close")).status_code == 404
    assert stranger.get(address("workshops", slug=holder.slug)).status_code == 404
    assert Round.objects.get().state == Round.State.OPEN


@pytest.mark.parametrize(
    "wrong",
    [
        {"options_en": "One"}, {"options_en": ""}, {"method": "dice"},
        {"options_ar": "واحد"}, {"options_en": "Same\nSame"},
    ],
)  # fmt: skip
def test_round_that_nobody_could_vote_on_is_sent_back(
    officer: Client, holder: Holder, wrong: dict[str, str]
) -> None:
    round_ = prepared(officer, holder)
    path = address("round-change", key=round_.pk)
    said = {"seen": round_.version, "method": "ranking", "options_en": "Housing\nSchools"}
    answer = send(officer, path, **said | wrong)
    assert answer.status_code == 422
    assert len(Round.objects.get().options) == 3


def test_round_is_changed_and_called_off_before_it_opens(officer: Client, holder: Holder) -> None:
    round_ = prepared(officer, holder)
    said = {"seen": round_.version, "method": "ranking", "options_en": "Housing\nSchools"}
    assert send(officer, address("round-change", key=round_.pk), **said).status_code == 302
    assert len(Round.objects.get().options) == 2
    assert send(officer, address("round-act", key=round_.pk, act="call-off")).status_code == 302
    assert Round.objects.get().state == Round.State.CALLED_OFF


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_is_in_the_readers_language(officer: Client, holder: Holder, lang: str) -> None:
    round_, cards = opened(officer, holder)
    pages = [
        officer.get(address("workshops", lang, slug=holder.slug)),
        officer.get(address("workshop", lang, key=round_.workshop_id)),
        officer.get(address("round", lang, key=round_.pk)),
        officer.get(address("round-screen", lang, key=round_.pk)),
        Client().get(address("ballot", lang)),
        Client().post(address("ballot", lang), {"code": cards[0]}),
        Client().post(address("ballot", lang), ballot(round_, cards[0])),
    ]
    for card in cards[1:6]:
        Client().post(address("ballot"), ballot(round_, card))
    close(officer, round_)
    pages.append(officer.get(address("round", lang, key=round_.pk)))
    for page in pages:
        html = page.content.decode()
        assert page.status_code == 200
        assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}"' in html
        assert "style=" not in html
