import csv
import io

import pytest

from qantara.tables.csv import figures, table
from tests.tables.sample import dataset, frame, row


def test_figures_lead_with_a_byte_order_mark_unless_told():
    assert figures(dataset()).startswith(b"\xef\xbb\xbfSERIES_KEY,INDICATOR,")
    assert figures(dataset(), has_bom=False).startswith(b"SERIES_KEY,INDICATOR,")


def test_figures_hold_one_row_a_figure_under_sdmx_heads():
    rows = list(csv.DictReader(io.StringIO(figures(dataset(), has_bom=False).decode())))
    assert len(rows) == 10
    assert rows[6] == {
        "SERIES_KEY": "POP-03@qalat-bahr;2024 share",
        "INDICATOR": "POP-03",
        "DEFINITION": "POP-03",
        "REF_AREA": "qalat-bahr",
        "TIME_PERIOD": "2024",
        "REF_DATE": "2024-12-31",
        "CITG": "_T",
        "SEX": "_T",
        "UNIT_MEASURE": "PT",
        "OBS_VALUE": "19.4",
        "OBS_LOW": "",
        "OBS_HIGH": "",
        "NUMERATOR": "110000",
        "DENOMINATOR": "567000",
        "DECIMALS": "1",
        "OBS_STATUS": "A",
        "CONF_STATUS": "F",
        "ABSENCE": "",
        "STATE": "shown",
        "IS_BREAK": "false",
        "BREAK_NOTE": "",
        "METHOD": "",
        "NOTE": "",
        "SOURCE": "1",
    }


def test_figures_name_codes_in_arabic_beside_them():
    rows = list(csv.DictReader(io.StringIO(figures(dataset(), "ar", has_bom=False).decode())))
    women, withheld, courtesy = rows[1], rows[3], rows[4]
    assert (women["SEX"], women["الجنس"], women["المكان"]) == ("F", "نساء", "قلعة البحر")
    assert (withheld["OBS_VALUE"], withheld["الحالة"]) == ("", "محجوب لحماية الأشخاص")
    assert courtesy["الحالة"] == "لا يُعاد نشره هنا"


@pytest.mark.parametrize("text", ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1"))
def test_table_runs_no_formula(text):
    assert table(("A",), [[text]]).decode() == f"A\r\n'{text}\r\n"


def test_table_leaves_numbers_as_numbers():
    assert table(("A", "B", "C", "D"), [[-3.5, 4.0, None, True]]) == b"A,B,C,D\r\n-3.5,4,,true\r\n"


def test_figures_of_a_withheld_cell_are_those_of_one_not_repeated_but_for_its_state():
    withheld, courtesy = (
        figures(dataset(frame(row(value=10.0), row(breakdown="SEX=F", state=state))))
        for state in ("withheld", "courtesy")
    )
    assert withheld.replace(b",withheld,", b",courtesy,") == courtesy
