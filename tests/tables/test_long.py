import io

import openpyxl
import xlsxwriter

from qantara.tables.long import LONGEST_TEXT, LongSheet

FIRST = ("figure", "=1+1", "", "figure", "<&>")
SECOND = (1.5, 2, None, 1.5, 1e21)
THIRD = (True, False, None, True, True)


def test_long_sheet_holds_what_single_cells_would():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    filled, single = book.add_worksheet("filled", LongSheet), book.add_worksheet("single")
    plain, bold = book.add_format(), book.add_format({"bold": True})
    for sheet in (filled, single):
        sheet.write_row(0, 0, ("A", "B", "C"))
    looks = (plain, bold, plain, plain, plain)
    filled.fill(FIRST, lambda cell: bold if cell.startswith("=") else plain)
    filled.fill_numbers(SECOND, looks)
    filled.fill(THIRD, lambda cell: plain if cell else bold)
    rows = zip(FIRST, SECOND, THIRD, looks, strict=True)
    for row, (text, number, truth, look) in enumerate(rows, start=1):
        if text:
            single.write_string(row, 0, text, look)
        if number is not None:
            single.write_number(row, 1, number, look)
        if truth is not None:
            single.write_boolean(row, 2, truth, look)
    book.close()
    sheets = [
        [[(cell.value, cell.data_type, cell.font.b) for cell in row] for row in sheet]
        for sheet in openpyxl.load_workbook(io.BytesIO(out.getvalue()))
    ]
    assert sheets[0] == sheets[1]
    assert sheets[0][2] == [("=1+1", "s", True), (2, "n", True), (False, "b", True)]


def test_long_sheet_keeps_texts_within_the_limit_of_spreadsheets():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet("filled", LongSheet).fill(["😀" * LONGEST_TEXT], lambda _: book.add_format())
    book.close()
    sheet = openpyxl.load_workbook(io.BytesIO(out.getvalue()))["filled"]
    assert len(sheet["A2"].value.encode("utf-16-le")) // 2 <= LONGEST_TEXT
