"""Settings of the worker: the same as `settings`, under the worker's database role.

It works for all holders, so every row is in its reach, of the tables that its tasks need.
"""

from __future__ import annotations

from qantara.config import environment as env
from qantara.config.settings import *  # noqa: F403
from qantara.config.settings import DATABASES, VAR

DATABASES["default"] = env.role_database(
    "QANTARA_WORKER_DATABASE_URL",
    keep=VAR / "worker-database.url",
    reaches_everything=True,
)
