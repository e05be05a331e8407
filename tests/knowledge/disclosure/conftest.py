"""Real tables, where they lie beside the checkout."""

import os
from pathlib import Path

import polars as pl
import pytest

FIELD = Path(os.environ.get("QANTARA_FIELD_DATA", Path(__file__).parents[4] / "shared" / "data"))
FILE = FIELD / "cities" / "vienna" / "vie-bez-pop-sex-age5-stk-ori-geo4-2002f.csv"


@pytest.fixture(scope="module")
def vienna():
    """People aged 75 to 79 on 1 January 2002: sex, district and origin to count."""
    if not FILE.exists():
        pytest.skip(f"no {FILE.name} beside the checkout")
    read = pl.read_csv(FILE, separator=";", skip_rows=1)
    old = read.filter(pl.col("REF_YEAR") == 2002, pl.col("AGE5") == 16)
    counts = {}
    for row in old.iter_rows(named=True):
        for origin in ("AUT", "EEA", "REU", "TCN"):
            sex, district = "MF"[row["SEX"] - 1], f"d{row['DISTRICT_CODE']}"
            counts[sex, district, origin] = row[origin]
    return counts
