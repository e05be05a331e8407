"""Review at the desk: remarks, disputes, chapters signed off, for those who may."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from qantara.accounts.models import Holder, Person
from qantara.core.locales import LANGUAGES
from qantara.core.models import AuditLine
from qantara.editions.models import Block, Text
from qantara.editions.write import change_block, translate_block, write_text
from qantara.knowledge.profiles.models import Narrative
from qantara.knowledge.reviews.models import Said, SignOff, Statement, Thread
from qantara.network.models import Member, Network, Participation, Phase, Territory
from tests.desk.conftest import at_desk
from tests.desk.reading import form
from tests.fenced import fenced_desk
from tests.knowledge.ledger.conftest import PEOPLE, START, City, made, moment
from tests.people import a_holder, a_person
from tests.web.reading import Page

__all__ = ["fenced_desk"]


@pytest.fixture
def city(db: None) -> City:
    return made(db)


@pytest.fixture
def text(city: City) -> Text:
    return chapter(city, "people", "The river divides the city.", "Many came by boat.")


def chapter(city: City, section: str, *paragraphs: str, language: str = "en") -> Text:
    made = write_text(
        list(paragraphs), language=language, holder=city.holder, by=city.officer, at=START
    )
    place = Territory.objects.get(slug="marwa")
    Narrative.objects.create(territory=place, section=section, text=made)
    return made


def page_of(text: Text, text_lang: str = "en", lang: str = "en") -> str:
    return reverse("desk:chapter", kwargs={"lang": lang, "key": text.pk, "text_lang": text_lang})


def first(text: Text) -> Block:
    return text.blocks.get(order=0)


def of_block(name: str, block: Block, text_lang: str = "en") -> str:
    return reverse(f"desk:{name}", kwargs={"lang": "en", "block": block.pk, "text_lang": text_lang})


def of_thread(name: str, thread: Thread, lang: str = "en") -> str:
    return reverse(f"desk:{name}", kwargs={"lang": lang, "key": thread.pk})


def remark(client: Client, block: Block, words: str = "Since when?", **more: str) -> Thread:
    path = of_block("remark", block)
    given = form(client, path, path) | {"words": words} | more
    assert client.post(path, given).status_code == 302
    return Thread.objects.latest("opened_at")


def dispute(client: Client, block: Block, words: str = "It joins it.") -> Thread:
    path = of_block("dispute", block)
    given = form(client, path, path) | {"words_en": words, "words_ar": "بل يجمعها."}
    assert client.post(path, given).status_code == 302
    return Thread.objects.latest("opened_at")


def sign(client: Client, text: Text, side: str, text_lang: str = "en") -> int:
    path = reverse(
        f"desk:sign-{side}", kwargs={"lang": "en", "key": text.pk, "text_lang": text_lang}
    )
    given = form(client, page_of(text, text_lang), path) | {"confirm": "on"}
    return client.post(path, given).status_code


def standing(text: Text) -> list[tuple[str, str, str]]:
    rows = SignOff.objects.standing().filter(text=text).order_by("language", "side")
    return list(rows.values_list("language", "side", "by__name"))


def type_anew(block: Block, markdown: str, by: Person) -> None:
    block.refresh_from_db()
    change_block(block, markdown, expected=block.version, by=by, at=START)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_read_in_every_language_without_inline_script(
    city: City, text: Text, lang: str
) -> None:
    client = at_desk(city.officer)
    one, other = remark(client, first(text)), dispute(client, first(text))
    type_anew(first(text), "The river bends.", city.officer)
    names = {"lang": lang, "block": first(text).pk, "text_lang": "en"}
    for path in (
        reverse("desk:reviews", kwargs={"lang": lang}),
        page_of(text, lang=lang),
        page_of(text, "ar", lang),
        reverse("desk:remark", kwargs=names),
        reverse("desk:dispute", kwargs=names),
        of_thread("thread", one, lang),
        of_thread("thread", other, lang),
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer["Cache-Control"] == "no-store", path
        assert Page(answer.content.decode()).is_inline_free, path


def test_remark_is_answered_resolved_and_opened_again_with_who_and_when(
    city: City, text: Text
) -> None:
    expert, officer = at_desk(city.reviewer), at_desk(city.officer)
    thread = remark(expert, first(text), "Since when does it?")
    page = of_thread("thread", thread)
    for name, words in (("thread-reply", "Since 1900."), ("thread-resolve", "")):
        given = form(officer, page, of_thread("thread-reply", thread)) | {"words": words}
        assert officer.post(of_thread(name, thread), given).status_code == 302
    thread.refresh_from_db()
    assert not thread.is_open
    given = form(expert, page, of_thread("thread-reply", thread)) | {"words": "Give the source."}
    assert expert.post(of_thread("thread-reopen", thread), given).status_code == 302
    assert list(thread.said.values_list("act", "by__name", "words")) == [
        ("said", "reviewer", "Since when does it?"),
        ("said", "officer", "Since 1900."),
        ("resolved", "officer", ""),
        ("reopened", "reviewer", "Give the source."),
    ]
    acts = set(AuditLine.objects.values_list("act", flat=True))
    assert {"remark.made", "remark.answered", "remark.resolved", "remark.reopened"} <= acts


def test_remark_on_a_text_that_changed_shows_both_texts(city: City, text: Text) -> None:
    thread = remark(at_desk(city.reviewer), first(text))
    type_anew(first(text), "The stream divides the city.", city.officer)
    for path in (of_thread("thread", thread), page_of(text)):
        assert "The text changed since" in at_desk(city.reviewer).get(path).content.decode()
    page = at_desk(city.reviewer).get(of_thread("thread", thread)).content.decode()
    assert "<del>river</del>" in page
    assert "<ins>stream</ins>" in page


def test_remark_on_a_text_that_changed_meanwhile_is_a_conflict_and_keeps_its_words(
    city: City, text: Text
) -> None:
    client, path = at_desk(city.reviewer), of_block("remark", first(text))
    given = form(client, path, path) | {"words": "Since when?"}
    type_anew(first(text), "The stream divides the city.", city.officer)
    answer = client.post(path, given)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>river</del>" in page
    assert "<ins>stream</ins>" in page
    assert "Since when?</textarea>" in page
    assert not Thread.objects.exists()


def test_remark_hangs_on_a_figure_of_the_paragraph_and_on_no_other(city: City) -> None:
    text = chapter(city, "people", "There are {fig:POP-01@marwa;2024-01-01} of them.")
    client = at_desk(city.reviewer)
    thread = remark(client, first(text), figure="POP-01@marwa;2024-01-01")
    assert thread.figure == "POP-01@marwa;2024-01-01"
    path = of_block("remark", first(text))
    given = form(client, path, path) | {"words": "Old", "figure": "POP-02@marwa;2024-01-01"}
    assert client.post(path, given).status_code == 422


def test_expert_sees_no_withheld_number(city: City) -> None:
    city.tell("marwa", PEOPLE)
    city.draft("marwa", kind="profile")
    text = chapter(city, "people", "Women: {fig:POP-01@marwa;SEX=F;2024-01-01}.")
    client = at_desk(city.reviewer)
    thread = remark(client, first(text), figure="POP-01@marwa;SEX=F;2024-01-01")
    for path in (page_of(text), of_thread("thread", thread), of_block("remark", first(text))):
        page = client.get(path).content.decode()
        assert "withheld" in page.lower(), path
        assert ">3<" not in page, path
        assert ": 3" not in page, path


def test_form_sent_twice_acts_once(city: City, text: Text) -> None:
    client, path = at_desk(city.reviewer), of_block("remark", first(text))
    given = form(client, path, path) | {"words": "Since when?"}
    assert [client.post(path, given).status_code for _time in range(2)] == [302, 302]
    assert Thread.objects.count() == 1


def test_words_of_one_person_are_asked_about_once(city: City, text: Text) -> None:
    client, path = at_desk(city.reviewer), of_block("remark", first(text))
    given = form(client, path, path) | {"words": "A woman from the harbour told me."}
    answer = client.post(path, given)
    assert answer.status_code == 422
    assert "told of one person" in answer.content.decode()
    assert client.post(path, given | {"sure": "on"}).status_code == 302


def test_resolving_what_somebody_answered_meanwhile_is_a_conflict(city: City, text: Text) -> None:
    thread = remark(at_desk(city.reviewer), first(text))
    client, page = at_desk(city.officer), of_thread("thread", thread)
    given = form(client, page, of_thread("thread-reply", thread)) | {"words": "Done."}
    other = at_desk(city.reviewer)
    said = form(other, page, of_thread("thread-reply", thread)) | {"words": "One thing more."}
    assert other.post(of_thread("thread-reply", thread), said).status_code == 302
    answer = client.post(of_thread("thread-resolve", thread), given)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "One thing more." in shown
    assert "Done.</textarea>" in shown
    thread.refresh_from_db()
    assert thread.is_open


def test_city_states_and_both_sides_settle_it(city: City, text: Text) -> None:
    officer, expert = at_desk(city.officer), at_desk(city.reviewer)
    thread = dispute(officer, first(text))
    page = expert.get(page_of(text)).content.decode()
    assert "It joins it." in page
    settle = {
        "city": of_thread("settle-city", thread),
        "expert": of_thread("settle-expert", thread),
    }
    shown = of_thread("thread", thread)
    given = form(officer, shown, settle["city"])
    assert officer.post(settle["city"], given).status_code == 302
    thread.refresh_from_db()
    assert thread.is_open
    # The text changes: what the city agreed to was another one.
    type_anew(first(text), "The river joins the city.", city.officer)
    assert expert.post(settle["expert"], form(expert, shown, settle["expert"])).status_code == 302
    thread.refresh_from_db()
    assert thread.is_open
    assert officer.post(settle["city"], form(officer, shown, settle["city"])).status_code == 302
    thread.refresh_from_db()
    assert not thread.is_open
    acts = list(Said.objects.filter(thread=thread).values_list("act", "side"))
    assert acts == [
        ("stated", "city"), ("agreed", "city"), ("agreed", "expert"), ("agreed", "city"),
        ("settled", ""),
    ]  # fmt: skip


def test_statement_worded_at_once_by_two_is_a_conflict_with_both(city: City, text: Text) -> None:
    officer = at_desk(city.officer)
    thread = dispute(officer, first(text))
    path, page = of_thread("restate", thread), of_thread("thread", thread)
    mine = form(officer, page, path) | {"words_en": "It joins two banks."}
    theirs = at_desk(city.signatory)
    given = form(theirs, page, path) | {"words_en": "It feeds the city."}
    assert theirs.post(path, given).status_code == 302
    answer = officer.post(path, mine)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "It feeds the city." in shown
    assert "It joins two banks.</textarea>" in shown
    assert Statement.objects.count() == 2


def test_signature_under_a_chapter_falls_when_it_changes(city: City, text: Text) -> None:
    for block in text.blocks.all():
        translate_block(block, f"fr {block.markdown}", language="fr", by=city.officer, at=START)
    expert, officer = at_desk(city.reviewer), at_desk(city.officer)
    assert [sign(expert, text, "expert", lang) for lang in ("en", "fr")] == [302, 302]
    assert sign(officer, text, "city") == 302
    assert standing(text) == [
        ("en", "city", "officer"), ("en", "expert", "reviewer"), ("fr", "expert", "reviewer"),
    ]  # fmt: skip
    translate_block(first(text), "Le fleuve.", language="fr", by=city.officer, at=START)
    assert standing(text) == [("en", "city", "officer"), ("en", "expert", "reviewer")]
    type_anew(first(text), "The river bends.", city.officer)
    assert standing(text) == []
    page = expert.get(page_of(text)).content.decode()
    assert "reviewer has to look again" in page
    assert "Earlier signatures" in page
    assert SignOff.objects.filter(text=text).count() == 3
    queue = expert.get(reverse("desk:reviews", kwargs={"lang": "en"})).content.decode()
    assert "reviewer has to look again" in queue


def test_signature_falls_behind_the_fence_too(fenced_desk: None, city: City, text: Text) -> None:
    expert, officer, block = at_desk(city.reviewer), at_desk(city.officer), first(text)
    assert sign(expert, text, "expert") == 302
    assert len(standing(text)) == 1
    thread = dispute(officer, block)
    path = of_thread("settle-expert", thread)
    assert expert.post(path, form(expert, of_thread("thread", thread), path)).status_code == 302
    save = of_block("save", block)
    typed = {"markdown": "The river bends.", "expected": 1, "hand": uuid4(), "turn": 1}
    assert officer.post(save, typed).status_code == 302
    assert standing(text) == []


def test_signing_what_changed_meanwhile_is_a_conflict_with_both_texts(
    city: City, text: Text
) -> None:
    client = at_desk(city.reviewer)
    path = reverse("desk:sign-expert", kwargs={"lang": "en", "key": text.pk, "text_lang": "en"})
    given = form(client, page_of(text), path) | {"confirm": "on"}
    type_anew(first(text), "The stream divides the city.", city.officer)
    answer = client.post(path, given)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>river</del>" in page
    assert "<ins>stream</ins>" in page
    assert standing(text) == []


def test_who_wrote_does_not_sign_as_expert_and_nobody_signs_for_both(
    city: City, text: Text
) -> None:
    both = a_person("both", ("reviewer", city.holder), ("officer", city.holder))
    client = at_desk(both)
    assert sign(client, text, "expert") == 302
    assert sign(client, text, "city") == 422
    type_anew(first(text), "The river bends.", both)
    assert sign(client, text, "expert") == 422
    assert sign(client, text, "city") == 302
    assert standing(text) == [("en", "city", "both")]


def test_chapter_not_translated_whole_waits_for_nobody_here(city: City, text: Text) -> None:
    translate_block(first(text), "Le fleuve.", language="fr", by=city.officer, at=START)
    page = at_desk(city.reviewer).get(page_of(text, "fr")).content.decode()
    assert "Sign off as expert" not in page
    assert "It is not written in this language yet." in page


def test_queue_is_of_those_one_is_assigned_to_and_asks_as_much_for_more_of_them(
    city: City, text: Text
) -> None:
    path = reverse("desk:reviews", kwargs={"lang": "en"})
    client = at_desk(city.reviewer)
    assert "Marwa" in client.get(path).content.decode()
    stranger = a_person("stranger", ("reviewer", a_holder("elsewhere")))
    assert "Marwa" not in at_desk(stranger).get(path).content.decode()
    assert at_desk(stranger).get(page_of(text)).status_code == 404
    counts = []
    for section in ("housing", "work", "health"):
        chapter(city, section, "One", "Two")
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        counts.append(len(asked))
    assert len(set(counts)) == 1


def test_queue_is_narrowed_by_language_and_by_side(city: City, text: Text) -> None:
    for block in text.blocks.all():
        translate_block(block, "fr", language="fr", by=city.officer, at=START)
    client = at_desk(city.reviewer)
    path = reverse("desk:reviews", kwargs={"lang": "en"})

    def asked(query: str) -> int:
        return int(client.get(f"{path}?{query}").context["signatures"])

    assert [asked(query) for query in ("", "language=fr", "side=expert", "side=mine")] == [
        4, 2, 2, 2,
    ]  # fmt: skip
    assert asked("place=nowhere") == 0


def test_secretariat_reviews_its_members_from_afar_and_a_donor_reads_nothing(
    city: City, text: Text
) -> None:
    office = a_holder("office", Holder.Kind.SECRETARIAT)
    network = Network.objects.create(slug="office", name={}, holder=office)
    phase = Phase.objects.create(network=network, number=1, name={})
    member = Member.objects.get(slug="marwa")
    Participation.objects.create(
        network=network, member=member, joined_in=phase, valid_from=date(2020, 1, 1)
    )
    coordinator = at_desk(a_person("coordinator", ("coordinator", office)))
    remark(coordinator, first(text))
    assert sign(coordinator, text, "expert") == 302
    donor = at_desk(a_person("donor", ("reader", city.holder)))
    assert donor.get(page_of(text)).status_code == 404
    path = of_block("remark", first(text))
    assert donor.post(path, {"once": uuid4(), "words": "x"}).status_code == 404


def test_chapter_waits_until_it_is_released_and_again_once_it_changes(
    city: City, text: Text
) -> None:
    city.tell("marwa", PEOPLE)
    officer = at_desk(city.officer)
    path = reverse("desk:reviews", kwargs={"lang": "en"})

    def waits() -> bool:
        return page_of(text) in officer.get(path).content.decode()

    assert waits()
    city.release(city.draft("marwa", day=1, kind="profile"), day=1)
    assert not waits()
    change_block(
        first(text), "The river joins the city.", expected=1, by=city.officer, at=moment(2)
    )
    assert waits()
