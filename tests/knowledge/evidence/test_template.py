from __future__ import annotations

from datetime import date

import openpyxl
import polars as pl
import pytest

from qantara.knowledge.evidence import mapping, readers, template
from qantara.knowledge.observations.figures import FIGURES

NAME = {"ar": "كروان", "en": "Karwan", "es": "Karwan", "fr": "Karwan"}
TODAY = date(2026, 11, 22)


def figure(**said):
    return {
        "key": "k", "indicator": "CTX-01", "definition": "CTX-01", "territory": "karwan",
        "period": "2024-01-01", "reference_date": None, "breakdown": "", "unit": "PS", "value": None,
        "low": None, "high": None, "numerator": None, "denominator": None, "decimals": 0,
        "obs_status": "A", "is_break": False, "break_note": "", "absence": "", "conf_status": "",
        "state": "shown", "source": 0, "method": "", "note": "", "observation": 1,
    } | said  # fmt: skip


KNOWN = pl.DataFrame(
    [
        figure(value=1234.0, method="register", note="=1+1 is text, no formula"),
        figure(breakdown="SEX=F", value=617.0, obs_status="P"),
        figure(period="2023-01-01", value=1100.0, is_break=True, break_note="a new register began"),
        figure(period="2025-01-01", absence="not_yet_available"),
        figure(definition="POP-01", breakdown="NAT=MA;SEX=F", value=61.0),
        figure(definition="POP-10", low=100.0, high=250.5, obs_status="E", method="expert_judgement"),
        figure(definition="EMP-01", unit="PT", value=61.54, numerator=80.0, denominator=130.0, decimals=2),
    ],
    schema=FIGURES,
)  # fmt: skip
SAID = ["definition", "period", "breakdown", "unit", "value", "low", "high", "numerator", "denominator",
        "obs_status", "is_break", "break_note", "absence", "method", "note"]  # fmt: skip


@pytest.fixture
def made(framework, write):
    def act(lang="ar", known=KNOWN):
        content = template.make(
            framework, known, territory="karwan", name=NAME, lang=lang, today=TODAY
        )
        return write(content, "karwan.xlsx")

    return act


def read_all(path, framework, places):
    """Every line of a template, known or not, as rows."""
    from dataclasses import replace

    own = template.mapping_of(path)
    whole = replace(own, series=tuple(replace(one, where=()) for one in own.series))
    return mapping.apply(readers.read(path, options=whole.options), whole, framework, places)


def edit(path, change):
    """Open a template, change it, and save it anew, as another program would."""
    book = openpyxl.load_workbook(path)
    change(book.worksheets[1])
    book.save(path)


def columns(sheet):
    return {cell.value: cell.column for cell in sheet[2]}


@pytest.mark.parametrize("lang", ("ar", "en", "es", "fr"))
@pytest.mark.parametrize("is_rewritten", (False, True))
def test_template_reads_back_all_that_was_filled_in(made, framework, places, lang, is_rewritten):
    path = made(lang)
    if is_rewritten:
        edit(path, lambda sheet: None)
    understood = read_all(path, framework, places)
    assert understood.findings == ()
    order = ["definition", "period", "breakdown"]
    assert understood.rows.select(SAID).sort(order).rows() == KNOWN.select(SAID).sort(order).rows()


def test_template_left_as_it_is_says_nothing_new(made, framework, places):
    path = made()
    edit(path, lambda sheet: None)
    own = template.mapping_of(path)
    understood = mapping.apply(readers.read(path, options=own.options), own, framework, places)
    assert understood.rows.is_empty()
    assert told(understood) == [("template_as_made", "info", (), ())]


def test_template_gives_what_was_changed_and_added(made, framework, places):
    path = made("fr")

    def change(sheet):
        at = columns(sheet)
        for row in sheet.iter_rows(min_row=3):
            code, period = row[at["definition"] - 1].value, row[at["period"] - 1].value
            if code == "CTX-01" and period == "2023-01-01":
                row[at["value"] - 1].value = 1105
            if code == "POP-02" and row[at["breakdown"] - 1].value == "SEX=F":
                row[at["period"] - 1].value = 2024
                row[at["absence"] - 1].value = "Non collecté"
        added = {"definition": "POP-01", "category": "Maroc; Femmes", "period": "2025", "value": "٦٢",
                 "unit_name": "personnes"}  # fmt: skip
        for name, value in added.items():
            sheet.cell(sheet.max_row + (name == "definition"), at[name], value)

    edit(path, change)
    own = template.mapping_of(path)
    understood = mapping.apply(readers.read(path, options=own.options), own, framework, places)
    assert understood.findings == ()
    assert understood.rows.select(
        "definition", "period", "breakdown", "value", "absence", "break_note"
    ).rows() == [
        ("CTX-01", "2023-01-01", "", 1105.0, "", "a new register began"),
        ("POP-02", "2024", "SEX=F", None, "not_collected", ""),
        ("POP-01", "2025", "NAT=MA;SEX=F", 62.0, "", ""),
    ]


def test_template_asks_about_words_and_lines_it_does_not_know(made, framework, places):
    path = made("en")

    def change(sheet):
        at = columns(sheet)
        for name, value in {
            "definition": "POP-99",
            "period": "2025",
            "value": "5",
            "unit": "PS",
        }.items():
            sheet.cell(sheet.max_row + (name == "definition"), at[name], value)

    edit(path, change)
    own = template.mapping_of(path)
    understood = mapping.apply(readers.read(path, options=own.options), own, framework, places)
    assert [(one.kind, one.values) for one in understood.problems] == [("typed_code", ("POP-99",))]


def test_template_in_arabic_is_written_from_right_to_left_under_arabic_heads(made):
    book = openpyxl.load_workbook(made("ar"))
    sheet = book.worksheets[1]
    assert [one.sheet_view.rightToLeft for one in book.worksheets[:2]] == [True, True]
    assert [cell.value for cell in sheet[1]][:6] == [
        "الرمز", "المؤشر", "الفئة", "السنة", "الوحدة", "القيمة",
    ]  # fmt: skip
    assert book["qantara"].sheet_state == "veryHidden"
    assert sheet.row_dimensions[2].hidden
    assert len(sheet.data_validations.dataValidation) == 3


def test_template_is_the_same_bytes_from_the_same_figures(framework, made):
    assert made("es").read_bytes() == made("es").read_bytes()


def test_mapping_of_refuses_other_files(write):
    with pytest.raises(readers.UnreadableFile):
        template.mapping_of(write("a,b\n1,2\n"))


@pytest.mark.parametrize("lang", ("ar", "en", "es", "fr"))
def test_template_filled_in_by_hand_gives_exactly_what_was_changed(made, framework, places, lang):
    """Figures typed as text, shown as percentages, with a column of remarks and words in capitals."""
    rates = [
        figure(definition="EMP-01", unit="PT", value=value, breakdown=breakdown, decimals=1)
        for value, breakdown in ((61.5, ""), (55.5, "SEX=F"), (66.5, "SEX=M"))
    ]
    older = [figure(definition="EMP-01", unit="PT", value=60.5, period="2023-01-01", decimals=1)]
    path = made(lang, pl.DataFrame([figure(value=1234.0), *rates, *older], schema=FIGURES))

    def change(sheet):
        at = {name: column - 1 for name, column in columns(sheet).items() if name}
        sheet.cell(1, sheet.max_column + 1, "remarks")
        for row in sheet.iter_rows(min_row=3):
            about = [row[at[name]].value for name in ("definition", "period", "breakdown")]
            cell = row[at["value"]]
            if about[:2] == ["CTX-01", "2024-01-01"]:
                cell.value = "١٬٣٠٠"
            elif about == ["EMP-01", "2024-01-01", "_T"]:
                cell.value = "١٢٫٥"
            elif about == ["EMP-01", "2024-01-01", "SEX=F"]:
                cell.value, cell.number_format = 0.555, "0.0%"  # as it was, shown otherwise
            elif about == ["EMP-01", "2024-01-01", "SEX=M"]:
                cell.value, cell.number_format = 0.335, "0.0%"
            elif about == ["EMP-01", "2023-01-01", "_T"]:
                cell.value = "60,5 %"  # as it was, typed anew
            elif about == ["SRV-01", None, "_T"]:
                words = framework.codes["absence"].codes
                (said,) = (code.name[lang] for code in words if code.code == "not_collected")
                row[at["period"]].value, row[at["absence"]].value = 2025, f" {said.upper()} "
            row[-1].value = "to be checked"

    edit(path, change)
    own = template.mapping_of(path)
    understood = mapping.apply(readers.read(path, options=own.options), own, framework, places)
    assert understood.findings == ()
    assert understood.rows.select(
        "definition", "period", "breakdown", "value", "absence"
    ).rows() == [
        ("CTX-01", "2024-01-01", "", 1300.0, ""),
        ("EMP-01", "2024-01-01", "", 12.5, ""),
        ("EMP-01", "2024-01-01", "SEX=M", 33.5, ""),
        ("SRV-01", "2025", "", None, "not_collected"),
    ]
    heads = {"ar": "القيمة", "en": "Figure", "es": "Cifra", "fr": "Chiffre"}
    assert understood.rows["column"].unique().to_list() == [heads[lang]]


def understood_from(path, framework, places):
    own = template.mapping_of(path)
    return mapping.apply(readers.read(path, options=own.options), own, framework, places)


def told(understood):
    return [(one.kind, one.severity, one.rows, one.values) for one in understood.findings]


def line(sheet, definition, *, is_filled):
    """The first line of an indicator that says something, or that asks for it."""
    at = columns(sheet)
    for row in range(3, sheet.max_row + 1):
        period = sheet.cell(row, at["period"]).value
        if sheet.cell(row, at["definition"]).value == definition and bool(period) == is_filled:
            return row
    raise LookupError(definition)


def test_template_takes_words_of_its_lists_without_vowel_marks_and_accents(made, framework, places):
    def fill(word):
        def change(sheet):
            row, at = line(sheet, "SRV-01", is_filled=False), columns(sheet)
            sheet.cell(row, at["period"]).value = "٢٠٢٥"
            sheet.cell(row, at["absence"]).value = word

        return change

    for lang, word in (("ar", "غير  مجمع"), ("fr", "NON COLLECTE"), ("es", "NO SE  RECOGE")):
        path = made(lang)
        absent = framework.codes["absence"]["not_collected"].name[lang]
        edit(path, fill(word))
        understood = understood_from(path, framework, places)
        assert understood.rows.select("period", "absence").rows() == [("2025", "not_collected")], (
            absent
        )


def test_template_says_what_was_typed_wrong_and_reads_the_rest(made, framework, places):
    path = made("en")
    rows = {}

    def change(sheet):
        at = columns(sheet)
        for code, period, value in (
            ("POP-05", None, 5), ("POP-06", 20255, 5), ("EMP-02", 2025, "about 500"), ("SRV-01", 2025, "12 %")
        ):  # fmt: skip
            rows[code] = row = line(sheet, code, is_filled=False)
            sheet.cell(row, at["period"]).value = period
            sheet.cell(row, at["value"]).value = value
        rows["cleared"] = row = line(sheet, "CTX-01", is_filled=True)
        sheet.cell(row, at["value"]).value = None
        sheet.cell(row, at["absence"]).value = None
        rows["added"] = row = sheet.max_row + 1
        for name, cell in (("definition", "POP-99"), ("period", 2025), ("value", 5)):
            sheet.cell(row, at[name]).value = cell

    edit(path, change)
    understood = understood_from(path, framework, places)
    kinds = {one.kind: (one.severity, one.rows) for one in understood.findings}
    assert kinds["typed_code"] == ("error", (rows["added"],))
    assert kinds["typed_period"] == ("error", tuple(sorted((rows["POP-05"], rows["POP-06"]))))
    assert kinds["typed_number"] == ("error", (rows["EMP-02"],))
    assert kinds["neither_value_nor_absence"] == ("error", (rows["cleared"],))
    assert not understood.questions


@pytest.mark.parametrize(
    ("name", "said"),
    (("note", "Note"), ("value", "Figure"), ("breakdown", "breakdown"), ("known", "known")),
)
def test_template_names_columns_that_were_deleted(made, name, said):
    path = made("ar")
    edit(path, lambda sheet: sheet.delete_cols(columns(sheet)[name]))
    with pytest.raises(readers.UnreadableFile, match=f"have been deleted: {said}\\."):
        readers.read(path)
