"""Lookups Django has not."""

from __future__ import annotations

from typing import Any

from django.db.models import Field, ForeignObject, Lookup


class Among(Lookup):
    """``holder__among=ids``: as ``in`` with UUIDs, but thousands of them travel as one array."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        side, params = self.process_lhs(compiler, connection)
        ids = ",".join(each.hex for each in self.rhs)
        return f"{side} = any(%s::uuid[])", (*params, f"{{{ids}}}")


def register() -> None:
    Field.register_lookup(Among)
    ForeignObject.register_lookup(Among)
