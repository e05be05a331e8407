"""Missing is not zero is not withheld: each with its mark, and the marks explained once."""

from __future__ import annotations

from qantara import papers
from qantara.knowledge.profiles import layout
from qantara.papers import Flag, Legend
from tests.knowledge.profiles.conftest import IMPRINT, frame, row

ABSENCES = (
    ("none_exists", "none_exists"),
    ("not_applicable", "inapplicable"),
    ("not_collected", "absent"),
    ("not_yet_available", "absent"),
    ("refused", "unanswered"),
    ("no_answer", "unanswered"),
    ("suppressed_by_source", "withheld"),
)


def legends(paper: papers.Paper) -> list[Legend]:
    return [
        block for section in paper.sections for block in section.blocks if isinstance(block, Legend)
    ]


def test_legend_explains_the_marks_that_occur_and_no_others(drafted):
    figures = frame(
        row("PAR-03", "2021", 0, unit="SEATS"),
        row("PAR-03", "2022", None, unit="SEATS", state="withheld"),
        row("PAR-03", "2023", None, unit="SEATS", state="absent", absence="refused"),
    )
    (legend,) = legends(layout.paper(drafted(figures), "en", IMPRINT))
    assert [(one.word, one.state, one.flag) for one in legend.items] == [
        ("Official", "shown", Flag(code="A", word="Official")),
        ("0", "shown", None),
        ("Refused", "unanswered", None),
        ("Withheld", "withheld", None),
    ]


def test_every_absence_has_a_look_a_word_and_a_meaning(drafted):
    rows = [
        row("PAR-03", str(2001 + at), None, unit="SEATS", state="absent", absence=absence)
        for at, (absence, _look) in enumerate(ABSENCES)
    ]
    for lang in ("ar", "en", "es", "fr"):
        (legend,) = legends(layout.paper(drafted(frame(*rows)), lang, IMPRINT))
        assert sorted(one.state for one in legend.items) == sorted(look for _, look in ABSENCES)
        assert all(one.word and one.meaning for one in legend.items)
        assert len({one.word for one in legend.items}) == len(ABSENCES)


def test_cell_that_is_not_repeated_leads_to_its_source(drafted):
    rows = [row("PAR-03", "2022", None, unit="SEATS", state="courtesy"), row("PAR-03", "2023", 3, unit="SEATS")]  # fmt: skip
    document = drafted(frame(*rows))
    paper = layout.paper(document, "en", IMPRINT)
    (figure,) = (
        block
        for section in paper.sections
        for block in section.blocks
        if isinstance(block, papers.Figure) and block.anchor.startswith("par-03")
    )
    address = document["sources"][0]["url"]
    assert (figure.table.rows[0].cells[0].state, figure.table.rows[0].cells[0].href) == (
        "courtesy",
        address if document["sources"][0]["public"] else "",
    )
    said = "".join(run.text for note in figure.notes for run in note)
    assert said.startswith("1 very small number is not repeated here. It can be read in full at")


def test_what_is_withheld_and_what_is_not_repeated_are_counted_apart(drafted):
    rows = [row("PAR-03", "2020", 5, unit="SEATS")]
    rows += [row("PAR-03", "2021", None, unit="SEATS", state="withheld")]
    rows += [row("PAR-03", f"202{at}", None, unit="SEATS", state="courtesy") for at in (2, 3)]
    paper = layout.paper(drafted(frame(*rows)), "en", IMPRINT)
    paragraph = paper.sections[0].blocks[0]
    assert isinstance(paragraph, papers.Paragraph)
    assert (
        "1 figure is withheld to protect people. 2 very small figures are public elsewhere and not "
        "repeated here."
    ) in paragraph.runs[0].text


def test_gaps_nobody_filled_are_said_in_one_sentence_and_listed_once(drafted):
    paper = layout.paper(drafted(frame(row("CTX-01", "2023", 900))), "en", IMPRINT)
    annex = next(one for one in paper.sections if one.anchor == "annexes")
    sentence, table = annex.blocks[1:3]
    assert isinstance(sentence, papers.Paragraph)
    assert sentence.runs[0].text == (
        "No figures have been entered yet for 31 core indicators. Beside each stands who could supply "
        "them."
    )
    assert isinstance(table, papers.Table)
    assert [column.title for column in table.columns] == ["Datum", "Who could supply it"]
    assert len(table.rows) == 31
