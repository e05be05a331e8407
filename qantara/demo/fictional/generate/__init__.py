"""Makes the figures of the fictional cities: ``python -m qantara.demo.fictional.generate`` writes them anew.

Nothing here is drawn at random but with a fixed seed, so the files never change unless this does. They
have what real figures have: breaks, years that are provisional and then final, estimates with low and
high, groups of a handful of people, sources that disagree, questions nobody answered, things of which
there are none, a share that is not its ratio.

Ardelune's first files are rows the evidence reader understands as they are; all others come in the shapes
that offices give files, each with the mapping that reads it beside it.

    statement.py  city.py                                         a row; the people behind all rows
    register.py  census.py  survey.py  services.py  study.py      one source of Ardelune each, or one kind
    shapes.py                                                     delimited text, workbooks
    census_city.py  survey_city.py  metropolis.py  fund.py        one kind of city each, with what is
    commune.py  cautious_city.py  first_of_2025.py                particular to its figures
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random

from qantara.demo.fictional.generate import (
    cautious_city,
    census_city,
    commune,
    first_of_2025,
    fund,
    metropolis,
    survey_city,
)
from qantara.demo.fictional.generate.census import census
from qantara.demo.fictional.generate.city import City
from qantara.demo.fictional.generate.register import final, flows, register
from qantara.demo.fictional.generate.services import permits, services, taken_back
from qantara.demo.fictional.generate.statement import COLUMNS, Row
from qantara.demo.fictional.generate.study import study
from qantara.demo.fictional.generate.survey import corrected, survey

FICTIONAL = Path(__file__).parents[1]
FOLDER = FICTIONAL / "ardelune"
SEED = 2012


#: What makes the files of each folder.
CITIES = {
    "ardelune": first_of_2025, "qarnel": census_city, "meruzah": survey_city, "halverin": metropolis,
    "reed-coast-fund": fund, "nordemar": commune, "bresamo": cautious_city,
}  # fmt: skip


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


def evidence() -> Iterator[tuple[str, bytes]]:
    """The files that come in by a mapping, as offices give them: path under ``FICTIONAL``, content."""
    for folder, city in CITIES.items():
        for name, content in city.files():
            yield f"{folder}/{name}", content


def write_evidence(folder: Path = FICTIONAL) -> None:
    for path, content in evidence():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
