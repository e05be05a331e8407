import csv
import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime

import pytest

from qantara.tables.package import archive
from tests.tables.sample import dataset

AT = datetime(2026, 10, 14, 9, 30, tzinfo=UTC)


def opened(lang: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(archive(dataset(), lang, at=AT)))


def test_archive_is_the_same_each_time():
    assert archive(dataset(), "fr", at=AT) == archive(dataset(), "fr", at=AT)


def test_archive_bears_the_date_of_the_release_alone():
    assert {entry.date_time for entry in opened("en").infolist()} == {(2026, 10, 14, 9, 30, 0)}


def test_archive_holds_figures_words_and_licence():
    assert opened("es").namelist() == [
        "README.ar.md",
        "README.en.md",
        "README.es.md",
        "README.fr.md",
        "LICENCE.txt",
        "CITATION.txt",
        "datapackage.json",
        "figures.csv",
        "figures.es.csv",
        "codes.csv",
        "sources.csv",
    ]


@pytest.mark.parametrize("lang", ("ar", "en", "es", "fr"))
def test_datapackage_describes_each_file_as_it_is(lang):
    whole = opened(lang)
    package = json.loads(whole.read("datapackage.json"))
    for resource in package["resources"]:
        data = whole.read(resource["path"])
        heads = next(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        assert [field["name"] for field in resource["schema"]["fields"]] == heads
        assert len(set(heads)) == len(heads)
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_datapackage_types_fit_the_cells():
    whole = opened("en")
    resource = json.loads(whole.read("datapackage.json"))["resources"][0]
    read = {"number": float, "integer": int, "string": str, "boolean": ("true", "false").index}
    for row in csv.DictReader(io.StringIO(whole.read("figures.csv").decode())):
        for field in resource["schema"]["fields"]:
            if row[field["name"]]:
                read[field["type"]](row[field["name"]])


def test_codes_have_names_in_four_languages():
    assert "SEX,F,نساء,Women,Mujeres,Femmes\r\n" in opened("en").read("codes.csv").decode()


def test_sources_are_counted_from_one():
    lines = opened("en").read("sources.csv").decode().splitlines()
    assert (
        lines[1]
        == "1,سجل المدينة,City register,,,https://example.org/register,CC-BY-4.0,2026-03-02"
    )


@pytest.mark.parametrize(
    ("lang", "sentence"),
    (
        ("ar", "القيمة الفارغة ليست صفرًا أبدًا"),
        ("en", "An empty value is never a zero."),
        ("es", "Un valor vacío nunca es un cero."),
        ("fr", "Une valeur vide n’est jamais un zéro."),
    ),
)
def test_readme_tells_how_to_read_in_its_language(lang, sentence):
    readme = opened("en").read(f"README.{lang}.md").decode()
    assert sentence in readme
    assert "CC-BY-4.0" in readme
    assert dataset().address in readme
    assert dataset().citation[lang] in readme
