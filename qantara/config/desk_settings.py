"""Settings of the desk's process: the same as `settings`, under the desk's database role.

That role reaches the rows of whoever is signed in (`config.rights`), changes no table, and takes nothing
from the audit log, nor does this process know what seals it. Where it has not been made the desk refuses to start.
"""

from __future__ import annotations

from qantara.config import environment as env
from qantara.config.settings import *  # noqa: F403
from qantara.config.settings import DATABASES, VAR

AUDIT_KEY = env.withheld
DATABASES["default"] = env.role_database(
    "QANTARA_DESK_DATABASE_URL", keep=VAR / "desk-database.url"
)
