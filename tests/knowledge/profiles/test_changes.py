"""What a later release changed: every kind of difference, why, and nothing of what went."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation

from qantara.core.locales import LANGUAGES
from qantara.knowledge.profiles import kind, revision
from qantara.knowledge.profiles.changes import Reason, changes
from qantara.knowledge.profiles.parts import Area
from qantara.papers import Bullets, Paper, Paragraph, Subheading, Table
from qantara.releases.kinds import Imprint, Issue
from qantara.web import paper as web_paper
from tests.knowledge.profiles.conftest import Drafter, frame, row

#: What was counted before and may not be found anywhere afterwards.
CANARY = 987_654
BEFORE = (
    row("CTX-01", "2024", 412_144, obs_status="P"),
    row("CTX-01", "2023", 410_000),
    row("CTX-01", "2022", 405_000, obs_status="P"),
    row("CTX-01", "2021", 399_109, source=1),
    row("EDU-05", "2023", 24.31, unit="PER_100", decimals=1),
    row("COH-02", "2023", CANARY, unit="CASES", breakdown="GROUND=SEX"),
    row("COH-02", "2022", CANARY + 1, unit="CASES", breakdown="GROUND=SEX"),
    row("EMP-07", "2023", 9.4, unit="PT", decimals=1),
    row("HLT-06", "2023", 7, unit="FAC"),
    row("HLT-06", "2022", None, unit="FAC", state="absent", absence="not_collected"),
)
NOW = (
    row("CTX-01", "2024", 412_573, note="final-2024"),
    row("CTX-01", "2023", 410_000),
    row("CTX-01", "2022", 405_000),
    row("CTX-01", "2021", 401_323),
    row("EDU-05", "2023", 24.34, unit="PER_100", decimals=1),
    row("COH-02", "2023", None, unit="CASES", breakdown="GROUND=SEX", state="withheld"),
    row("EMP-07", "2023", None, unit="PT", decimals=1, state="absent", absence="refused"),
    row("HLT-06", "2023", 8, unit="FAC", is_break=True, break_note="new-register"),
    row("HLT-06", "2022", 7, unit="FAC"),
)
PREFERENCE = {"definition": "CTX-01", "period": "2021", "reason": "register-preferred"}


def issue(document: dict[str, Any], number: int) -> Issue:
    released = datetime(2026, 5 + number, 8, 9, tzinfo=UTC)
    address = f"https://qantara.example/r/version{number}"
    return Issue(
        document=document,
        imprint=Imprint(number=number, released_on=released, address=address),
    )


@pytest.fixture(scope="module")
def issues(drafted: Drafter) -> tuple[Issue, Issue]:
    older = drafted(frame(*BEFORE))
    newer = drafted(frame(*NOW), preferences=[PREFERENCE])
    kind.PROFILE.validate(newer)
    return issue(older, 1), issue(newer, 2)


def listed(issues: tuple[Issue, Issue], lang: str) -> Paper:
    assert kind.PROFILE.comparison
    return kind.PROFILE.comparison.paper(*issues, lang)


def rows_of(issues: tuple[Issue, Issue], lang: str) -> list[dict[str, str]]:
    assert kind.PROFILE.comparison
    content = kind.PROFILE.comparison.table(*issues, lang)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_changes_tells_what_differs_and_why(issues):
    found = changes(issues[0].document, issues[1].document)
    assert [
        (one.what, one.about.key, one.before.value if one.before else None, one.reasons)
        for one in found.figures
    ] == [
        ("revised", "CTX-01@ardelune;2024", 412_144, (Reason(why="note", text="final-2024"),)),
        ("marked", "CTX-01@ardelune;2022", 405_000, (Reason(why="final", text="P"),)),
        (
            "revised", "CTX-01@ardelune;2021", 399_109,
            (Reason(why="source", text="register-preferred"),),
        ),
        ("gone", "COH-02@ardelune;GROUND=SEX;2023", None, ()),
        ("gone", "COH-02@ardelune;GROUND=SEX;2022", None, ()),
        ("gone", "EMP-07@ardelune;2023", None, ()),
        ("revised", "HLT-06@ardelune;2023", 7, (Reason(why="break", text="new-register"),)),
        ("added", "HLT-06@ardelune;2022", None, ()),
    ]  # fmt: skip


def test_changes_of_a_document_against_itself_are_none(issues):
    assert changes(issues[1].document, issues[1].document).figures == ()


def test_changes_says_that_a_share_was_worked_out_anew(drafted):
    def residents(foreign: int) -> dict[str, Any]:
        return drafted(frame(row("CTX-01", "2023", 1_000), row("POP-01", "2023", foreign)))

    found = {one.about.key: one for one in changes(residents(180), residents(194)).figures}
    assert [reason.why for reason in found["POP-01@ardelune;2023"].reasons] == ["restated"]
    assert [reason.why for reason in found["POP-01@ardelune;2023 share"].reasons] == ["reckoned"]


def test_figures_of_a_wider_area_are_listed_under_its_name(drafted):
    name = {
        "ar": "أردلون الكبرى",
        "en": "Greater Ardelune",
        "es": "Gran Ardeluna",
        "fr": "Grand Ardelune",
    }
    around = {"areas": [Area(slug="ardelune-area", names=name, territory_type="functional_area")]}

    def document(people: int) -> Issue:
        wider = row(
            "CTX-01", "2023", people, key="CTX-01@ardelune-area;2023", territory="ardelune-area"
        )
        return issue(drafted(frame(row("CTX-01", "2023", 1_000), wider), **around), people)

    section = next(
        one for one in listed((document(1), document(2)), "en").sections if one.anchor == "revised"
    )
    assert [block.text for block in section.blocks if isinstance(block, Subheading)] == [
        "Greater Ardelune: resident population (persons)"
    ]


def test_changes_names_sections_whose_text_was_rewritten(city, drafted):
    rewritten = {**city, "sections": [dict(one) for one in city["sections"]]}
    section = next(one for one in rewritten["sections"] if one["id"] == "housing")
    block = {
        **section["blocks"][0],
        "markdown": {**section["blocks"][0]["markdown"], "fr": "Neuf."},
    }
    section["blocks"] = [block]
    assert changes(city, rewritten).texts == ("housing",)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_went_leaves_no_number_in_page_or_file(issues, lang):
    page = web_paper.body(listed(issues, lang))
    assert kind.PROFILE.comparison
    table = kind.PROFILE.comparison.table(*issues, lang).decode()
    digits = "".join(one for one in page + table if one.isdigit() or not one.isspace())
    assert str(CANARY) not in digits
    assert str(CANARY + 1) not in digits
    assert "9.4" not in table
    assert "9,4" not in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_withheld_and_left_out_are_said_in_the_same_words(issues, lang):
    gone = next(one for one in listed(issues, lang).sections if one.anchor == "gone")
    table = next(block for block in gone.blocks if isinstance(block, Table))
    withheld, left_out, refused = (line.cells[1] for line in table.rows)
    assert withheld == left_out
    assert (withheld.state, refused.state) == ("shown", "unanswered")
    rows = [one for one in rows_of(issues, lang) if one["CHANGE"] == "gone"]
    assert [one["ABSENCE"] for one in rows] == ["", "", "refused"]
    numbers = [one[name] for one in rows for name in one if name.startswith("OBS_")]
    assert set(numbers) == {""}


def test_list_reads_before_now_and_why(issues):
    revised = next(one for one in listed(issues, "en").sections if one.anchor == "revised")
    said = []
    for block in revised.blocks:
        match block:
            case Subheading():
                said.append(block.text)
            case Paragraph():
                said.append("".join(run.text for run in block.runs))
            case Table():
                said += [
                    [line.header.text, *(one.text for one in line.cells)] for line in block.rows
                ]
    assert said == [
        "Resident population (persons)",
        "Final: people who had registered late in 2024 were added to the register.",
        ["All, 2024", "412\u202f144", "412\u202f573"],
        (
            "From another table of the same publisher: Population register. The register counts "
            "on the same day of every year; the census of 2021 counted on another. With the register "
            "the series stays whole."
        ),
        ["All, 2021", "399\u202f109", "401\u202f323"],
        "Language help in care (facilities)",
        "A new population register began in 2019: compare before and after with care.",
        ["All, 2023", "7", "8"],
    ]


def test_table_has_a_row_a_change_with_its_reason(issues):
    first = rows_of(issues, "fr")[0]
    assert (first["CHANGE"], first["OBS_VALUE_BEFORE"], first["OBS_VALUE"], first["REASON"]) == (
        "revised", "412144", "412573",
        "Chiffre définitif : les personnes inscrites tardivement en 2024 ont été ajoutées au registre.",
    )  # fmt: skip


def revised(issues: tuple[Issue, Issue], why: dict[str, str]) -> dict[str, Any]:
    older, newer = issues
    document = dict(newer.document)
    document["revision"] = revision.since(
        older.document, newer.document, number=1, released_on=older.imprint.released_on.date(),
        why=revision.written("fr", why),
    )  # fmt: skip
    kind.PROFILE.validate(document)
    return document


def about(document: dict[str, Any], lang: str, imprint: Imprint) -> str:
    paper = kind.PROFILE.paper(document, lang, imprint)
    blocks = next(one for one in paper.sections if one.anchor == "about").blocks
    heading = next(at for at, one in enumerate(blocks) if isinstance(one, Subheading))
    runs = [
        run for one in blocks[heading + 1 :] if not isinstance(one, Bullets) for run in one.runs
    ]
    return "".join(run.text for run in runs)


def test_document_says_how_much_changed_and_why_and_no_number_of_before(issues):
    document = revised(
        issues, {"fr": "Les chiffres définitifs sont parus.", "en": "Final figures."}
    )
    assert about(document, "en", issues[1].imprint) == (
        "Final figures.Against version 1 of 8 June 2026: 3 figures revised, 1 with another status, "
        "1 figure added and 3 no longer shown. Every change, with its reason"
    )
    assert "412144" not in kind_text(document)
    assert "399109" not in kind_text(document)


def kind_text(document: dict[str, Any]) -> str:
    return repr(document["revision"])


def test_why_that_is_not_translated_is_said_to_be_so(issues):
    document = revised(issues, {"fr": "Les chiffres définitifs sont parus."})
    said = about(document, "es", issues[1].imprint)
    assert said.startswith(
        "Esta parte aún no se ha traducido. Se muestra en francés.Les chiffres définitifs sont parus."
    )


def test_first_document_says_nothing_of_changes(city):
    paper = kind.PROFILE.paper(city, "en", issue(city, 1).imprint)
    texts = [
        one.text for part in paper.sections for one in part.blocks if isinstance(one, Subheading)
    ]
    assert not [text for text in texts if text.startswith("What changed")]


def test_why_takes_no_bound_figure():
    with translation.override("en"), pytest.raises(revision.DomainError) as refused:
        revision.written("en", {"en": "Now {fig:CTX-01@ardelune;2024}."})
    assert str(refused.value) == (
        "Say in words why this is issued again. The list of changes has the figures."
    )
