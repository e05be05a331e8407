"""The mapping file itself: what it may say, and what is said where it is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qantara.knowledge.evidence import mapping
from qantara.knowledge.evidence.mapping import MappingError
from tests.knowledge.evidence.told import HEAD, PLAIN


@pytest.mark.parametrize(
    "text",
    (
        "this is no TOML",
        "",
        PLAIN + "\nvalues = 1",
        PLAIN.replace('value = "people"', ""),
        PLAIN.replace('value = "people"', 'value = "people"\ncolumns = { a = "" }'),
        PLAIN.replace('codes = { K = "karwan" }', 'codes = "nowhere"'),
        PLAIN.replace('codes = { K = "karwan" }', 'pattern = "("'),
        PLAIN.replace('codes = { K = "karwan" }', 'pattern = "(.)", as = "{2}"'),
        PLAIN + '\n[absence]\n"." = "unknown"',
        PLAIN + '\nderive.SEX.F = "_T * 2"',
        PLAIN + "\n[read]\nheader_rows = [0]",
        PLAIN.replace('unit = "PS"', "unit = 1"),
    ),
)
def test_loads_refuses_a_mapping_that_is_wrong(text):
    with pytest.raises(MappingError):
        mapping.loads(HEAD + text)


def test_loads_keeps_text_and_hash_of_the_mapping():
    one, two = mapping.loads(HEAD + PLAIN), mapping.loads(HEAD + PLAIN + "# a word\n")
    assert one.text == HEAD + PLAIN
    assert (len(one.hash), one.hash == two.hash) == (64, False)


def test_documented_mapping_is_one_that_loads():
    text = (Path(__file__).resolve().parents[3] / "docs" / "mapping.md").read_text()
    blocks = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    assert mapping.loads(blocks[0]).source.table == "POP-1"
    marks = ("[[", "[absence]", "[flags]")
    others = [block for block in blocks[1:] if any(mark in block for mark in marks)]
    for block in others:
        is_wide = "columns_like" in block
        first = blocks[0].replace('value = "People"\n', "") if is_wide else blocks[0]
        mapping.loads(first + block)
    assert len(others) == 4
    said = next(block for block in blocks if "breakdown.AGE" in block)
    plain = re.sub(r"^(period|breakdown)\b.*\n", "", blocks[0], flags=re.MULTILINE)
    assert mapping.loads(plain + said).series[0].breakdown.keys() == {"AGE"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    (
        ('unit = "PS"', 'unit = "PS', "line 10, column 11"),
        ('unit = "PS"', "unit = 1", "In series 1: “unit” is a text in quotation marks."),
        ('value = "people"', 'valeu = "people"', "say one of “value”, “columns” and “columns_like”."),
        ('unit = "PS"', 'unit = "PS"\nperoid = "2024"', "“peroid” means nothing here. What may be said here: period."),
        ('codes = { K = "karwan" }', "codes = { K = 1 }", "In series 1.territory: “codes” is a table of texts"),
        ('codes = { K = "karwan" }', 'pattern = "("', "“pattern” is no regular expression"),
        ("public = true", 'public = "yes"', "In source: “public” is true or false"),
        ("[[series]]", '[read]\nformat = "excel"\n[[series]]', "it can be: template, xlsx, ods, xls,"),
        ("[[series]]", '[read]\ndelimiter = ";;"\n[[series]]', "“delimiter” is one sign"),
        ("[[series]]", '[read]\nencoding = "klingon"\n[[series]]', "no encoding is called “klingon”"),
        ("[[series]]", "[read]\nheader_rows = [true]\n[[series]]", "a list of row numbers from 1"),
        ("[[series]]", '[flags]\np = { status = "P" }\n[[series]]', "“status” means nothing here."),
        ('title = "A file"', 'title = "A file"\ncodes = "x"', "“codes” is a table of texts"),
    ),
)  # fmt: skip
def test_loads_says_where_a_mapping_is_wrong_and_what_is_right(old, new, message):
    text = HEAD + PLAIN
    assert old in text
    with pytest.raises(MappingError) as stopped:
        mapping.loads(text.replace(old, new, 1))
    assert message in str(stopped.value)


def test_load_takes_what_windows_puts_before_a_text_and_refuses_other_encodings(write):
    assert mapping.load(write("\ufeff" + HEAD + PLAIN, "own.toml")).title == "A file"
    with pytest.raises(MappingError, match=r"latin.toml is not text in UTF-8"):
        mapping.load(
            write((HEAD.replace("Residents", "Résidents") + PLAIN).encode("cp1252"), "latin.toml")
        )
