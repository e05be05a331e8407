"""Foreign keys and migrations run downwards too: the import linter does not see string references."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.apps import apps
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).parents[2]


def _layers() -> dict[str, int]:
    """Package -> height, from the linter's own contract."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
    rows = contracts[0]["layers"]
    return {
        name.strip(): len(rows) - height
        for height, row in enumerate(rows)
        for name in row.split("|")
    }


LAYERS = _layers()


def _upward(label: str, other: str) -> bool:
    return label != other and other in LAYERS and LAYERS[other] >= LAYERS[label]


def test_foreign_keys_point_downwards() -> None:
    found = {
        (model._meta.app_label, field.related_model._meta.app_label)
        for model in apps.get_models()
        if model._meta.app_label in LAYERS
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
    }
    assert {pair for pair in found if _upward(*pair)} == set()


def test_migrations_depend_downwards() -> None:
    graph = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    found = {
        (label, other)
        for (label, _name), migration in graph.items()
        if label in LAYERS
        for other, _needed in migration.dependencies
    }
    assert {pair for pair in found if _upward(*pair)} == set()
