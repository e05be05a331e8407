from pathlib import Path

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont

from qantara.fonts.build import Built, build
from qantara.fonts.faces import ARABIC, ARABIC_LABEL, LATIN, LATIN_EXTENDED, PRINT, WEB
from qantara.web import links

BUDGET = 120_000  # bytes a page may load in fonts, in any language


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fonts")


@pytest.fixture(scope="session")
def built(folder: Path) -> Built:
    return build(folder)


def letters(font: TTFont) -> set[int]:
    return set(font.getBestCmap())


def features(font: TTFont) -> set[str]:
    tables = [font[tag].table for tag in ("GSUB", "GPOS") if tag in font]
    return {record.FeatureTag for table in tables for record in table.FeatureList.FeatureRecord}


def test_build_makes_every_face(built, folder):
    assert sorted(path.name for path in built.web.iterdir()) == sorted(face.file for face in WEB)
    assert len(list(built.print.iterdir())) == len(PRINT) == 6
    assert built.files == {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in (*built.print.iterdir(), *built.web.iterdir())
    }


def test_build_leaves_what_stands(built, folder):
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.*")}
    assert build(folder) == built
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.*")} == before


def test_build_makes_a_missing_file_again(built, folder):
    lost = built.web / WEB[0].file
    data = lost.read_bytes()
    lost.unlink()
    assert build(folder) == built
    assert lost.read_bytes() == data


def test_all_faces_an_arabic_page_may_ask_for_stay_within_budget(built):
    asked = [face for face in WEB if face.unicode_range != ARABIC_LABEL]
    assert sum(built.files[f"web/{face.file}"] for face in asked) <= BUDGET


def test_web_faces_hold_the_letters_they_promise(built):
    for face in WEB:
        promised = set(subset.parse_unicodes(face.unicode_range))
        held = letters(TTFont(built.web / face.file))
        assert held <= promised
        assert held


@pytest.mark.parametrize(
    "text", ("Français Español œuvre 19,4 % 1\u202f200–1\u202f400 « » ’ → − ≥", "0123456789")
)
def test_latin_faces_hold_what_pages_say(built, text):
    for face in WEB:
        if face.unicode_range == LATIN:
            assert {ord(letter) for letter in text} <= letters(TTFont(built.web / face.file))


def test_names_beyond_western_europe_have_their_letters(built):
    for face in WEB:
        if face.unicode_range == LATIN_EXTENDED:
            assert {ord(letter) for letter in "ŁódźŞanlıurfaȘtefanČeský"} - set(range(256)) <= (
                letters(TTFont(built.web / face.file)) | {0x131}
            )


def test_arabic_faces_hold_letters_of_maghreb_and_mashreq_and_how_they_join(built):
    for face in WEB:
        if face.unicode_range == ARABIC:
            font = TTFont(built.web / face.file)
            assert {
                ord(letter) for letter in "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچڤگڭ،؛؟٪ًٌٍَُِّْ"
            } <= letters(font)
            assert {"init", "medi", "fina", "rlig", "mark", "mkmk", "ccmp"} <= features(font)


def test_label_of_the_language_switch_is_set_in_a_small_file_of_its_own(built):
    (face,) = [face for face in WEB if face.unicode_range == ARABIC_LABEL]
    assert letters(TTFont(built.web / face.file)) == {
        ord(letter) for letter in links.LANGUAGES["ar"]
    }
    assert {"init", "medi", "fina"} <= features(TTFont(built.web / face.file))
    assert built.files[f"web/{face.file}"] < 3_000


def test_latin_figures_have_one_width(built):
    for face in WEB:
        if face.unicode_range == LATIN:
            font = TTFont(built.web / face.file)
            widths = {font["hmtx"][font.getBestCmap()[ord(digit)]][0] for digit in "0123456789"}
            assert len(widths) == 1 or "tnum" in features(font)


def test_print_faces_are_static_and_weigh_what_they_say(built):
    for cut in PRINT:
        font = TTFont(built.print / f"{cut.family.replace(' ', '')}-{cut.style}.ttf")
        assert "fvar" not in font
        assert font["OS/2"].usWeightClass == cut.weight
        assert font["name"].getDebugName(1) == cut.family


def test_files_carry_copyright_and_licence_but_no_reserved_name(built, folder):
    for face in WEB:
        names = TTFont(built.web / face.file)["name"]
        assert "SIL Open Font License" in names.getDebugName(13)
        assert names.getDebugName(0)
        assert not {"Plex", "Source"} & set(names.getDebugName(4).split())
    assert len(list(folder.glob("OFL-*.txt"))) == len({cut.package for cut in PRINT})
