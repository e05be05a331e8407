import re
from pathlib import Path

import brotli
import pytest

from qantara.charts import inks
from qantara.fonts import faces
from qantara.web import logical

STYLES = Path(logical.__file__).parent / "static" / "web"
SITE = ("core.css", "fonts.css", "components.css", "charts.css")


def read(*names: str) -> str:
    return "".join((STYLES / name).read_text() for name in names)


@pytest.mark.parametrize("name", (*SITE, "desk.css"))
def test_styles_use_logical_properties_only(name):
    assert logical.physical_properties(read(name)) == []


def test_styles_keep_to_their_budget():
    site = sum(len(brotli.compress(read(name).encode())) for name in SITE)
    assert site <= 12_000
    assert len(brotli.compress(read("desk.css").encode())) <= 8_000


def test_styles_use_no_colour_or_size_that_is_not_a_token():
    used = set(re.findall(r"var\((--[\w-]+)", read(*SITE, "desk.css")))
    given = set(re.findall(r"(--[\w-]+)\s*:", read(*SITE, "desk.css")))
    optional = {"--min", "--kick"}
    assert used - given - optional == set()


def test_charts_are_coloured_as_they_are_drawn():
    sheet = read("charts.css")
    missing = [
        name
        for name, ink in inks.INKS.items()
        if f".{name} {{ {ink.attribute}: var({ink.token}); }}" not in sheet
    ]
    assert missing == []


def test_fonts_are_named_as_they_are_cut():
    rules = re.findall(
        r'font-family: "([^"]+)"; font-weight: (\d+); font-display: swap;\s+'
        r"src: url\(\.\./fonts/([^)]+)\) format\(\"woff2\"\);\s+unicode-range: ([^;]+);",
        read("fonts.css"),
    )
    assert rules == [
        (face.family, str(face.weight), face.file, face.unicode_range) for face in faces.WEB
    ]
