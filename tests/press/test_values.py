from qantara.papers import Cell, Column, Flag, Row, Table
from qantara.press.values import table

PROVISIONAL, OFFICIAL = Flag(code="P", word="Provisional"), Flag(code="A", word="Official")
MARKS = Table(
    caption="Residents",
    shape="bars",
    columns=(
        Column(title="District"),
        Column(title="Bar", is_mark=True),
        Column(title="Persons", numeric=True),
    ),
    rows=(
        Row(
            header=Cell(text="Hill"),
            cells=(
                Cell(text="", mark="<svg/>"),
                Cell(text="1204", number=1204, numeric=True, flags=(OFFICIAL,)),
            ),
        ),
        Row(
            header=Cell(text="Saltworks"),
            cells=(
                Cell(text="", mark="<svg/>"),
                Cell(text="350", number=350, numeric=True, flags=(PROVISIONAL,)),
            ),
            is_highlighted=True,
        ),
    ),
)


def test_table_gives_text_marks_and_what_more_there_is_to_see():
    provisional = {
        "text": "350",
        "numeric": True,
        "state": "shown",
        "flags": [{"block": "Flag", "code": "P", "word": "Provisional"}],
        "lang": "",
        "href": "",
    }
    assert table(MARKS, str) == {
        "block": "Table",
        "caption": "Residents",
        "is_caption_hidden": False,
        "notes": [],
        "columns": [
            {"title": "District", "numeric": False, "is_mark": False, "letters": 9},
            {"title": "Bar", "numeric": False, "is_mark": True, "letters": 0},
            {"title": "Persons", "numeric": True, "is_mark": False, "letters": 17},
        ],
        "header": 0,
        "rows": [
            ["Hill", {"mark": "<svg/>"}, "1204"],
            ["Saltworks", {"mark": "<svg/>"}, provisional],
        ],
        "highlighted": [2],
        "is_flagged": True,
        "is_short": True,
    }


def test_table_leaves_marks_out_beside_a_chart():
    found = table(MARKS, str, has_marks=False)
    assert [column["title"] for column in found["columns"]] == ["District", "Persons"]
    assert found["rows"][0] == ["Hill", "1204"]


def test_table_has_the_header_of_a_pyramid_in_the_middle():
    columns = tuple(Column(title=title) for title in ("Age", "Men", "Bar", "Bar", "Women"))
    cells = tuple(Cell(text=text) for text in ("12", "", "", "14"))
    pyramid = Table(
        caption="",
        shape="pyramid",
        columns=columns,
        rows=(Row(header=Cell(text="0–4"), cells=cells),),
    )
    found = table(pyramid, str)
    assert (found["header"], found["rows"]) == (2, [["12", "", "0–4", "", "14"]])


def test_table_prints_what_is_read():
    found = table(MARKS, str.upper, has_marks=False)
    assert (found["caption"], found["rows"][0][0]) == ("RESIDENTS", "HILL")
    assert found["rows"][1][1]["flags"] == [{"block": "Flag", "code": "P", "word": "PROVISIONAL"}]
