"""Frames in and out of PostgreSQL by COPY."""

from __future__ import annotations

import io
from collections.abc import Sequence

import polars as pl
from django.db import connection

#: Rows put into one message; memory stays flat whatever the size of a file.
CHUNK = 200_000


def copy_in(frame: pl.DataFrame, table: str, columns: Sequence[str]) -> None:
    """Append ``columns`` of a frame to a table. Null is an unquoted empty field, "" a quoted one.

    PostgreSQL copies nothing into a table whose rows are fenced for this role: the rows then go through
    a temporary one, in the same transaction.
    """
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute("select row_security_active(%s)", [f'"{table}"'])
        (is_fenced,) = cursor.fetchone()
        if not is_fenced:
            _copy(frame, table, columns, names)
            return
        cursor.execute(
            f'CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS SELECT {names} FROM "{table}" LIMIT 0'  # noqa: S608
        )
        _copy(frame, "incoming", columns, names)
        cursor.execute(f'INSERT INTO "{table}" ({names}) SELECT {names} FROM incoming')  # noqa: S608
        cursor.execute("DROP TABLE incoming")


def _copy(frame: pl.DataFrame, table: str, columns: Sequence[str], names: str) -> None:
    statement = f'COPY "{table}" ({names}) FROM STDIN (FORMAT csv)'
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(statement) as copy,
    ):
        for part in frame.select(columns).iter_slices(CHUNK):
            buffer = io.BytesIO()
            part.write_csv(buffer, include_header=False)
            copy.write(buffer.getbuffer())


def copy_out(query: str, parameters: Sequence[object], schema: pl.Schema) -> pl.DataFrame:
    """The rows of a query as a frame of ``schema``, whose columns are the query's in order."""
    buffer = io.BytesIO()
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv)", parameters) as copy,
    ):
        for data in copy:
            buffer.write(data)
    if not buffer.tell():
        return pl.DataFrame(schema=schema)
    booleans = [name for name, kind in schema.items() if kind == pl.Boolean]
    reading = {name: pl.String() if name in booleans else kind for name, kind in schema.items()}
    frame = pl.read_csv(buffer.getvalue(), has_header=False, schema=reading)
    return frame.with_columns(pl.col(name) == "t" for name in booleans)
