from __future__ import annotations

from datetime import date

import pytest

from qantara.core import periods
from qantara.core.periods import Period


@pytest.mark.parametrize(
    ("text", "code", "start", "end", "reference"),
    (
        ("2022", "2022", date(2022, 1, 1), date(2022, 12, 31), None),
        ("2022-A1", "2022", date(2022, 1, 1), date(2022, 12, 31), None),
        ("2022-S2", "2022-S2", date(2022, 7, 1), date(2022, 12, 31), None),
        ("2022-T3", "2022-T3", date(2022, 9, 1), date(2022, 12, 31), None),
        ("2022-Q1", "2022-Q1", date(2022, 1, 1), date(2022, 3, 31), None),
        ("2022-12", "2022-12", date(2022, 12, 1), date(2022, 12, 31), None),
        ("2024-M2", "2024-02", date(2024, 2, 1), date(2024, 2, 29), None),
        ("2020-W53", "2020-W53", date(2020, 12, 28), date(2021, 1, 3), None),
        ("2022-01-01", "2022-01-01", date(2022, 1, 1), date(2022, 1, 1), date(2022, 1, 1)),
        ("2018/2022", "2018/2022", date(2018, 1, 1), date(2022, 12, 31), None),
        (
            "2019-07-01/2020-Q2",
            "2019-07-01/2020-Q2",
            date(2019, 7, 1),
            date(2020, 6, 30),
            None,
        ),
    ),
)
def test_parse_reads_time_periods_as_sdmx_writes_them(text, code, start, end, reference):
    assert periods.parse(text) == Period(code, start, end, reference)


@pytest.mark.parametrize(
    "text",
    (
        "",
        "22",
        "2022-13",
        "2022-Q5",
        "2022-02-30",
        "2021-W53",
        "2022/2018",
        "1 Jan 2022",
        "2022-00",
    ),
)
def test_parse_refuses_what_is_no_period(text):
    with pytest.raises(periods.PeriodError):
        periods.parse(text)


def test_period_knows_its_year_and_its_middle():
    period = periods.parse("2018/2022")
    assert (period.year, period.middle) == (2022, date(2020, 7, 1))
