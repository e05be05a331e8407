"""A gazetteer stored, and cities found in it without guessing."""

from __future__ import annotations

import tomllib

import pytest

from qantara.__main__ import main
from qantara.core.models import AuditLine
from qantara.network.gazetteer.load import GEONAMES, load_gazetteer
from qantara.network.gazetteer.match import places_called, the_one
from qantara.network.gazetteer.models import Gazetteer, Place, PlaceName
from qantara.network.gazetteer.read import GazetteerError, read, read_names
from qantara.network.models import Territory
from qantara.network.naming import names_of_territories
from tests.cli.test_gate import refused
from tests.network.gazetteer.conftest import AT, NAMES, PLACES

pytestmark = pytest.mark.django_db


def called(text: str, **options) -> list[tuple[str, str]]:
    found = places_called([text], **{"language": "en", **options})[text]
    return [(one.place.code, one.by) for one in found]


def test_load_counts_and_again_changes_nothing(load) -> None:
    first = load()
    assert (first.added, first.changed, first.unnamed, first.names) == (4, 0, 0, 7)
    again = load()
    assert (again.added, again.changed, again.unnamed, again.names) == (0, 0, 0, 7)
    assert AuditLine.objects.filter(act="gazetteer.loaded").count() == 2


def test_load_changes_what_the_file_says_otherwise_and_deletes_no_place(load) -> None:
    load()
    changed = PLACES.replace("Karwan", "Karwan City")
    without = "\n".join(line for line in changed.split("\n") if not line.startswith("12"))
    loaded = load(without)
    assert (loaded.added, loaded.changed, loaded.unnamed) == (0, 1, 1)
    assert called("Karwan") == []
    assert called("karwan city") == [("14", "name")]
    assert called("saint-elan") == [("12", "name"), ("13", "name")]


def test_load_without_names_keeps_those_on_record(load) -> None:
    load(names=NAMES)
    bare = "\n".join("\t".join(line.split("\t")[:8]) for line in PLACES.split("\n"))
    load(bare)
    assert called("Carvan", language="es") == [("14", "alias")]


def test_load_stores_all_or_nothing(load) -> None:
    load()
    with pytest.raises(GazetteerError, match="twice"):
        load(PLACES.replace("Karwan", "Elsewhere") + PLACES.split("\n")[1] + "\n")
    assert Place.objects.get(code="14").name == "Karwan"


def test_places_are_found_by_code_or_by_a_name_in_the_language(load) -> None:
    load(names=NAMES)
    assert called("14") == [("14", "code")]
    assert called("ARDELUNE", country="QM") == [("11", "name")]
    assert called("كروان", language="ar") == [("14", "alias")]
    assert called("كروان", language="en") == []
    assert called("Ardelun") == []
    assert called("!") == []


def test_two_places_of_a_name_are_two(load) -> None:
    load()
    assert called("Ardelune") == [("11", "name"), ("14", "untagged")]
    assert called("Saint Elan", country="QN") == [("13", "name")]
    found = places_called(["Saint Elan", "Ardeluna", "Saint Élan"], language="en")
    assert the_one(found["Saint Elan"]) is None
    assert the_one(found["Ardeluna"]) is None
    one = places_called(["Saint Elan"], language="en", country="QM")["Saint Elan"]
    assert the_one(one) == Place.objects.get(code="12")


def test_gazetteers_stand_side_by_side(load, write) -> None:
    load()
    office = GEONAMES.__class__(scheme="qn-office", title="Office", url="", licence="open")
    file = read(write("code,name,country,latitude,longitude\n14,Kar,QN,1,2\n", "office.csv"))
    load_gazetteer(file, office, at=AT)
    assert called("14", scheme="qn-office") == [("14", "code")]
    assert Place.objects.get(gazetteer_id="geonames", code="14").name == "Karwan"
    assert Gazetteer.objects.get(pk="qn-office").licence == "open"


def test_territories_have_the_names_of_their_place(load) -> None:
    load(names=NAMES)
    Territory.objects.create(
        slug="karwan", type="municipality", country="QN", codes={"geonames": "14"},
        name={"ar": "كروان", "en": "Karwan", "es": "Karwan", "fr": "Karouan"},
    )  # fmt: skip
    assert names_of_territories() == {
        "karwan": {
            "ar": ("كروان",), "en": ("Karwan",), "es": ("Karwan", "Carván"), "fr": ("Karouan",),
            "": ("Karwan", "Ardelune"),
        }
    }  # fmt: skip


def test_commands_load_find_and_write_an_entry(write, capsys) -> None:
    assert "is loaded" in refused(capsys, "gazetteer", "find", "Karwan")
    names = write(NAMES, "names.txt")
    main(["gazetteer", "load", str(write(PLACES)), "--names", str(names)])
    assert "4 places added" in capsys.readouterr().out
    assert "13" in refused(capsys, "gazetteer", "entry", "Saint", "Elan")
    main(["gazetteer", "find", "Ardelune"])
    assert "a name in some language" in capsys.readouterr().out
    main(["gazetteer", "entry", "Karwan"])
    entry = tomllib.loads(capsys.readouterr().out)["territory"][0]
    assert entry == {
        "slug": "karwan", "type": "municipality", "name": {"ar": "كروان", "es": "Carván"},
        "country": "QN", "codes": {"geonames": "14"}, "longitude": -23.0, "latitude": -28.0,
    }  # fmt: skip
    assert "--licence" in refused(capsys, "gazetteer", "load", str(names), "--scheme", "x")
    assert "No such file" in refused(capsys, "gazetteer", "load", "/nowhere")


@pytest.mark.field
def test_every_place_of_geonames_is_found_by_its_name_and_position(field) -> None:
    folder = field / "reference" / "geonames"
    names = read_names(folder / "cities15000_alternatenames.tsv.gz")
    file = read(folder / "places_pop500.tsv.gz")
    loaded = load_gazetteer(file, GEONAMES, names=[names], at=AT)
    assert (loaded.added, loaded.unnamed) == (234_908, 0)
    assert Place.objects.values("country").distinct().count() == 246
    assert not Place.objects.exclude(names__is_main=True).exclude(name__regex=r"^\W*$").exists()
    assert [code for code, _by in called("Tripoli")] == ["2210247", "266826", "252601", "4879018"]
    assert called("Wien", country="AT", language="fr") == [("2761369", "untagged")]
    assert called("طرابلس", language="ar") == [("2210247", "untagged"), ("266826", "untagged")]
    assert PlaceName.objects.count() == loaded.names
