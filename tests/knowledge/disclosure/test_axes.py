import pytest

from qantara.knowledge.disclosure.axes import band, divisions, part
from qantara.knowledge.disclosure.division import Division
from qantara.knowledge.frameworks import regions


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
    return set(
        divisions(axis, codes, within or {}, is_partition=is_partition, contains=regions.contains())
    )


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
        Division(None, (("AGE", "Y0T17"), ("AGE", "Y_GE18")), None),
    }


def test_divisions_of_crossing_ages_keep_for_each_band_a_list_that_leaves_nobody_out():
    first, second = ("Y0T14", "Y15T24", "Y_GE25"), ("Y0T17", "Y18T24", "Y25T64", "Y_GE65")
    found = divided("AGE", *first, *second)
    assert {tuple(code for _axis, code in one.parts) for one in found if one.whole is None} == {
        ("Y0T14", "Y15T17", "Y18T24", "Y25T64", "Y_GE65"),
        first,
        ("Y0T14", "Y15T24", "Y25T64", "Y_GE65"),
        ("Y0T17", "Y18T24", "Y_GE25"),
    }


def test_divisions_follow_a_declared_hierarchy():
    within = {("NATG", "SAHEL"): "SOUTH", ("NATG", "COAST"): "SOUTH"}
    assert divided("NATG", "SOUTH", "SAHEL", "COAST", "NORTH", within=within) == {
        Division(None, (("NATG", "NORTH"), ("NATG", "SOUTH")), ("NATG", "~NORTH+SOUTH")),
        Division(
            ("NATG", "SOUTH"), (("NATG", "COAST"), ("NATG", "SAHEL")), ("NATG", "SOUTH~COAST+SAHEL")
        ),
    }


def test_divisions_know_which_region_lies_in_which():
    assert divided("NATG", "002", "015", "011", "142") == {
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
        ("COB", "FBO"),
        ("NAT", "EU"),
        ("AGE", "Y0T17"),
    ]


def test_part_puts_regions_beside_the_countries_of_their_measure():
    assert [part("NATG", "015", "COB"), part("NATG", "_U", "NAT"), part("NAT", "_U")] == [
        ("COB", "015"),
        ("NAT", "_U.NATG"),
        ("NAT", "_U"),
    ]


def nat(*codes):
    return tuple(("NAT", code) for code in codes)


def test_divisions_put_countries_into_their_regions():
    assert divided("NAT", "002", "142", "MA", "SY", "FR") == {
        Division(None, nat("FR", "MA", "SY"), ("NAT", "~FR+MA+SY")),
        Division(None, nat("002", "142"), ("NAT", "~002+142")),
        Division(None, nat("002", "142", "FR"), ("NAT", "~002+142+FR")),
        Division(nat("002")[0], nat("MA"), ("NAT", "002-MA")),
        Division(nat("142")[0], nat("SY"), ("NAT", "142-SY")),
        # What one list leaves out is partly named by the other.
        Division(nat("~002+142")[0], nat("FR", "~002+142+FR"), None),
        Division(nat("~FR+MA+SY")[0], nat("002-MA", "142-SY", "~002+142+FR"), None),
    }


def test_divisions_know_all_others_by_the_list_they_complete():
    assert divided("NAT", "MA", "SY", "W0_OTH~MA", "W0_OTH~MA+SY") == {
        Division(None, nat("MA", "SY", "W0_OTH~MA+SY"), None),
        Division(None, nat("MA", "W0_OTH~MA"), None),
    }


def test_divisions_put_countries_and_regions_among_foreigners():
    found = divided("NAT", "FOR", "NAT", "MA", "QY")
    assert Division(nat("FOR")[0], nat("MA", "QY"), ("NAT", "FOR~MA+QY")) in found
    assert Division(None, nat("FOR", "NAT"), ("NAT", "~FOR+NAT")) in found


def test_divisions_of_free_movement_and_continents_meet_in_what_they_share():
    found = divided("NAT", "EU", "NEU", "150", "142", "FR", "CY", "RU")
    both = [one for one in found if one.whole in nat("EU", "150")]
    assert {one.whole: set(one.parts) for one in both} == {
        nat("EU")[0]: set(nat("^150+EU", "CY", "FR")),
        nat("150")[0]: set(nat("^150+EU", "FR", "^150+NEU", "RU")),
    }
