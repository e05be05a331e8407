"""Gazetteers as their publishers write them."""

from __future__ import annotations

import gzip
import zipfile

import pytest

from qantara.network.gazetteer.fold import fold, fold_all
from qantara.network.gazetteer.read import GazetteerError, read, read_names
from tests.network.gazetteer.conftest import NAMES, PLACES


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saint-Étienne", "saint etienne"),
        ("İzmir", "IZMIR"),
        ("Łódź", "Lodz"),
        ("أَمّان", "امان"),
        ("سوسة", "سوسه"),
        ("طـرابلس", "طرابلس"),
        ("L’Aquila", "L'Aquila"),
    ],
)
def test_fold_leaves_letters_alone(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


def test_fold_keeps_names_apart() -> None:
    assert len(set(fold_all(["Tripoli", "Trípolis", "طرابلس", "東京", "Αθήνα", "Київ"]))) == 6
    assert fold_all(["a\nb", "!", *["Ardelune"] * 1200])[:3] == ["a b", "", "ardelune"]


def test_read_takes_a_table_with_heads_packed_or_not(write, tmp_path) -> None:
    plain = read(write(PLACES))
    packed = tmp_path / "places.tsv.gz"
    packed.write_bytes(gzip.compress(PLACES.encode()))
    assert read(packed).places.equals(plain.places)
    assert plain.places.row(0) == ("11", "Ardelune", "QM", "01", -24.6, -26.2, 400_000, "Etc/UTC")
    assert plain.names.rows() == [
        ("11", "", "Ardeluna", False), ("11", "", "أردلون", False), ("14", "", "Ardelune", False),
    ]  # fmt: skip


def test_read_takes_a_dump_without_heads(tmp_path) -> None:
    cells = ["11", "Ardelune", "Ardelune", "Ardeluna,أردلون", "-26.2", "-24.6", "P", "PPL", "QM", "",
             "01", "", "", "", "400000", "", "12", "Etc/UTC", "2026-01-01"]  # fmt: skip
    path = tmp_path / "cities500.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("cities500.txt", "\t".join(cells) + "\n")
    file = read(path)
    assert file.places.row(0) == ("11", "Ardelune", "QM", "01", -24.6, -26.2, 400_000, "Etc/UTC")
    assert file.names["name"].to_list() == ["Ardeluna", "أردلون"]


def test_read_takes_names_in_columns_by_language(write) -> None:
    file = read(
        write(
            "code,name,country,latitude,longitude,name_fr,name:ar\n7,Karwan,QN,1,2,Carouane,كروان\n"
        )
    )
    assert file.names.rows() == [("7", "fr", "Carouane", True), ("7", "ar", "كروان", True)]
    assert file.places["population"].to_list() == [0]


def test_read_names_leaves_out_history_and_what_is_no_name(write) -> None:
    names = read_names(write(NAMES), languages=frozenset({"ar", "es"}))
    assert names.rows() == [("14", "ar", "كروان", True), ("14", "es", "Carván", False)]
    every = read_names(write(NAMES))
    assert every["name"].to_list() == ["كروان", "Carván", "Karwanstadt"]


def test_read_names_every_line_that_is_no_place(write) -> None:
    broken = PLACES.replace("-27.5", "ninety").replace("\tQM\t01\t-26.2", "\tQMX\t01\t-26.2")
    with pytest.raises(GazetteerError) as caught:
        read(write(broken + "14\t\tQN\t02\t-28.0\t-223\t-1\t\t\n"))
    said = str(caught.value).split("\n")[1:]
    assert [line.strip() for line in said] == [
        "line 5: the code stands there twice",
        "line 6: the code stands there twice",
        "line 6: no name",
        "line 2: country is not two capital letters",
        "line 4: latitude is not a number from -90 to 90",
        "line 6: longitude is not a number from -180 to 180",
        "line 6: population is less than nobody",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code,name\n1,x\n", "no column country, longitude, latitude"),
        ("a,b\n1,2\n", "neither a dump of GeoNames"),
        ("", "cannot be read as a table"),
    ],
)
def test_read_says_what_a_gazetteer_has(write, text: str, said: str) -> None:
    with pytest.raises(GazetteerError, match=said):
        read(write(text))


def test_read_refuses_damaged_archives(tmp_path) -> None:
    path = tmp_path / "places.gz"
    path.write_bytes(gzip.compress(PLACES.encode())[:-9])
    with pytest.raises(GazetteerError, match="damaged"):
        read(path)
