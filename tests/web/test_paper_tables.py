from qantara.papers import Cell, Column, Row, Table, signs
from qantara.web.paper import tables
from qantara.web.paper.text import Scribe

ENGLISH, ARABIC = Scribe(lang="en"), Scribe(lang="ar")


def table(*cells: Cell, shape="plain", columns=None) -> Table:
    columns = columns or tuple(Column(title=f"c{n}") for n in range(len(cells)))
    return Table(
        caption="t",
        columns=(Column(title="name"), *columns),
        rows=(Row(header=Cell(text="row"), cells=cells),),
        shape=shape,
    )


def row(table: Table, scribe: Scribe = ENGLISH) -> str:
    return tables.rows(table, scribe)


def test_rows_say_what_is_withheld_and_what_nobody_has():
    made = row(table(Cell(text="Withheld", state="withheld"), Cell(text="No data", state="absent")))
    assert made == (
        '<tbody><tr><th scope="row">row</th>'
        f'<td><span class="gap withheld">{signs.svg("withheld")}Withheld</span></td>'
        f'<td><span class="gap absent">{signs.svg("absent")}No data</span></td></tr></tbody>'
    )


def test_rows_lead_to_what_is_not_repeated_and_show_a_dash_where_there_is_no_figure():
    elsewhere = Cell(text="Not repeated here", state="courtesy", href="https://example.org/?a&b")
    made = row(table(elsewhere, Cell(text="Not given", state="blank")))
    assert made == (
        '<tbody><tr><th scope="row">row</th>'
        '<td><a class="gap courtesy" href="https://example.org/?a&amp;b">'
        f"{signs.svg('courtesy')}Not repeated here</a></td>"
        '<td><span aria-hidden="true">–</span><span class="vh">Not given</span></td></tr></tbody>'
    )


def test_rows_keep_marks_as_drawn():
    columns = (Column(title="bar", is_mark=True), Column(title="bar", is_mark=True))
    made = row(
        table(Cell(text="", mark="<svg/>"), Cell(text="", state="withheld"), columns=columns)
    )
    assert made == (
        '<tbody><tr><th scope="row">row</th><td class="b"><svg/></td>'
        '<td class="b"></td></tr></tbody>'
    )


def test_rows_of_a_reflowing_table_name_the_column_in_each_cell():
    made = row(table(Cell(text="x"), columns=(Column(title='a "b"'),), shape="reflow"))
    assert '<td data-l="a &quot;b&quot;">x</td>' in made


def test_rows_and_head_of_a_pyramid_have_the_header_in_the_middle():
    cells = tuple(Cell(text=text) for text in "1234")
    pyramid = table(*cells, shape="pyramid")
    assert row(pyramid) == (
        '<tbody><tr><td>1</td><td>2</td><th scope="row">row</th><td>3</td><td>4</td></tr></tbody>'
    )
    assert tables.head(pyramid, ENGLISH) == (
        '<thead><tr><th scope="col">c0</th><th scope="col">c1</th>'
        '<th scope="col">name</th><th scope="col">c2</th><th scope="col">c3</th></tr></thead>'
    )


def test_rows_isolate_figures_in_arabic_and_mark_names_of_other_languages():
    made = row(table(Cell(text="−3,1 %", numeric=True), Cell(text="Marawel", lang="en")), ARABIC)
    assert '<td class="num"><bdi dir="ltr">−3,1 %</bdi></td>' in made
    assert '<td><bdi lang="en">Marawel</bdi></td>' in made
