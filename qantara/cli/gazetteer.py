"""`qantara gazetteer`: inhabited places of the world, from which networks take their cities."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from qantara.cli import LANGUAGES, CommandFailed, err, out
from qantara.cli.acting import refusals

if TYPE_CHECKING:
    from qantara.network.gazetteer.match import Found


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    gazetteer = commands.add_parser(
        "gazetteer",
        help="places of the world: load a list, find a city, write its entry",
        description="A gazetteer is a list of inhabited places with codes, names and positions. "
        "Networks take their cities from it (docs/gazetteer.md).",
    )
    acts = gazetteer.add_subparsers(metavar="ACT", required=True)

    load = acts.add_parser(
        "load",
        help="load a gazetteer, or bring it up to date",
        description="Loads all places of a file, or none of them: GeoNames' dump, or a table with "
        "the columns code, name, country, longitude, latitude. Loading again changes what the file "
        "says otherwise, and deletes no place.",
    )
    load.add_argument("file", type=Path, help="the list of places, packed (gz, zip) or not")
    load.add_argument(
        "--names", type=Path, action="append", default=[], metavar="FILE",
        help="further names by code, such as GeoNames' alternateNamesV2.zip; may be repeated",
    )  # fmt: skip
    load.add_argument(
        "--languages", nargs="+", default=sorted(LANGUAGES), metavar="CODE",
        help="languages whose names are taken from there (%(default)s)",
    )  # fmt: skip
    load.add_argument(
        "--scheme", default="geonames", help="what its codes are called (%(default)s)"
    )
    load.add_argument("--title", help="who publishes it, where that is not GeoNames")
    load.add_argument("--licence", help="its licence, where that is not GeoNames'")
    load.add_argument("--url", default="", help="where it is published")
    load.set_defaults(run=load_file)

    find = acts.add_parser(
        "find",
        help="the places a name or code may mean",
        description="Lists every place that answers to a name, the most populous first. Where "
        "several do, the choice is yours: nothing is guessed.",
    )
    _add_which(find)
    find.set_defaults(run=find_places)

    entry = acts.add_parser(
        "entry",
        help="write a city's [[territory]] for the network's file",
        description="Prints the entry of one place for network.toml, with its code, position and "
        "the names on record. A language without a name is left for you to write.",
    )
    _add_which(entry)
    entry.set_defaults(run=print_entry)


def _add_which(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="+", help="as people write it, or the place's code")
    parser.add_argument("--country", default="", metavar="CODE", help="two letters, ISO 3166-1")
    parser.add_argument(
        "--language", default="en", metavar="CODE", help="of the name (%(default)s)"
    )
    parser.add_argument("--scheme", default="geonames", help="which gazetteer (%(default)s)")


def load_file(options: argparse.Namespace) -> int:
    from qantara.core import clock
    from qantara.network.gazetteer.load import GEONAMES, Origin, load_gazetteer
    from qantara.network.gazetteer.read import read, read_names

    origin = GEONAMES
    if options.scheme != GEONAMES.scheme:
        if not (options.title and options.licence):
            raise CommandFailed("Name its publisher and licence too: --title, --licence.")
        origin = Origin(
            scheme=options.scheme, title=options.title, url=options.url, licence=options.licence
        )
    try:
        with refusals(), err.status("") as status:
            status.update("Reading the places")
            file = read(options.file)
            status.update(f"{len(file.places):,} places read; reading names")
            languages = frozenset(options.languages)
            names = [read_names(path, languages=languages) for path in options.names]
            status.update(f"Storing {len(file.places):,} places and their names")
            loaded = load_gazetteer(file, origin, names=names, at=clock.now())
    except OSError as error:
        raise CommandFailed(f"{error.filename}: {error.strerror}.") from error
    out.print(
        f"{origin.title}: {loaded.added:,} places added, {loaded.changed:,} changed, "
        f"{len(file.places) - loaded.added - loaded.changed:,} as before. "
        f"{loaded.names:,} names on record."
    )
    if loaded.unnamed:
        out.print(f"{loaded.unnamed:,} places on record are not in the file (any more); they stay.")
    return 0


def find_places(options: argparse.Namespace) -> int:
    from rich.table import Table

    found = _found(options)
    table = Table(box=None)
    for head in ("code", "place", "country", "region", "population", "found by"):
        table.add_column(head)
    said = {
        "code": "its code", "name": "its name", "alias": "another name of it",
        "untagged": "a name in some language",
    }  # fmt: skip
    for one in found:
        place = one.place
        table.add_row(
            place.code, place.name, place.country, place.region, f"{place.population:,}",
            said[one.by],
        )  # fmt: skip
    out.print(table)
    return 0


def print_entry(options: argparse.Namespace) -> int:
    from qantara.network.gazetteer.entry import entry

    found = _found(options)
    if len(found) > 1:
        codes = ", ".join(
            f"{one.place.code} ({one.place.name}, {one.place.country})" for one in found[:8]
        )
        raise CommandFailed(f"Several places answer to that name. Name one by its code: {codes}.")
    out.print(entry(found[0].place), markup=False)
    return 0


def _found(options: argparse.Namespace) -> list[Found]:
    """Never empty. Raises CommandFailed."""
    from qantara.network.gazetteer.match import places_called
    from qantara.network.gazetteer.models import Place

    text = " ".join(options.name)
    found = places_called(
        [text], language=options.language, country=options.country.upper(), scheme=options.scheme
    )[text]
    if found:
        return found
    if not Place.objects.filter(gazetteer_id=options.scheme).exists():
        raise CommandFailed(
            f"No gazetteer “{options.scheme}” is loaded: `qantara gazetteer load --help`."
        )
    raise CommandFailed(
        f"No place answers to “{text}”. Write it in another language (--language), or give its code."
    )
