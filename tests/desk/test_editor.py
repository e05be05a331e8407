"""The profile editor: written and saved, two at once, brought back, for those who may."""

from __future__ import annotations

import json
import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from qantara.core.locales import LANGUAGES
from qantara.core.models import AuditLine
from qantara.editions.models import Block, Text, Version
from qantara.editions.write import translate_block, write_text
from qantara.knowledge.profiles.models import Narrative, Sketch
from qantara.network.models import Participation, Phase, Territory
from tests.desk.conftest import at_desk
from tests.desk.reading import form
from tests.knowledge.ledger.conftest import PEOPLE, START, City, made
from tests.people import a_holder, a_person
from tests.web.reading import Page

#: The only scripts there may be: files of our own.
MODULE = re.compile(r'<script type="module" src="/static/web/(editor|paste).js"></script>')
SCRIPT = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def city(db: None) -> City:
    city = made(db)
    member = Territory.objects.get(slug="marwa").members.get()
    phase = Phase.objects.create(network=city.network, number=1, name={})
    Participation.objects.create(network=city.network, member=member, joined_in=phase)
    return city


@pytest.fixture
def text(city: City) -> Text:
    made = write_text(
        ["The river divides the city.", "Many came by boat."], language="en", holder=city.holder,
        by=city.officer, at=START,
    )  # fmt: skip
    Narrative.objects.create(
        territory=Territory.objects.get(slug="marwa"), section="people", text=made
    )
    return made


def section(lang: str = "en", name: str = "people") -> str:
    return reverse("desk:section", kwargs={"lang": lang, "place": "marwa", "name": name})


def save_path(block: Block, text_lang: str = "en", lang: str = "en") -> str:
    return reverse("desk:save", kwargs={"lang": lang, "block": block.pk, "text_lang": text_lang})


def typed(markdown: str, expected: int = 1, **more: object) -> dict[str, object]:
    return {"markdown": markdown, "expected": expected, "hand": uuid4(), "turn": 1} | more


def change(client: Client, act: str, name: str = "people", **more: object) -> int:
    path = reverse("desk:change", kwargs={"lang": "en", "place": "marwa", "name": name})
    return client.post(path, {"once": uuid4(), "act": act} | more).status_code


def standing(text: Text) -> list[str]:
    return list(
        Block.objects.filter(text=text, removed_at=None)
        .order_by("order")
        .values_list("markdown", flat=True)
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_read_in_every_language_without_inline_script(
    city: City, text: Text, lang: str
) -> None:
    client = at_desk(city.officer)
    block = text.blocks.get(order=0)
    names = {"lang": lang, "place": "marwa"}
    for path in (
        reverse("desk:profiles", kwargs={"lang": lang}),
        reverse("desk:profile", kwargs=names),
        section(lang),
        reverse("desk:translate", kwargs=names | {"name": "people", "text_lang": "ar"}),
        reverse("desk:find-figure", kwargs=names | {"name": "people"}) + "?q=2024",
        reverse("desk:history", kwargs={"lang": lang, "block": block.pk, "text_lang": "en"}),
        reverse("desk:draft", kwargs=names | {"text_lang": "ar"}),
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer["Cache-Control"] == "no-store", path
        page = MODULE.sub("", answer.content.decode())
        assert Page(page).is_inline_free, path


def test_block_is_saved_by_the_form_and_comes_back_to_its_place(city: City, text: Text) -> None:
    client, block = at_desk(city.officer), text.blocks.get(order=0)
    given = form(client, section(), save_path(block)) | {
        "markdown": "The river joins the city.\r\n"
    }
    answer = client.post(save_path(block), given)
    assert (answer.status_code, answer["Location"]) == (302, f"{section()}#b-{block.pk}")
    assert standing(text) == ["The river joins the city.", "Many came by boat."]


def test_script_saves_turn_after_turn_and_is_told_the_version(city: City, text: Text) -> None:
    client, block, hand = at_desk(city.officer), text.blocks.get(order=0), uuid4()
    for turn, said in enumerate(("The", "The river", "The river rises."), 1):
        answer = client.post(
            save_path(block), typed(said, expected=turn, hand=hand, turn=turn), **SCRIPT
        )
        assert answer.status_code == 200
    assert answer.json() == {"version": 4, "words": "3"}
    assert standing(text)[0] == "The river rises."


def test_answer_lost_on_the_way_is_no_conflict_and_what_comes_late_is_left(
    city: City, text: Text
) -> None:
    client, block, hand = at_desk(city.officer), text.blocks.get(order=0), uuid4()
    client.post(save_path(block), typed("One", hand=hand), **SCRIPT)
    # The page never heard of version 2.
    two = client.post(save_path(block), typed("One two", hand=hand, turn=3), **SCRIPT)
    late = client.post(save_path(block), typed("One t", hand=hand, turn=2), **SCRIPT)
    assert (two.status_code, late.status_code) == (200, 200)
    assert standing(text)[0] == "One two"


@pytest.mark.parametrize("headers", [{}, SCRIPT])
def test_two_at_once_lose_nothing(city: City, text: Text, headers: dict[str, str]) -> None:
    other = a_person("second", ("officer", city.holder))
    block = text.blocks.get(order=0)
    at_desk(other).post(save_path(block), typed("The stream divides the city."), **SCRIPT)
    client = at_desk(city.officer)
    answer = client.post(save_path(block), typed("The river divides two quarters."), **headers)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "second changed this paragraph while you were writing." in page
    assert "<del>stream</del>" in page
    assert "<ins>river</ins>" in page
    assert "The river divides two quarters.</textarea>" in page
    assert standing(text)[0] == "The stream divides the city."
    version = re.search(r'name="expected" value="(\d+)"', page)
    assert version is not None
    kept = typed("The stream divides two quarters.", expected=int(version[1]))
    assert client.post(save_path(block), kept).status_code == 302
    assert standing(text)[0] == "The stream divides two quarters."
    said = set(Version.objects.filter(block=block).values_list("markdown", flat=True))
    assert {"The river divides the city.", "The stream divides the city."} <= said


def test_block_taken_away_meanwhile_is_said_and_what_was_typed_given_back(
    city: City, text: Text
) -> None:
    client, block = at_desk(city.officer), text.blocks.get(order=0)
    assert change(client, "remove", block=block.pk, expected=1) == 302
    answer = client.post(save_path(block), typed("The river bends."))
    assert answer.status_code == 409
    assert "The river bends.</textarea>" in answer.content.decode()
    assert change(client, "restore", block=block.pk) == 302
    assert standing(text) == ["Many came by boat.", "The river divides the city."]


def test_block_somebody_changed_is_not_taken_away(city: City, text: Text) -> None:
    client, block = at_desk(city.officer), text.blocks.get(order=0)
    client.post(save_path(block), typed("Changed."), **SCRIPT)
    assert change(client, "remove", block=block.pk, expected=1) == 409
    assert standing(text) == ["Changed.", "Many came by boat."]


def test_blocks_are_added_moved_and_written_in_another_language(city: City, text: Text) -> None:
    client, (first, second) = at_desk(city.officer), text.blocks.all()
    assert change(client, "down", block=first.pk) == 302
    assert change(client, "add", block=second.pk, language="ar") == 302
    found = list(Block.objects.filter(text=text).order_by("order"))
    assert [(one.markdown, one.source_language) for one in found] == [
        ("Many came by boat.", "en"), ("", "ar"), ("The river divides the city.", "en"),
    ]  # fmt: skip
    assert change(client, "language", block=first.pk, language="fr") == 302
    first.refresh_from_db()
    assert first.source_language == "fr"


def test_first_block_begins_the_section(city: City) -> None:
    client = at_desk(city.officer)
    assert change(client, "add", name="housing", language="ar") == 302
    begun = Narrative.objects.get(section="housing").text
    assert (begun.source_language, begun.holder, begun.blocks.count()) == ("ar", city.holder, 1)


def test_act_sent_twice_is_done_once(city: City, text: Text) -> None:
    client, once = at_desk(city.officer), uuid4()
    for _time in range(2):
        assert change(client, "add", once=once) == 302
    assert text.blocks.count() == 3


def test_translator_translates_and_writes_no_original(city: City, text: Text) -> None:
    translator = a_person("translator", ("translator", city.holder))
    client, block = at_desk(translator), text.blocks.get(order=0)
    assert client.post(save_path(block), typed("Mine now.")).status_code == 404
    assert (
        client.post(save_path(block, "ar"), typed("يقسم النهر المدينة.", expected=0)).status_code
        == 302
    )
    assert change(client, "remove", block=block.pk, expected=1) == 404
    page = client.get(section()).content.decode()
    assert "<textarea" not in page
    assert standing(text)[0] == "The river divides the city."
    assert block.translations.get(language="ar").is_current


def test_translation_made_from_an_older_text_is_outdated_and_shows_what_changed(
    city: City, text: Text
) -> None:
    block = text.blocks.get(order=0)
    seen = block.hash
    client = at_desk(city.officer)
    client.post(save_path(block), typed("The wide river divides the city."), **SCRIPT)
    client.post(
        save_path(block, "fr"), typed("Le fleuve divise la ville.", expected=0, seen=seen), **SCRIPT
    )
    path = reverse(
        "desk:translate",
        kwargs={"lang": "en", "place": "marwa", "name": "people", "text_lang": "fr"},
    )
    page = client.get(path).content.decode()
    assert re.search("<ins> ?wide ?</ins>", page)
    assert "Outdated" in page
    block.refresh_from_db()
    assert change(client, "stands", block=block.pk, language="fr", seen=block.hash) == 302
    assert "Outdated" not in client.get(path).content.decode()


def test_wording_only_keeps_translations_that_were_current(city: City, text: Text) -> None:
    block = text.blocks.get(order=0)
    translate_block(block, "Le fleuve divise la ville.", language="fr", by=city.officer, at=START)
    client = at_desk(a_person("second", ("officer", city.holder)))
    client.post(save_path(block), typed("The river, it divides the city."), **SCRIPT)
    block.refresh_from_db()
    assert not block.translations.get().is_current
    assert change(client, "wording", block=block.pk, seen=block.hash) == 302
    assert block.translations.get().is_current


def test_translation_of_an_equal_text_is_offered_within_one_holder(city: City, text: Text) -> None:
    mine = write_text(["Many came by boat."], language="en", holder=city.holder, by=None, at=START)
    theirs = write_text(
        ["Many came by boat."], language="en", holder=a_holder("other"), by=None, at=START
    )
    for one, said in ((mine, "Beaucoup vinrent par bateau."), (theirs, "Secret.")):
        translate_block(one.blocks.get(), said, language="fr", by=None, at=START)
    path = reverse(
        "desk:translate",
        kwargs={"lang": "en", "place": "marwa", "name": "people", "text_lang": "fr"},
    )
    page = at_desk(city.officer).get(path).content.decode()
    assert "Beaucoup vinrent par bateau.</blockquote>" in page
    assert "Secret." not in page
    assert not Block.objects.get(text=text, order=1).translations.exists()


def test_earlier_text_comes_back(city: City, text: Text) -> None:
    client, block = at_desk(a_person("second", ("officer", city.holder))), text.blocks.get(order=0)
    client.post(save_path(block), typed("Gone."), **SCRIPT)
    path = reverse("desk:history", kwargs={"lang": "en", "block": block.pk, "text_lang": "en"})
    assert "river" in client.get(path).content.decode()
    first = Version.objects.get(block=block, markdown="The river divides the city.")
    assert client.post(path, {"once": uuid4(), "version": first.pk}).status_code == 302
    assert standing(text)[0] == "The river divides the city."


def test_savings_of_an_hour_are_one_version_and_one_line_in_the_log(city: City, text: Text) -> None:
    client, block, hand = at_desk(city.officer), text.blocks.get(order=0), uuid4()
    before = AuditLine.objects.filter(act="block.changed").count()
    for turn in range(1, 4):
        client.post(
            save_path(block),
            typed("The river divides." + "!" * turn, expected=turn, hand=hand, turn=turn),
            **SCRIPT,
        )
    assert Version.objects.filter(block=block).values_list("markdown").distinct().count() == 2
    assert AuditLine.objects.filter(act="block.changed").count() == before + 1


def test_others_who_write_are_named(city: City, text: Text) -> None:
    other = a_person("second", ("officer", city.holder))
    at_desk(other).post(
        save_path(text.blocks.get(order=1)), typed("Others came on foot."), **SCRIPT
    )
    assert (
        "second is editing this section." in at_desk(city.officer).get(section()).content.decode()
    )
    assert "is editing this section." not in at_desk(other).get(section()).content.decode()


def test_stranger_finds_nothing(city: City, text: Text) -> None:
    stranger = at_desk(a_person("stranger", ("officer", a_holder("elsewhere"))))
    block = text.blocks.get(order=0)
    for path in (
        section(),
        reverse("desk:profile", kwargs={"lang": "en", "place": "marwa"}),
        reverse("desk:history", kwargs={"lang": "en", "block": block.pk, "text_lang": "en"}),
    ):
        assert stranger.get(path).status_code == 404
    assert stranger.post(save_path(block), typed("Theirs.")).status_code == 404
    assert stranger.post(save_path(block, "fr"), typed("Theirs.", expected=0)).status_code == 404
    assert (
        "marwa"
        not in stranger.get(reverse("desk:profiles", kwargs={"lang": "en"})).content.decode()
    )


class TestFigures:
    """Bound figures: drafted, found, inserted, shown; protected ones never."""

    @pytest.fixture
    def drafted(self, city: City, text: Text) -> City:
        city.tell("marwa", PEOPLE)
        path = reverse("desk:refresh-figures", kwargs={"lang": "en", "place": "marwa"})
        assert at_desk(city.officer).post(path, {"once": uuid4()}).status_code == 302
        return city

    def find(self, city: City, words: str, lang: str = "en") -> str:
        path = reverse(
            "desk:find-figure", kwargs={"lang": lang, "place": "marwa", "name": "people"}
        )
        return at_desk(city.officer).get(path, {"q": words}, **SCRIPT).content.decode()

    def test_figures_are_drafted_protected(self, drafted: City) -> None:
        kept = json.loads(Sketch.objects.get().document)["figures"]
        found = dict(zip(kept["key"], zip(kept["state"], kept["value"], strict=True), strict=True))
        assert {key: found[f"POP-01@marwa;{key}2024-01-01"] for key in ("", "SEX=F;", "SEX=M;")} == {
            "": ("shown", 103), "SEX=F;": ("withheld", None), "SEX=M;": ("withheld", None),
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("lang", "words"),
        [
            ("en", "foreign 2024"),
            ("fr", "étrangère 2024"),
            ("es", "extranjera 2024"),
            ("ar", "أجانب 2024"),
        ],
    )
    def test_search_speaks_the_language_of_the_reader(
        self, drafted: City, lang: str, words: str
    ) -> None:
        assert 'data-insert="{fig:POP-01@marwa;2024-01-01}"' in self.find(drafted, words, lang)

    def test_withheld_figure_is_found_and_cannot_be_inserted(self, drafted: City) -> None:
        page = self.find(drafted, "women")
        assert "Withheld" in page
        assert "data-insert" not in page

    def test_inserted_figure_is_shown_as_printed(self, drafted: City, text: Text) -> None:
        client, block = at_desk(drafted.officer), text.blocks.get(order=1)
        assert (
            change(client, "insert", block=block.pk, reference="{fig:POP-01@marwa;2024-01-01}")
            == 302
        )
        assert standing(text)[1] == "Many came by boat {fig:POP-01@marwa;2024-01-01}."
        page = client.get(section()).content.decode()
        assert "Many came by boat" in page.split("data-preview")[2]
        assert "103" in page.split("data-preview")[2]

    def test_preview_names_unknown_withheld_and_typed_figures(
        self, drafted: City, text: Text
    ) -> None:
        client, block = at_desk(drafted.officer), text.blocks.get(order=0)
        path = reverse("desk:shown", kwargs={"lang": "en", "block": block.pk, "text_lang": "en"})
        said = "Of {fig:NO-01@marwa;2024} and {fig:POP-01@marwa;SEX=F;2024-01-01} we counted 712 and 3 people."
        page = client.post(path, typed(said)).content.decode()
        assert "There is no figure “NO-01@marwa;2024”." in page
        assert "“POP-01@marwa;SEX=F;2024-01-01” is withheld to protect people." in page
        assert "“712” is typed by hand" in page
        assert "A number typed here equals “POP-01@marwa;SEX=F;2024-01-01”" in page

    def test_nobody_learns_a_withheld_number_by_typing(self, drafted: City, text: Text) -> None:
        translator = at_desk(a_person("translator", ("translator", drafted.holder)))
        path = reverse(
            "desk:shown",
            kwargs={"lang": "en", "block": text.blocks.get(order=0).pk, "text_lang": "fr"},
        )
        page = translator.post(path, typed("3 personnes")).content.decode()
        assert "equals" not in page

    def test_draft_is_a_page_and_a_pdf(self, drafted: City, text: Text) -> None:
        client = at_desk(drafted.officer)
        names = {"lang": "en", "place": "marwa", "text_lang": "fr"}
        assert (
            "The river divides the city."
            in client.get(reverse("desk:draft", kwargs=names)).content.decode()
        )
        answer = client.get(reverse("desk:draft-pdf", kwargs=names))
        assert answer.content[:5] == b"%PDF-"
        assert answer["Cache-Control"] == "no-store"
