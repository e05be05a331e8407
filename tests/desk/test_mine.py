"""What is kept about me, and the log: shown to those it concerns, handed over, erased."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.test import Client

from qantara.accounts.kept import NOBODY
from qantara.accounts.models import Person, Visit
from qantara.core import audit, clock, personal_data, retention
from qantara.core.errors import DomainError
from qantara.core.models import AuditLine, Erasure, OnceKey
from qantara.editions.read import standing
from qantara.editions.write import write_text
from qantara.knowledge.reviews.anchors import digest
from qantara.knowledge.reviews.disputes import agree, dispute
from qantara.knowledge.reviews.models import Side
from qantara.knowledge.reviews.remarks import remark, reply
from qantara.knowledge.reviews.signing import sign
from qantara.mail.models import Letter
from qantara.mail.outbox import post
from qantara.network.handovers.hand import announce
from qantara.network.stakeholders import keep
from qantara.network.stakeholders.keep import Draft
from qantara.releases.models import Signature
from tests.desk.conftest import Team, at_desk
from tests.desk.reading import form
from tests.people import a_holder, a_person
from tests.releases.conftest import AT, opened, released
from tests.web.reading import Page

MINE, LOG = "/en/account/data/", "/en/log/"
ERASE = f"{MINE}erasure/"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ar", "ما يُحفظ عنكم"),
        ("en", "What is kept about you"),
        ("es", "Lo que se guarda sobre usted"),
        ("fr", "Ce qui est conservé à votre sujet"),
    ],
)
def test_page_says_in_every_language_what_is_kept_and_why(team: Team, lang: str, said: str) -> None:
    opened(team)
    html = at_desk(team.officer).get(f"/{lang}/account/data/").content.decode()
    page = Page(html)
    assert said in html
    assert page.is_inline_free
    assert page.repeated_ids == set()
    for topic in personal_data.topics():
        assert f'id="t-{topic.name}"' in html
    assert "officer@example.org" in html


def test_export_holds_everything_and_nothing_of_others(team: Team) -> None:
    released(team)
    post("officer@example.org", language="en", subject="Hello", body="Text", at=AT)
    post("reviewer@example.org", language="en", subject="Not mine", body="Text", at=AT)
    response = at_desk(team.officer).get(f"{MINE}export.json")
    assert response["Content-Disposition"] == 'attachment; filename="qantara-my-data.json"'
    found = json.loads(response.content)
    assert list(found) == [topic.name for topic in personal_data.topics()]
    assert found["account"] == [
        {"name": "officer", "email": "officer@example.org", "language": "en", "time_zone": "UTC"}
    ]
    assert [row["subject"] for row in found["letters"]] == ["Hello"]
    assert [(row["act"], row["subject"]) for row in found["signatures"]] == [("wrote", "velmora")]
    assert [row["act"] for row in found["log"]] == ["case.opened"]
    assert "reviewer" not in response.content.decode()


def ask(client: Client, **given: str) -> int:
    return client.post(ERASE, form(client, MINE, ERASE) | given).status_code


def test_erasure_waits_and_can_be_taken_back(team: Team) -> None:
    client = at_desk(team.officer)
    assert ask(client) == 302
    waiting = Erasure.objects.get()
    assert waiting.due_at - waiting.asked_at == personal_data.WAIT
    assert personal_data.erase_due(waiting.due_at - timedelta(seconds=1)) == 0
    assert "You asked to be erased." in client.get(MINE).content.decode()
    assert ask(client, keep="1") == 302
    assert personal_data.erase_due(waiting.due_at) == 0
    assert Person.objects.get(pk=team.officer.pk).name == "officer"


def test_erased_person_is_nobody_and_every_seal_and_signature_stands(team: Team) -> None:
    released(team)
    post("officer@example.org", language="en", subject="Hello", body="Text", at=AT)
    client = at_desk(team.officer)
    assert ask(client) == 302
    audit.seal(b"key")
    assert personal_data.erase_due(clock.now() + personal_data.WAIT) == 1
    audit.seal(b"key")
    person = Person.objects.get(pk=team.officer.pk)
    assert (person.name, person.email, person.is_active, person.has_usable_password()) == (
        NOBODY, f"{person.pk}@erased.invalid", False, False,
    )  # fmt: skip
    assert not person.roles.filter(until=None).exists()
    assert not Letter.objects.filter(subject="Hello").exists()
    assert not Visit.objects.filter(person=person).exists()
    assert Signature.objects.filter(person=person).count() == 1
    assert audit.names_of(person.pk) == []
    assert audit.broken(b"key") is None
    text = at_desk(team.signatory).get(LOG).content.decode()
    assert "somebody who was erased" in text
    assert client.get("/en/").status_code == 302
    assert personal_data.erase_due(clock.now() + personal_data.WAIT) == 0


def test_only_approver_finds_a_successor_first(team: Team) -> None:
    assert ask(at_desk(team.signatory)) == 422
    assert not Erasure.objects.exists()
    second = a_person("second", ("signatory", team.city))
    personal_data.ask_erasure(team.signatory.pk, by=team.signatory, at=clock.now())
    second.roles.update(until=clock.now())
    assert personal_data.erase_due(clock.now() + personal_data.WAIT) == 0
    with pytest.raises(DomainError, match="only approver"):
        personal_data.ask_erasure(team.signatory.pk, by=team.signatory, at=clock.now())


def test_form_sent_twice_asks_once(team: Team) -> None:
    client = at_desk(team.officer)
    sent = form(client, MINE, ERASE)
    assert [client.post(ERASE, sent).status_code for _time in range(2)] == [302, 302]
    assert Erasure.objects.count() == 1


def test_timers_forget_what_is_over_its_time(team: Team) -> None:
    now = clock.now()
    for days, subject in ((91, "old"), (89, "newer")):
        letter = post("a@example.org", language="en", subject=subject, body="x", at=now)
        letter.sent_at = now - timedelta(days=days)
        letter.save()
    waits = post("a@example.org", language="en", subject="waits", body="x", at=AT)
    OnceKey.objects.create(key="01a203b2-378c-7c32-9128-7e10625154df", at=now - timedelta(days=31))
    assert {name: n for name, n in retention.heed(now).items() if n} == {"letters": 1, "once": 1}
    assert set(Letter.objects.values_list("subject", flat=True)) == {"newer", waits.subject}


@pytest.mark.parametrize("lang", ["ar", "en", "es", "fr"])
def test_log_is_shown_to_those_it_concerns(team: Team, lang: str) -> None:
    released(team)
    audit.record("case.opened", a_holder("elsewhere"), by=team.stranger, at=AT, reason="not theirs")
    html = at_desk(team.signatory).get(f"/{lang}/log/").content.decode()
    assert Page(html).is_inline_free
    assert html.count("<td data-l=") == 4 * 4
    assert "reviewer" in html
    assert "stranger" not in html
    assert "case.opened" not in html


def test_log_of_another_holder_is_not_there(team: Team) -> None:
    released(team)
    browser = at_desk(team.signatory)
    assert browser.get(f"{LOG}?of=velmora").status_code == 200
    assert browser.get(f"{LOG}?of=ostrava-nova").status_code == 404
    assert at_desk(team.reviewer).get(LOG).status_code == 404


def test_every_act_of_the_log_has_its_words_or_is_seen_by_nobody(team: Team) -> None:
    released(team)
    html = at_desk(team.signatory).get(LOG).content.decode()
    for act in AuditLine.objects.filter(holder=team.city.pk).values_list("act", flat=True):
        assert act not in html


def test_what_somebody_wrote_anywhere_is_in_their_export_and_no_word_of_others(team: Team) -> None:
    city, officer, reviewer = team.city, team.officer, team.reviewer
    text = write_text(["No bridges."], language="en", holder=city, by=officer, at=AT)
    block = text.blocks.get()
    thread = remark(block, "en", "Which ones?", seen=block.hash, by=reviewer, at=AT)
    reply(thread, "All of them.", by=officer, at=AT)
    disputed = dispute(block, "en", {"en": "We have nine."}, seen=block.hash, by=officer, at=AT)
    agree(disputed, Side.CITY, seen=1, hashed=block.hash, by=officer, at=AT)
    sign(text, "en", Side.CITY, seen=digest(standing(text), "en"), by=officer, at=AT)
    draft = Draft(name="Harbour office", level="local", parts={})
    keep.add(draft, holder=city, by=officer, at=AT)
    announce(
        officer, holder=city, leaves_on=AT.date() + timedelta(days=9), successor=team.signatory,
        words="The keys are with the porter.", by=officer, at=AT,
    )  # fmt: skip
    assert said_by(officer) == {
        "remarks": ["All of them."],
        "statements": ["We have nine."],
        "sign-offs": ["City"],
        "handovers": ["The keys are with the porter."],
        "team-lists": ["Harbour office"],
    }
    assert said_by(reviewer) == {"remarks": ["Which ones?"]}
    assert said_by(team.signatory) == {"handovers": [""]}
    audit.seal(b"key")
    personal_data.ask_erasure(officer.pk, by=officer, at=clock.now())
    assert personal_data.erase_due(clock.now() + personal_data.WAIT) == 1
    audit.seal(b"key")
    assert audit.broken(b"key") is None
    assert said_by(officer) == {
        "remarks": ["All of them."],
        "statements": ["We have nine."],
        "sign-offs": ["City"],
        "handovers": [""],
    }
    assert b"officer" not in at_desk(team.signatory).get(LOG).content


def said_by(person: Person) -> dict[str, list[str]]:
    """Topic -> the one telling value of each row, of topics of what somebody wrote."""
    telling = {
        "remarks": "words", "statements": "words", "sign-offs": "side", "handovers": "words",
        "team-lists": "entry", "extensions": "words", "data-requests": "words",
    }  # fmt: skip
    found = personal_data.export(person.pk)
    return {
        name: [row[value] for row in found[name] if row[value] or name == "handovers"]
        for name, value in telling.items()
        if found[name]
    }


#: Where a table names a person, the topic that tells them of it. What the log tells is in "log": each of
#: these is written by an act that leaves a line of theirs, with the reason they gave.
TOLD = {
    "core.Pseudonym": "log", "core.Erasure": "log",
    "accounts.Role": "roles", "accounts.Opening": "openings", "accounts.Authenticator": "factors",
    "accounts.Passkey": "factors", "accounts.RecoveryCode": "factors",
    "accounts.Identity": "identities", "accounts.Invitation": "invitations",
    "accounts.Request": "log", "accounts.Visit": "visits",
    "notices.Digest": "notices", "notices.Notice": "notices", "notices.Wish": "rhythm",
    "notices.Feed": "feeds",
    "editions.Translation": "texts", "editions.Version": "texts",
    "releases.Mandate": "log", "releases.Sheet": "log", "releases.Signature": "signatures",
    "releases.Contribution": "texts", "releases.Withdrawal": "log",
    "network.Handover": "handovers", "network.Entry": "directory", "network.Consent": "consents",
    "knowledge.Batch": "log", "knowledge.Preference": "log", "knowledge.ChosenSet": "log",
    "knowledge.Competence": "log", "knowledge.Confirmation": "log", "knowledge.Due": "log",
    "knowledge.Extension": "extensions", "knowledge.Delivery": "log", "knowledge.Arrival": "log",
    "knowledge.EvidenceFile": "log", "knowledge.Mark": "log", "knowledge.Wording": "log",
    "knowledge.Proposal": "log", "knowledge.DataRequest": "log",
    "knowledge.LetterText": "data-requests", "knowledge.Thread": "remarks",
    "knowledge.Said": "remarks", "knowledge.Statement": "statements",
    "knowledge.SignOff": "sign-offs",
}  # fmt: skip


def test_every_table_that_names_a_person_has_a_topic_that_tells_them() -> None:
    naming = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label != "action"
        and any(
            field.related_model is Person or field.name == "person"
            for field in model._meta.concrete_fields
        )
    }
    assert naming == set(TOLD)
    assert set(TOLD.values()) - {topic.name for topic in personal_data.topics()} == set()
