"""A whole Qantara of its own for one test: working folder, database, the `qantara` command.

What is committed here, and the password the public role gets, disturb nobody's demonstration.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from qantara.core import embedded
from qantara.core.ids import short

ROOT = Path(__file__).resolve().parents[1]

#: Which of two figures alike is withheld follows from an instance's key: in tests it is this one.
GUARD_KEY = "which of two figures is withheld in tests"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """``var`` is its working folder, ``database`` the owner's address."""

    var: Path
    database: str
    settings: dict[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        ours = {
            "QANTARA_VAR": str(self.var),
            "QANTARA_GUARD_KEY": GUARD_KEY,
            "DATABASE_URL": self.database,
            "PYTHONPATH": str(ROOT),
        }
        kept = {key: value for key, value in os.environ.items() if not key.startswith("QANTARA_")}
        return kept | ours | self.settings

    def python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            env=self.environment(),
            cwd=ROOT,
            capture_output=True,
            text=True,
        )

    def qantara(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command; its words on standard output and error, not wrapped, not coloured."""
        return self.python("-m", "qantara", *arguments)

    def done(self, *arguments: str) -> str:
        """Run the command, which must succeed; what it printed."""
        result = self.qantara(*arguments)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def refused(self, *arguments: str) -> str:
        """Run the command, which must stop with status 1 and a sentence, not with a traceback."""
        result = self.qantara(*arguments)
        assert result.returncode == 1, result.stdout + result.stderr
        assert "Traceback" not in result.stderr, result.stderr
        return result.stdout + result.stderr

    def filled(self, script: Path) -> str:
        """Run a script with Django set up on this ground; what it printed."""
        result = self.python("-c", _RUN, str(script))
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.database, autocommit=True) as connection:
            cursor = connection.execute(statement)  # type: ignore[arg-type]
            return cursor.fetchall() if cursor.description else []

    def contents(self) -> dict[str, object]:
        """Every row and every file that is kept, to compare two grounds or two moments."""
        names = self.sql("select tablename from pg_tables where schemaname = 'public' order by 1")
        tables = {
            str(name): self.sql(f'select to_jsonb(t)::text from "{name}" t order by 1')
            for (name,) in names
        }
        folder = self.var / "files"
        files = {
            str(path.relative_to(folder)): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
        return {"tables": tables, "files": files}


_RUN = """
import os, runpy, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "qantara.config.settings"
django.setup()
runpy.run_path(sys.argv[1], run_name="__main__")
"""


@contextmanager
def a_ground(var: Path, **settings: str) -> Iterator[Ground]:
    """An empty ground: on the server of `DATABASE_URL` where tests run on one, else on its own."""
    var.mkdir(parents=True, exist_ok=True)
    if url := os.environ.get("DATABASE_URL"):
        name = f"qantara_{short()}"
        parts = urlsplit(url)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"create database {name} template template0 encoding 'UTF8'")  # type: ignore[arg-type]
            try:
                yield Ground(
                    var=var, database=urlunsplit(parts._replace(path=f"/{name}")), settings=settings
                )
            finally:
                connection.execute(f"drop database {name} with (force)")  # type: ignore[arg-type]
        return
    server = embedded.locate(var)
    try:
        embedded.start(server)
        yield Ground(var=var, database=server.url(), settings=settings)
    finally:
        embedded.destroy(server)
