import pytest

from qantara.web.logical import Slip, main, physical_properties


@pytest.mark.parametrize(
    "declaration",
    (
        "margin-left: 1rem",
        "padding-right: 0",
        "left: 0",
        "right: auto",
        "top: 0",
        "width: 3rem",
        "max-height: 3rem",
        "border-left: 1px solid",
        "border-bottom-color: red",
        "border-top-left-radius: 2px",
        "text-align: left",
        "float: right",
        "padding: 0 1rem 2rem 3rem",
        "inset: 0 auto 0 1px",
        "margin: 0 calc(1rem + 2px) 0 0",
    ),
)
def test_physical_properties_finds_what_names_a_side(declaration):
    assert physical_properties(f"a {{ {declaration}; }}") == [Slip(1, declaration)]


@pytest.mark.parametrize(
    "declaration",
    (
        "margin-inline-start: 1rem",
        "inset-inline-end: 0",
        "inset: 0 0 auto",
        "padding: 0 1rem 2rem 1rem",
        "inline-size: 3rem",
        "text-align: start",
        "border-start-start-radius: 2px",
        "border-inline-start-width: 2px",
    ),
)
def test_physical_properties_lets_logical_ones_pass(declaration):
    assert physical_properties(f"a {{ {declaration}; }}") == []


def test_physical_properties_reads_neither_comments_nor_media_conditions():
    css = "/* left: 0; */\n@media (min-width: 40rem) {\n a:hover { color: red }\n b { left: 0 }\n}"
    assert physical_properties(css) == [Slip(4, "left: 0")]


def test_main_names_file_and_line_and_fails(tmp_path, capsys):
    sheet = tmp_path / "slip.css"
    sheet.write_text("a {\n  float: left;\n}\n")
    assert main([str(sheet)]) == 1
    assert capsys.readouterr().out == f"{sheet}:2: float: left\n"
