from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from qantara.network.gazetteer.load import GEONAMES, Loaded, load_gazetteer
from qantara.network.gazetteer.read import read, read_names

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)

#: Places that do not exist; codes of countries that ISO leaves to users.
PLACES = """\
geonameid\tname\tcountry\tadmin1\tlatitude\tlongitude\tpopulation\ttimezone\talternatenames
11\tArdelune\tQM\t01\t-26.2\t-24.6\t400000\tEtc/UTC\tArdeluna|أردلون
12\tSaint-Élan\tQM\t01\t-26.5\t-24.1\t9000\tEtc/UTC\t
13\tSaint Elan\tQN\t02\t-27.5\t-23.9\t700\tEtc/UTC\t
14\tKarwan\tQN\t02\t-28.0\t-23.0\t52000\tEtc/UTC\tArdelune
"""
#: As GeoNames writes them: id, place, language, name, preferred, short, colloquial, historic, from, to.
NAMES = """\
1\t14\tar\tكروان\t1\t\t\t\t\t
2\t14\tes\tCarván\t\t\t\t\t\t
3\t14\tes\tCarvania\t\t\t\t1\t\t
4\t14\tpost\t40100\t\t\t\t\t\t
5\t14\tde\tKarwanstadt\t\t\t\t\t\t
"""


@pytest.fixture
def write(tmp_path: Path):
    def act(text: str, name: str = "places.tsv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return act


@pytest.fixture
def load(write, db):
    def act(places: str = PLACES, names: str = "", languages=frozenset({"ar", "es"})) -> Loaded:
        further = [read_names(write(names, "names.txt"), languages=languages)] if names else []
        return load_gazetteer(read(write(places)), GEONAMES, names=further, at=AT)

    return act
