from qantara.knowledge.disclosure.cells import Block, Cell
from qantara.knowledge.disclosure.sums import sums_of

CITY = Block("foreigners", "dar-al-bahr", "2022")


def written(given, partitions=("SEX", "AGE", "NATG")):
    cells = [Cell(CITY, tuple(tuple(one.split("=")) for one in text.split(";"))) for text in given]
    return {
        (plain(one.whole), tuple(map(plain, one.parts)))
        for one in sums_of(CITY, cells, frozenset(partitions), {})
    }


def plain(cell):
    return ";".join(f"{axis}={code}" for axis, code in cell.parts)


def test_sums_of_two_tables_apart():
    assert written(["SEX=F", "SEX=M", "AGE=Y0T17", "AGE=Y_GE18"]) == {
        ("", ("SEX=F", "SEX=M")),
        ("", ("AGE=Y0T17", "AGE=Y_GE18")),
    }


def test_sums_of_a_crossed_table_include_its_margins():
    assert written(["AGE=Y0T17;SEX=F", "AGE=Y_GE18;SEX=M"]) == {
        ("", ("SEX=F", "SEX=M")),
        ("", ("AGE=Y0T17", "AGE=Y_GE18")),
        ("SEX=F", ("AGE=Y0T17;SEX=F", "AGE=Y_GE18;SEX=F")),
        ("SEX=M", ("AGE=Y0T17;SEX=M", "AGE=Y_GE18;SEX=M")),
        ("AGE=Y0T17", ("AGE=Y0T17;SEX=F", "AGE=Y0T17;SEX=M")),
        ("AGE=Y_GE18", ("AGE=Y_GE18;SEX=F", "AGE=Y_GE18;SEX=M")),
    }


def test_sums_of_three_tables_in_a_ring_come_from_one_table():
    ring = ["AGE=Y0T17;SEX=F", "NATG=002;SEX=F", "AGE=Y0T17;NATG=002"]
    assert any(whole.count("=") == 2 and parts[0].count("=") == 3 for whole, parts in written(ring))


def test_sums_of_tables_in_a_row_need_no_common_table():
    row = ["AGE=Y0T17;SEX=F", "NATG=002;SEX=F"]
    assert max(parts[0].count("=") for _, parts in written(row)) == 2
