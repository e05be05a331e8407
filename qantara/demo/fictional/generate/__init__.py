"""Makes the figures of Ardelune: ``python -m qantara.demo.fictional.generate`` writes them anew.

One CSV a source, as rows the evidence reader understands. The seed is fixed, so the files never
change unless this does. They have what real figures have: a new register in 2019 (break), a newest
year that is provisional, estimates with low and high, groups of a handful of people, two sources
that disagree, questions nobody answered, and things of which there are none.

    statement.py  city.py                                         a row; the people behind all rows
    register.py  census.py  survey.py  services.py  study.py      one source, or one kind of them, each
"""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

from qantara.demo.fictional.generate.census import census
from qantara.demo.fictional.generate.city import City
from qantara.demo.fictional.generate.register import final, flows, register
from qantara.demo.fictional.generate.services import permits, services, taken_back
from qantara.demo.fictional.generate.statement import COLUMNS, Row
from qantara.demo.fictional.generate.study import study
from qantara.demo.fictional.generate.survey import corrected, survey

FOLDER = Path(__file__).parents[1] / "ardelune"
SEED = 2012


def files() -> dict[str, list[Row]]:
    """The rows of every file, by its stem: a source of ``sources.toml``, or what it said later."""
    random = Random(SEED)  # noqa: S311 - invented figures, the same every time
    city = City(random)
    first = list(register(city, random))
    return {
        "register": [*first, *flows(city, random)],
        "census": list(census(city, random)),
        "survey": list(survey(random)),
        "services": list(services()),
        "permits": list(permits(city, random)),
        "study": list(study()),
        "register-final": list(final(first)),
        "survey-corrected": list(corrected()),
        "services-taken-back": list(taken_back()),
    }


def write(folder: Path = FOLDER) -> None:
    for stem, rows in files().items():
        with (folder / f"{stem}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            table.writeheader()
            table.writerows(row.cells() for row in rows)
