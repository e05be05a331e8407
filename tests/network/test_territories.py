"""Lists of territories: put on record as a whole, again and again, or refused by row and column."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qantara.__main__ import main
from qantara.core.models import AuditLine
from qantara.knowledge.evidence.register import places
from qantara.network.models import Territory
from qantara.network.territories.file import TOLD, TerritoriesFileError, read
from qantara.network.territories.load import Loaded, load

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
LIST = """\
slug,type,country,parent,name_ar,name_en,codes,longitude,latitude,valid_from,valid_to
,municipality,XF,karwan:02,كروان,Karwan,karwan:02.11;old:211,8.5,44.25,2015-01-01,
,municipality,XF,karwan:02,,Nahrabad,karwan:02.12,,,,
eastern-shore,province,XF,fikania,,Eastern Shore,karwan:02,,,,
fikania,country,XF,,,Fikania,karwan:0,,,,
"""


@pytest.fixture
def loaded(tmp_path: Path):
    def act(text: str = LIST, *replaced: tuple[str, str], encoding: str = "utf-8") -> Loaded:
        for old, new in replaced:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "list.csv"
        path.write_bytes(text.encode(encoding))
        return load(path, at=AT)

    return act


def test_list_is_put_on_record_whatever_its_order(loaded) -> None:
    said = loaded()
    assert said == Loaded(
        added=("xf-02-11", "xf-02-12", "eastern-shore", "fikania"), changed=(), same=0
    )
    karwan = Territory.objects.get(slug="xf-02-11")
    assert (karwan.type, karwan.country, karwan.parent.slug) == (
        "municipality",
        "XF",
        "eastern-shore",
    )
    assert karwan.name == {"ar": "كروان", "en": "Karwan"}
    assert karwan.codes == {"karwan": "02.11", "old": "211"}
    assert (karwan.longitude, karwan.latitude) == (8.5, 44.25)
    assert (karwan.valid_from, karwan.valid_to) == (date(2015, 1, 1), None)
    assert Territory.objects.get(slug="eastern-shore").parent.slug == "fikania"


def test_figures_find_the_places_by_any_of_their_codes(loaded) -> None:
    loaded()
    assert places().codes["old"] == {"211": "xf-02-11"}
    assert places().codes["karwan"]["02"] == "eastern-shore"


def test_loading_again_changes_nothing_and_is_not_on_record(loaded) -> None:
    loaded()
    assert loaded() == Loaded(added=(), changed=(), same=4)
    assert AuditLine.objects.filter(act="territories.loaded").count() == 1


def test_loading_again_changes_what_the_list_says_otherwise(loaded) -> None:
    loaded()
    again = loaded(
        LIST, ("Nahrabad,karwan:02.12", "Nahr-Abad,karwan:02.12;old:212"), (",8.5,", ",8.75,")
    )
    assert again.changed == ("xf-02-11", "xf-02-12")
    assert Territory.objects.get(slug="xf-02-12").name == {"en": "Nahr-Abad"}
    assert Territory.objects.get(slug="xf-02-11").longitude == 8.75


def test_empty_cells_and_rows_that_are_gone_change_nothing(loaded) -> None:
    loaded()
    short = "type,country,name_en,codes\nmunicipality,XF,Karwan,karwan:02.11\n"
    assert loaded(short) == Loaded(added=(), changed=(), same=1)
    karwan = Territory.objects.get(slug="xf-02-11")
    assert (karwan.parent.slug, karwan.name["ar"]) == ("eastern-shore", "كروان")
    assert Territory.objects.count() == 4


def test_place_on_record_keeps_its_slug_and_gains_codes(loaded) -> None:
    Territory.objects.create(
        slug="karwan",
        type="municipality",
        country="XF",
        name={"fr": "Karouan"},
        codes={"old": "211"},
    )
    said = loaded()
    assert (said.changed, len(said.added)) == (("karwan",), 3)
    karwan = Territory.objects.get(slug="karwan")
    assert karwan.codes == {"old": "211", "karwan": "02.11"}
    assert karwan.name == {"fr": "Karouan", "ar": "كروان", "en": "Karwan"}


def test_semicolons_and_a_byte_order_mark_are_read(loaded) -> None:
    text = '\ufefftype;country;name_es;codes\nmunicipality;XF;"Karuán; la vieja";"a:1;b:2"\n'
    assert loaded(text).added == ("xf-1",)
    assert Territory.objects.get().codes == {"a": "1", "b": "2"}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    (
        ("municipality,XF,karwan:02,,", "village,XF,karwan:02,,", "row 3, column `type`: “village” is not one of country, region"),
        ("fikania,country,XF", "fikania,country,Fikania", "row 5, column `country`: “Fikania” is not a country by its two letters"),
        ("fikania,country,XF", "fikania,country,", "row 5, column `country`: it is empty, and not a country"),
        ("eastern-shore,province", "Eastern Shore,province", "row 4, column `slug`: “Eastern Shore” is not a slug"),
        ("karwan:02.12", "02.12", "row 3, column `codes`: “02.12” is not codes by scheme"),
        ("karwan:02.11;old:211", "karwan:02.11;karwan:211", "row 2, column `codes`"),
        ("karwan:02.12", "karwan:02.11", "row 3, column `slug`: xf-02-11 is row 2 already"),
        ("karwan:02.12", "karwan:02.12;old:211", "row 3, column `codes`: old:211 is row 2 already"),
        ("Nahrabad,karwan:02.12", ",karwan:02.12", "row 3: it has no name in any language"),
        ("Nahrabad,karwan:02.12", "Nahrabad,", "row 3: it has neither a slug nor a code"),
        ("province,XF,fikania", "province,XF,atlantis", "row 4, column `parent`: atlantis is no territory"),
        ("province,XF,fikania", "province,XF,Fikania!", "row 4, column `parent`: “Fikania!” is not the slug"),
        ("country,XF,,", "country,XF,karwan:02.11,", "row 5, column `parent`: fikania would lie in itself"),
        ("8.5,44.25", "8.5,", "row 2: a position is a longitude and a latitude"),
        ("8.5,44.25", "8.5,144.25", "row 2, column `latitude`: “144.25” is not degrees from -90 to 90"),
        ("8.5,44.25", '"8,5","44,25"', "row 2, column `longitude`: “8,5” is not degrees such as 7.68682"),
        ("2015-01-01,", "1/1/2015,", "row 2, column `valid_from`: “1/1/2015” is not a day"),
        ("2015-01-01,", "2015-01-01,2014-01-01", "row 2: it ends before it began"),
        ("name_en", "name_it", "column `name_it` means nothing here"),
        ("name_en", "name_ar", "column `name_ar` is there twice"),
        ("type,", "", "column `type` is missing"),
    ),
)  # fmt: skip
def test_list_with_a_problem_is_refused_whole(loaded, old: str, new: str, problem: str) -> None:
    with pytest.raises(TerritoriesFileError) as refused:
        loaded(LIST, (old, new))
    assert problem in str(refused.value)
    assert not Territory.objects.exists()


@pytest.mark.parametrize(
    ("record", "problem"),
    (
        ({"slug": "tarsis", "codes": {"karwan": "02"}}, "row 4, column `codes`: they are those of tarsis on record"),
        ({"slug": "fikania", "codes": {}}, "row 5, column `type`: fikania is a region in XF on record"),
    ),
)  # fmt: skip
def test_list_at_odds_with_the_record_is_refused(loaded, record: dict, problem: str) -> None:
    Territory.objects.create(type="region", country="XF", name={"en": "Other"}, **record)
    with pytest.raises(TerritoriesFileError) as refused:
        loaded()
    assert problem in str(refused.value)
    assert Territory.objects.count() == 1


def test_two_rows_of_one_place_on_record_are_refused(loaded) -> None:
    Territory.objects.create(
        slug="karwan", type="municipality", country="XF", name={"en": "Karwan"},
        codes={"karwan": "02.11", "old": "9"},
    )  # fmt: skip
    with pytest.raises(TerritoriesFileError, match="row 3, column `codes`: row 2 is karwan too"):
        loaded(LIST, ("karwan:02.12", "old:9"))


def test_what_cannot_be_read_is_said(loaded, tmp_path) -> None:
    with pytest.raises(TerritoriesFileError, match="save it so"):
        loaded(LIST, encoding="cp1256")
    with pytest.raises(TerritoriesFileError, match="no territory stands under the heads"):
        loaded(LIST.splitlines()[0] + "\n")
    with pytest.raises(TerritoriesFileError, match="row 3: it has more cells"):
        loaded("type,country,name_en,codes\nregion,XF,A,a:1\nregion,XF,B,b:1,c\n")
    with pytest.raises(TerritoriesFileError, match="cannot be read"):
        read(tmp_path / "none.csv")


def test_of_many_problems_the_first_are_told(loaded) -> None:
    rows = "".join(f"region,XF,,a:{number}\n" for number in range(TOLD + 7))
    with pytest.raises(TerritoriesFileError) as refused:
        loaded("type,country,name_en,codes\n" + rows)
    told = str(refused.value).splitlines()
    assert (len(told), told[-1].endswith(": and 7 more")) == (TOLD + 1, True)


def test_command_says_what_it_did(tmp_path, capsys) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    assert main(["network", "territories", str(path), "--dry-run"]) == 0
    assert capsys.readouterr().out == "Territories: 4 would be added.\n"
    assert not Territory.objects.exists()
    main(["network", "territories", str(path)])
    assert capsys.readouterr().out == "Territories: 4 added.\n"
    path.write_text(LIST.replace("Nahrabad", "Nahr-Abad"), encoding="utf-8")
    main(["network", "territories", str(path)])
    assert capsys.readouterr().out == "Territories: 1 changed, 3 as before.\nChanged: xf-02-12\n"
