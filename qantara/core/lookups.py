"""Lookups Django has not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Field, ForeignObject, Lookup


class Ids:
    """UUIDs for ``among``, as one value: a list of thousands Django would look through one by one."""

    def __init__(self, keys: Iterable[UUID]) -> None:
        self.array = f"{{{','.join([key.hex for key in keys])}}}"


class Among(Lookup):
    """``holder__among=ids``: as ``in`` with UUIDs, but thousands of them travel as one array."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        side, params = self.process_lhs(compiler, connection)
        ids = self.rhs if isinstance(self.rhs, Ids) else Ids(self.rhs)
        return f"{side} = any(%s::uuid[])", (*params, ids.array)


def register() -> None:
    Field.register_lookup(Among)
    ForeignObject.register_lookup(Among)
