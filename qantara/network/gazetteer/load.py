"""Store a gazetteer. Loading again changes what its file says otherwise and deletes no place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from qantara.core import audit
from qantara.core.transfer import copy_in
from qantara.network.gazetteer.fold import fold_all
from qantara.network.gazetteer.models import Gazetteer
from qantara.network.gazetteer.read import PLACES, GazetteerFile

_OF_PLACE = ("name", "country", "region", "longitude", "latitude", "population", "time_zone")
#: The longest name that is kept: longer ones are descriptions.
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who publishes a gazetteer, under which licence. ``scheme`` names its codes."""

    scheme: str
    title: str
    url: str
    licence: str


GEONAMES = Origin(
    scheme="geonames",
    title="GeoNames",
    url="https://www.geonames.org/",
    licence="CC BY 4.0",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """In places, and ``names`` in names now on record; ``unnamed`` are on record and not in the file."""

    added: int
    changed: int
    unnamed: int
    names: int


@transaction.atomic
def load_gazetteer(
    file: GazetteerFile, origin: Origin, *, names: Sequence[pl.DataFrame] = (), at: datetime
) -> Loaded:
    """Bring a gazetteer to what its file says, in one transaction.

    names  further ones (``read_names``). Where there are any, here or in the file, they replace all
           names on record but the main ones; else the names on record stay
    """
    gazetteer, _is_new = Gazetteer.objects.update_or_create(
        scheme=origin.scheme,
        defaults={
            "title": origin.title, "url": origin.url, "licence": origin.licence,
            "loaded_at": at, "checksum": file.checksum,
        },
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "create temporary table incoming_place (code text, name text, country text, region text,"
            " longitude float8, latitude float8, population int8, time_zone text) on commit drop"
        )
        copy_in(file.places, "incoming_place", list(PLACES))
        cursor.execute("create index on incoming_place (code)")
        cursor.execute("analyze incoming_place")
        added, changed = _merge_places(cursor, origin.scheme)
        _merge_names(cursor, origin.scheme, file, names)
        cursor.execute(
            "select count(*) from network_place p where gazetteer_id = %s and not exists"
            " (select from incoming_place i where i.code = p.code)",
            [origin.scheme],
        )
        unnamed = cursor.fetchone()[0]
        cursor.execute(
            "select count(*) from network_placename n join network_place p on p.id = n.place_id"
            " where p.gazetteer_id = %s",
            [origin.scheme],
        )
        kept = cursor.fetchone()[0]
        cursor.execute("drop table incoming_place, incoming_name")
    audit.record("gazetteer.loaded", gazetteer, by=None, at=at)
    return Loaded(added=added, changed=changed, unnamed=unnamed, names=kept)


def _merge_places(cursor: CursorWrapper, scheme: str) -> tuple[int, int]:
    columns = ", ".join(_OF_PLACE)
    new = ", ".join(f"excluded.{name}" for name in _OF_PLACE)
    old = ", ".join(f"p.{name}" for name in _OF_PLACE)
    cursor.execute(
        # The names of columns are ours.
        f"with kept as (insert into network_place as p (gazetteer_id, code, {columns})"  # noqa: S608
        f" select %s, code, {columns} from incoming_place"
        f" on conflict (gazetteer_id, code) do update set ({columns}) = ({new})"
        f" where ({old}) is distinct from ({new}) returning xmax = 0 as is_new)"
        " select count(*) filter (where is_new), count(*) filter (where not is_new) from kept",
        [scheme],
    )
    added, changed = cursor.fetchone()
    return added, changed


def _merge_names(
    cursor: CursorWrapper, scheme: str, file: GazetteerFile, names: Sequence[pl.DataFrame]
) -> None:
    main = file.places.select(
        "code", language=pl.lit(""), name="name", is_preferred=pl.lit(value=False)
    )
    others = pl.concat([file.names, *names]).filter(pl.col("name").str.len_chars() <= _LONGEST)
    every = (
        pl.concat(
            [
                main.with_columns(is_main=pl.lit(value=True)),
                others.with_columns(is_main=pl.lit(value=False)),
            ]
        )
        .group_by("code", "language", "name", maintain_order=True)
        .agg(pl.col("is_main").any(), pl.col("is_preferred").any())
    )
    spelt = every["name"].unique().to_list()
    every = every.join(
        pl.DataFrame(
            {"name": spelt, "folded": fold_all(spelt)},
            schema={"name": pl.String, "folded": pl.String},
        ),
        on="name",
    ).filter(pl.col("folded") != "")
    cursor.execute(
        "create temporary table incoming_name (code text, language text, name text, folded text,"
        " is_main boolean, is_preferred boolean) on commit drop"
    )
    columns = ["code", "language", "name", "folded", "is_main", "is_preferred"]
    copy_in(every, "incoming_name", columns)
    cursor.execute(
        "delete from network_placename n using network_place p, incoming_place i"
        " where p.id = n.place_id and p.gazetteer_id = %s and i.code = p.code and (%s or n.is_main)",
        [scheme, not others.is_empty()],
    )
    cursor.execute(
        "insert into network_placename (place_id, language, name, folded, is_main, is_preferred)"
        " select p.id, i.language, i.name, i.folded, i.is_main, i.is_preferred"
        " from incoming_name i join network_place p on p.gazetteer_id = %s and p.code = i.code"
        " on conflict (place_id, language, name) do update set is_main = excluded.is_main",
        [scheme],
    )
