import pytest

from qantara.knowledge.disclosure.axes import Division, band, divisions, part


@pytest.mark.parametrize(
    ("code", "ages"),
    (
        ("Y0T4", (0, 5)),
        ("Y7", (7, 8)),
        ("Y_GE65", (65, 999)),
        ("Y_GT64", (65, 999)),
        ("Y_LT5", (0, 5)),
        ("Y_LE4", (0, 5)),
        ("_U", None),
    ),
)
def test_band_of_an_age_code(code, ages):
    assert band(code) == ages


def divided(axis, *codes, within=None, is_partition=True):
    return set(divisions(axis, codes, within or {}, is_partition=is_partition))


def test_divisions_of_both_sexes_leave_nobody_out():
    assert divided("SEX", "F", "M") == {Division(None, (("SEX", "F"), ("SEX", "M")), None)}


def test_divisions_name_the_rest_of_one_sex():
    assert divided("SEX", "F") == {Division(None, (("SEX", "F"),), ("SEX", "-F"))}


def test_divisions_of_nested_ages():
    assert divided("AGE", "Y0T17", "Y_GE18", "Y0T5", "Y6T17") == {
        Division(None, (("AGE", "Y0T17"), ("AGE", "Y_GE18")), None),
        Division(("AGE", "Y0T17"), (("AGE", "Y0T5"), ("AGE", "Y6T17")), None),
    }


def test_divisions_of_crossing_ages_meet_in_their_refinement():
    atoms = [("AGE", code) for code in ("Y0T14", "Y15T17", "Y18T24", "Y_GE25")]
    assert divided("AGE", "Y0T17", "Y_GE18", "Y15T24") == {
        Division(None, tuple(atoms), None),
        Division(("AGE", "Y0T17"), tuple(atoms[:2]), None),
        Division(("AGE", "Y15T24"), tuple(atoms[1:3]), None),
        Division(("AGE", "Y_GE18"), tuple(atoms[2:]), None),
    }


def test_divisions_follow_a_declared_hierarchy():
    within = {("NATG", "015"): "002", ("NATG", "011"): "002"}
    assert divided("NATG", "002", "015", "011", "142", within=within) == {
        Division(None, (("NATG", "002"), ("NATG", "142")), ("NATG", "~002+142")),
        Division(("NATG", "002"), (("NATG", "011"), ("NATG", "015")), ("NATG", "002~011+015")),
    }


def test_divisions_of_overlapping_codes_each_have_their_own_rest():
    assert divided("GROUND", "origin", "religion", is_partition=False) == {
        Division(None, (("GROUND", "origin"),), ("GROUND", "-origin")),
        Division(None, (("GROUND", "religion"),), ("GROUND", "-religion")),
    }


def test_part_puts_birth_and_citizenship_on_different_axes():
    assert [part("CITG", "FBO"), part("CITG", "EU"), part("AGEG", "Y0T17")] == [
        ("BORN", "FBO"),
        ("CITG", "EU"),
        ("AGE", "Y0T17"),
    ]
