"""What a city is asked shows everywhere as it chose; who has a signed sheet; in which language a body is named."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from qantara.accounts.models import Holder
from qantara.core import clock
from qantara.knowledge import frameworks
from qantara.knowledge.answers.choose import choose
from qantara.knowledge.answers.models import Competence
from qantara.knowledge.frameworks import sets
from qantara.knowledge.profiles import layout
from qantara.network.models import Participation, Phase
from qantara.papers import Table
from qantara.releases.gate import review_case
from qantara.releases.kinds import Imprint
from qantara.releases.models import Case
from qantara.releases.sheets import acts
from tests.desk.conftest import at_desk
from tests.desk.reading import form
from tests.knowledge.ledger.conftest import City, made, moment
from tests.people import LONG_AGO, a_holder, a_person

ENOUGH = {"": 1200.0, "SEX=F": 600.0, "SEX=M": 600.0}
COMPETENCES = "/en/cities/marwa/competences/"


@pytest.fixture
def city(db: None) -> City:
    city = made(None)
    phase = Phase.objects.create(network=city.network, number=1, name={})
    Participation.objects.create(
        network=city.network, member=city.holder.member, valid_from=date(2020, 1, 1),
        joined_in=phase,
    )  # fmt: skip
    return city


def reviewed(city: City) -> Case:
    city.tell("marwa", ENOUGH)
    case = city.draft("marwa")
    review_case(case, by=city.reviewer, at=moment(0))
    return case


def on_paper(city: City, case: Case) -> None:
    at = clock.now()
    mandate = acts.set_mandate(
        city.holder, office="Mayor", legal_basis="Law 1", since=LONG_AGO.date(), until=None,
        by=city.signatory, at=at,
    )  # fmt: skip
    sheet = acts.print_sheet(
        case, mandate, audience="public", public_from=None, by=city.officer, at=at
    )
    scan = b"%PDF-1.7 a scan"
    acts.bring_scan(sheet, scan, name="s.pdf", signed_on=at.date(), by=city.officer, at=at)


def stated(city: City, lang: str = "en", **given: str) -> None:
    page = f"/{lang}/cities/marwa/competences/"
    client = at_desk(city.officer)
    sent = {
        "indicator": "HLT-01", "level": "region", "since": "", "place": "marwa",
        "body": "Health agency of the coast",
    }  # fmt: skip
    assert client.post(page, form(client, page, page) | sent | given).status_code == 302


def gaps_of(document: str) -> list[Table]:
    """Tables of gaps on the document's English page."""
    at = datetime(2026, 3, 1, tzinfo=UTC)
    imprint = Imprint(number=1, released_on=at, address="https://e.org/")
    with translation.override("en"):
        paper = layout.paper(json.loads(document), "en", imprint)
    blocks = next(one for one in paper.sections if one.anchor == "annexes").blocks
    tables = [one for one in blocks if isinstance(one, Table)]
    return [one for one in tables if one.columns[-1].title == "Who could supply it"]


def test_signed_sheet_is_said_to_be_with_the_secretariat(city: City) -> None:
    case = reviewed(city)
    before = at_desk(city.signatory).get("/en/").content.decode()
    assert "Decide whether it goes out in your name" in before
    on_paper(city, case)
    for person in (city.officer, city.signatory):
        page = at_desk(person).get("/en/").content.decode()
        assert "The secretariat has it: somebody there compares the signed sheet" in page
        assert "Signed on paper, to be confirmed" in page
        assert "Decide whether it goes out in your name" not in page
    city.network.holder = a_holder("office", Holder.Kind.SECRETARIAT)
    city.network.save()
    coordinator = a_person("coordinator", ("coordinator", city.network.holder))
    page = at_desk(coordinator).get("/en/").content.decode()
    assert "Signed sheets to confirm" in page
    assert "Signed on paper, to be confirmed" not in page


def test_city_still_may_approve_at_the_screen_what_is_signed_on_paper(city: City) -> None:
    case = reviewed(city)
    on_paper(city, case)
    path = f"/en/cases/{case.pk}/"
    page = at_desk(city.signatory).get(path).content.decode()
    assert f"{path}approve/" in page


def test_short_set_counts_in_letters_and_in_what_a_document_says_is_missing(city: City) -> None:
    choose(city.holder, "short", by=city.officer, at=moment(0))
    page = at_desk(city.officer).get("/en/requests/marwa/").content.decode()
    short = sets.of(frameworks.default(), "short")
    assert page.count('<span class="hint">(short set)</span>') == 2 * len(short)  # two places
    assert "(core)" not in page
    city.tell("marwa", ENOUGH)
    document = json.loads(city.draft("marwa", day=1).document)
    assert document["asked"] == "short"
    told = {gap["definition"] for gap in document["gaps"]}
    assert told == {one.code for one in short if one.audience == "public"} - {"POP-01", "POP-05"}


def test_core_counts_where_nothing_was_chosen(city: City) -> None:
    page = at_desk(city.officer).get("/en/requests/marwa/").content.decode()
    assert "(core)" in page
    assert "(short set)" not in page
    city.tell("marwa", ENOUGH)
    assert "asked" not in json.loads(city.draft("marwa", day=1).document)


@pytest.mark.parametrize(
    ("lang", "body", "language", "side"),
    [
        ("en", "Health agency of the coast", "en", "ltr"),
        ("en", "وكالة الصحة بالساحل", "ar", "rtl"),
        ("ar", "وكالة الصحة بالساحل", "ar", "rtl"),
        ("fr", "Agence de santé", "fr", "ltr"),
    ],
)
def test_body_that_holds_it_is_marked_with_its_language(
    city: City, lang: str, body: str, language: str, side: str
) -> None:
    stated(city, lang, body=body)
    marked = f'<bdi lang="{language}" dir="{side}">{body}</bdi>'
    for reader in ("ar", "en", "es", "fr"):
        for page in ("competences/", "indicators/"):
            said = at_desk(city.officer).get(f"/{reader}/cities/marwa/{page}").content.decode()
            assert marked in said, (reader, page)


def test_latin_name_at_an_arabic_desk_is_set_apart_without_a_language(city: City) -> None:
    stated(city, "ar", body="ONG <Rivages>")
    page = at_desk(city.officer).get(COMPETENCES).content.decode()
    assert "<bdi>ONG &lt;Rivages&gt;</bdi> (region)" in page
    assert Competence.objects.get().language == ""


def test_published_gap_names_who_holds_it_in_its_own_language(city: City) -> None:
    city.tell("marwa", ENOUGH)
    stated(city, "ar", body="وكالة الصحة بالساحل")
    document = city.draft("marwa", day=400).document
    answered, *_rest = gaps_of(document)
    reason, supplier = answered.rows[0].cells
    assert reason.text == "Not the city’s competence"
    assert (supplier.lang, supplier.text) == ("ar", "وكالة الصحة بالساحل (جهة)")


def test_officer_of_one_city_is_asked_for_no_city(city: City) -> None:
    page = at_desk(city.officer).get("/en/figures/bring/").content.decode()
    assert '<input type="hidden" name="holder" value="marwa"' in page
    assert "In whose name" not in page
    other = a_holder("elsewhere")
    both = a_person("both", ("officer", city.holder), ("officer", other))
    page = at_desk(both).get("/en/figures/bring/").content.decode()
    assert "In whose name" in page
