"""The demonstration without its long half: both networks, two cities' sheets, the catalogue.

And at the desk two cases that wait, one to be signed in each of two languages.
"""

from __future__ import annotations

from itertools import chain

from qantara.core import clock
from qantara.demo import load
from qantara.network.directory import directory_document
from qantara.releases.gate import open_case

SHEETS = ("Sheet: Vienna", "Sheet: Tunis")

for name, act in chain(load.mc2cm(), load.catalogue()):
    if not name.startswith("Sheet: ") or name in SHEETS:
        act()

network, team = load._network(load.FOLDER / "fictional" / "network.toml")
load._directory(network, team)
for language in ("ar", "en"):
    document = directory_document(network)
    document["facts"].append(
        {"fact": "walked", "value": f"To be signed in {language}", "source": "Made for a journey"}
    )
    # Two things, since of one thing the later draft would have to be made after the first release.
    subject = f"{network.slug}-{language}"
    open_case(
        "directory", document, subject=subject, holder=team.holder, by=team.author, at=clock.now()
    )  # fmt: skip
