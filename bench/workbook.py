"""A workbook of 200,000 rows read, understood and reviewed in a process of its own, beside bare readers.

The peers: fastexcel (calamine) to text, which knows nothing of percentages, merged cells or bounds, and
openpyxl in its read-only mode. To reach: at most 5 s and 500 MB from the file to the finished review.

    python bench/workbook.py [ROWS]
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

ROWS = 200_000
SECONDS, MEGABYTES = 5.0, 500
YEARS = range(2005, 2025)
AGES = tuple(f"Y{first}T{first + 4}" for first in range(0, 80, 5))
AT = datetime(2026, 1, 1, tzinfo=UTC)

MAPPING = """
title = "Residents of Karwan by quarter"
[source]
organisation = "Statistics of Karwan"
title = "Generated"
public = true
[[series]]
definition = { column = "indicator" }
territory = { column = "quarter", scheme = "kso" }
period = { column = "year", as = "{1}-01-01" }
unit = "PS"
value = "people"
breakdown.SEX = { column = "sex" }
breakdown.AGE = { column = "age" }
"""


def main(rows: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "karwan.xlsx"
        count = generate(path, rows)
        print(f"{count:,} rows, {path.stat().st_size >> 20} MB packed")
        seconds, megabytes = apart(ours, path)
        told("read, reviewed", seconds, megabytes)
        for name, peer in (("fastexcel", bare_fastexcel), ("openpyxl", bare_openpyxl)):
            peer_seconds, peer_megabytes = apart(peer, path)
            told(f"bare {name}", peer_seconds, peer_megabytes)
            print(f"{'':>16}  {seconds / peer_seconds:.2f} times the bare read of {name}")
    print(
        f"{seconds / SECONDS:.2f} of the {SECONDS:.0f} s and {megabytes / MEGABYTES:.2f} of the"
        f" {MEGABYTES} MB to stay under"
    )
    return 0 if seconds <= SECONDS and megabytes <= MEGABYTES else 1


def told(name: str, seconds: float, megabytes: float) -> None:
    print(f"{name:>16}  {seconds:6.2f} s  {megabytes:5.0f} MB")


def generate(path: Path, rows: int) -> int:
    """Quarters of a fictional city by year, sex and age, with totals that are sums."""
    import numpy as np
    import xlsxwriter

    quarters = -(-rows // (len(YEARS) * 3 * (1 + len(AGES))))
    shape = (quarters, len(YEARS), 2, len(AGES))
    cells = np.random.default_rng(20261122).integers(480, 520, shape)
    by_sex = np.concatenate([cells.sum(axis=3, keepdims=True), cells], axis=3)
    whole = np.concatenate([by_sex.sum(axis=2, keepdims=True), by_sex], axis=2)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Residents")
    percent = book.add_format({"num_format": "0.0%"})
    sheet.write_row(
        0, 0, ["quarter", "indicator", "year", "sex", "age", "people", "share", "source"]
    )
    row = 0
    for (quarter, year, sex, age), people in np.ndenumerate(whole):
        row += 1
        said = [f"{quarter:06}", "CTX-01", YEARS[year], ("_T", "F", "M")[sex], ("_T", *AGES)[age]]
        sheet.write_row(row, 0, [*said, int(people)])
        sheet.write_number(row, 6, float(people / whole[quarter, year, 0, 0]), percent)
        sheet.write_string(row, 7, "register")
    book.close()
    return row


def apart(act: Callable[[Path], float], path: Path) -> tuple[float, float]:
    """Seconds of an act and megabytes of the fresh process that it was the only work of."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_apart, args=(act, path, theirs))
    process.start()
    seconds, megabytes = ours.recv()
    process.join()
    return seconds, megabytes


def _apart(act: Callable[[Path], float], path: Path, answer: Connection) -> None:
    seconds = act(path)
    answer.send((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def ours(path: Path) -> float:
    """Read, understand and review, as intake does before anything is stored."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qantara.config.settings")
    import django

    django.setup()
    from qantara.knowledge import frameworks
    from qantara.knowledge.evidence import mapping, readers
    from qantara.knowledge.evidence.mapping import Places
    from qantara.knowledge.evidence.review import review

    framework = frameworks.load(frameworks.DEFAULT)
    slugs = {f"{number:06}": f"karwan-{number:06}" for number in range(10_000)}
    places = Places(slugs=frozenset(slugs.values()), codes={"kso": slugs})
    start = time.perf_counter()
    own = mapping.loads(MAPPING)
    understood = mapping.apply(readers.read(path, options=own.options), own, framework, places)
    found = review(understood.rows, framework, today=AT.date())
    seconds = time.perf_counter() - start
    assert not understood.findings, [finding.kind for finding in understood.findings]
    assert found.refused.is_empty(), [finding.kind for finding in found.findings]
    assert not found.accepted.is_empty()
    return seconds


def bare_fastexcel(path: Path) -> float:
    import fastexcel

    start = time.perf_counter()
    fastexcel.read_excel(path).load_sheet(0, dtypes="string").to_polars()
    return time.perf_counter() - start


def bare_openpyxl(path: Path) -> float:
    import openpyxl

    start = time.perf_counter()
    for _row in openpyxl.load_workbook(path, read_only=True).active.iter_rows(values_only=True):
        pass
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
