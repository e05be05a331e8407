"""Five million rows from CSV, validated, compared and stored, beside the bare minimum of the same run.

The minimum: Polars reads the file, PostgreSQL copies as many finished rows into a table with the
same keys, indexes and checks. To reach: at most 3 times that.

    python bench/ingest.py [ROWS]
"""

from __future__ import annotations

import itertools
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

ROWS = 5_000_000
TARGET = 3.0
DEFINITIONS = ("CTX-01", "POP-01", "POP-02", "POP-09", "FLW-01")
YEARS = range(2005, 2025)
AGES = (*(f"Y{first}T{first + 4}" for first in range(0, 80, 5)), "Y_GE80")
AT = datetime(2026, 1, 1, tzinfo=UTC)

MAPPING = """
title = "Generated residents"
[source]
organisation = "Bench"
title = "Generated"
public = true
[[series]]
definition = { column = "indicator" }
territory = { column = "area", scheme = "bench" }
period = { column = "year", as = "{1}-01-01" }
unit = "PS"
value = "people"
breakdown.SEX = { column = "sex" }
breakdown.AGE = { column = "age" }
"""


def main(rows: int) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qantara.config.settings")
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["TEST"]["NAME"] = "bench_ingest"
    previous = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            return measure(rows, Path(folder))
    finally:
        connection.creation.destroy_test_db(previous, verbosity=0)


def measure(rows: int, folder: Path) -> int:
    territories = rows // (len(DEFINITIONS) * len(YEARS) * 3 * (1 + len(AGES)))
    path = generate(territories, folder)
    times: dict[str, float] = {}
    stored = ours(path, territories, times)
    bare(path, folder, times)
    minimum, whole = times["bare read"] + times["bare copy"], times["read to stored"]
    for name, seconds in times.items():
        print(f"{name:>16}  {seconds:6.2f} s")
    print(f"{stored:,} rows: {whole / minimum:.2f} times the minimum, to reach {TARGET}")
    return 0 if whole <= TARGET * minimum else 1


def generate(territories: int, folder: Path) -> Path:
    """A file as offices publish them: every year, sex and age, with totals that are sums."""
    import numpy as np
    import polars as pl

    keys = itertools.product((f"{n:06}" for n in range(territories)), DEFINITIONS, YEARS)
    area, indicator, year = (pl.Series(side) for side in zip(*keys, strict=True))
    cells = np.random.default_rng(20261122).integers(480, 520, (len(area), 2, len(AGES)))
    by_sex = np.concatenate([cells.sum(axis=2, keepdims=True), cells], axis=2)
    whole = np.concatenate([by_sex.sum(axis=1, keepdims=True), by_sex], axis=1)
    columns = list(itertools.product(("_T", "F", "M"), ("_T", *AGES)))
    flat = whole.reshape(len(area), len(columns))
    base = pl.DataFrame({"area": area, "indicator": indicator, "year": year})
    path = folder / "generated.csv"
    parts = [
        base.with_columns(sex=pl.lit(sex), age=pl.lit(age), people=pl.Series(flat[:, position]))
        for position, (sex, age) in enumerate(columns)
    ]
    pl.concat(parts).write_csv(path)
    return path


def ours(path: Path, territories: int, times: dict[str, float]) -> int:
    """Read, understand, review, compare, store: what ``qantara evidence confirm`` does."""
    from qantara.accounts.models import Holder, Person, Role
    from qantara.knowledge.evidence import intake, mapping
    from qantara.knowledge.evidence.apart.allowance import Allowance
    from qantara.network.models import Territory

    # Five million rows are more than a file from outside is allowed.
    room = Allowance(memory=8 << 30, seconds=600, result=4 << 30, file=4 << 30)

    Territory.objects.bulk_create(
        Territory(
            slug=f"t{n:06}", type="municipality", name={"en": str(n)}, country="XA",
            codes={"bench": f"{n:06}"},
        )
        for n in range(territories)
    )  # fmt: skip
    by = Person.objects.create(email="bench@example.org", name="Bench", language="en")
    holder = Holder.objects.create(slug="bench", kind=Holder.Kind.SECRETARIAT, name={"en": "Bench"})
    Role.objects.create(person=by, holder=holder, title=Role.Title.COORDINATOR, since=AT)
    with timed("read to stored", times):
        with timed("read, reviewed", times):
            taken = intake.take_in(path, mapping.loads(MAPPING), at=AT, allowance=room)
        assert not taken.findings, [finding.kind for finding in taken.findings]
        with timed("stored", times):
            batch = intake.confirm(taken, holder=holder, by=by, at=AT)
    assert batch is not None
    return batch.added


def bare(path: Path, folder: Path, times: dict[str, float]) -> None:
    """Polars' read of the file, and COPY of as many finished rows into a table made alike."""
    import polars as pl
    from django.db import connection

    with timed("bare read", times):
        pl.read_csv(path)
    finished = folder / "finished.csv"
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (LIKE knowledge_observation INCLUDING ALL)")
        columns = [
            name
            for (name,) in cursor.execute(
                "SELECT attname FROM pg_attribute WHERE attrelid = 'bare'::regclass AND attnum > 0"
                " AND attname <> 'id'"
            ).fetchall()
        ]
        names = ", ".join(f'"{name}"' for name in columns)
        with (
            finished.open("wb") as file,
            cursor.copy(f"COPY knowledge_observation ({names}) TO STDOUT (FORMAT csv)") as copy,
        ):
            for data in copy:
                file.write(data)
        with timed("bare copy", times):
            statement = f"COPY bare ({names}) FROM STDIN (FORMAT csv)"
            with finished.open("rb") as file, cursor.copy(statement) as copy:
                while chunk := file.read(1 << 20):
                    copy.write(chunk)


@contextmanager
def timed(name: str, times: dict[str, float]) -> Iterator[None]:
    start = time.perf_counter()
    yield
    times[name] = time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
