"""`qantara backup` and `qantara restore`: database and files, in one folder, whole or not at all."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from qantara.cli import CommandFailed, out

DUMP = "database.dump"
FILES = "files.tar"
MANIFEST = "manifest.json"


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    backup = commands.add_parser(
        "backup",
        help="keep database and files in a folder",
        description="Writes database.dump, files.tar and manifest.json into a new folder. The secret "
        "keys are not part of it: keep QANTARA_SECRET_KEY and QANTARA_AUDIT_KEY (or var/secret.key and "
        "var/audit.key) elsewhere: checksums of private files and seals of the audit log need them.",
    )
    backup.add_argument("folder", type=Path, help="a folder that does not exist yet")
    backup.set_defaults(run=run_backup)
    restore = commands.add_parser(
        "restore",
        help="bring a backup back into an empty database",
        description="Checks the backup first, then replaces database and files by it.",
    )
    restore.add_argument("folder", type=Path, help="a folder that `qantara backup` made")
    restore.add_argument("--replace", action="store_true", help="even if there is data: it is lost")
    restore.set_defaults(run=run_restore)


def run_backup(options: argparse.Namespace) -> None:
    from django.conf import settings

    folder: Path = options.folder
    if folder.exists():
        raise CommandFailed(f"{folder} exists already. Name a new folder: backups are never mixed.")
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    _postgres(
        "pg_dump",
        "--format=custom",
        "--no-owner",
        "--no-acl",
        "--enable-row-security",
        f"--file={unfinished / DUMP}",
    )
    stored = settings.VAR / "files"
    stored.mkdir(parents=True, exist_ok=True)
    subprocess.run(["tar", "-cf", str(unfinished / FILES), "-C", str(stored), "."], check=True)
    sums = {name: _checksum(unfinished / name) for name in (DUMP, FILES)}
    (unfinished / MANIFEST).write_text(json.dumps({"qantara": 1, "sha256": sums}, indent=2))
    unfinished.rename(folder)
    out.print(f"Kept in {folder}. The secret keys are not part of it: keep them elsewhere.")


def run_restore(options: argparse.Namespace) -> None:
    from django.conf import settings
    from django.db import connection

    folder: Path = options.folder
    _check(folder)
    if connection.introspection.table_names() and not options.replace:
        raise CommandFailed(
            "The database is not empty. Restore into an empty one, or say --replace."
        )
    stored = settings.VAR / "files"
    arriving, leaving = (stored.with_name(f"files.{name}") for name in ("arriving", "leaving"))
    shutil.rmtree(arriving, ignore_errors=True)
    arriving.mkdir(parents=True)
    try:
        subprocess.run(["tar", "-xf", str(folder / FILES), "-C", str(arriving)], check=True)
        _restore_database(folder / DUMP)
    except BaseException:
        shutil.rmtree(arriving, ignore_errors=True)
        raise
    if stored.exists():
        stored.rename(leaving)
    arriving.rename(stored)
    shutil.rmtree(leaving, ignore_errors=True)
    out.print("Restored. Make the database roles again: `qantara database roles`.")


def _check(folder: Path) -> None:
    try:
        sums = json.loads((folder / MANIFEST).read_text())["sha256"]
        expected = {name: sums[name] for name in (DUMP, FILES)}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandFailed(f"{folder} is no backup: {MANIFEST} is missing or damaged.") from error
    for name, checksum in expected.items():
        if not (folder / name).is_file() or _checksum(folder / name) != checksum:
            raise CommandFailed(
                f"{folder / name} is missing or damaged: its checksum is another. "
                "Nothing was changed."
            )


def _restore_database(dump: Path) -> None:
    """Replace all there is by the dump, in one transaction."""
    from django.conf import settings
    from django.db import connection

    with tempfile.TemporaryDirectory(dir=settings.VAR) as work:
        wanted, script = Path(work, "wanted.list"), Path(work, "database.sql")
        # A backup of an earlier Qantara has policies naming the public role, which a new server does
        # not know; `qantara database roles` says anew what the role may read.
        contents = _postgres("pg_restore", "--list", str(dump)).splitlines()
        wanted.write_text("\n".join(line for line in contents if " POLICY " not in line))
        # Written out before the database is touched: a dump that breaks off changes nothing.
        _postgres(
            "pg_restore", "--no-owner", "--no-acl", f"--use-list={wanted}", f"--file={script}", str(dump)
        )  # fmt: skip
        connection.close()
        _postgres(
            "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1",
            "--command=drop schema if exists site cascade",
            "--command=drop schema public cascade",
            "--command=create schema public authorization pg_database_owner", f"--file={script}",
        )  # fmt: skip


def _postgres(program: str, *arguments: str) -> str:
    """Run one of PostgreSQL's programs on the database of the settings; what it prints."""
    from django.db import connection

    database = connection.settings_dict
    known = {
        "PGHOST": database["HOST"], "PGPORT": str(database["PORT"] or ""), "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"], "PGDATABASE": database["NAME"],
        **{f"PG{name.upper()}": str(value) for name, value in database["OPTIONS"].items()},
    }  # fmt: skip
    done = subprocess.run(
        [_program(program), *arguments],
        env=os.environ | {key: value for key, value in known.items() if value},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if "error" in line.lower()]
        raise CommandFailed(f"{(lines or [f'{program} failed'])[0]}. Nothing was changed.")
    return done.stdout


def _program(name: str) -> str:
    """The program of the server's own version, since a dump goes back into no older server."""
    from django.db import connection

    from qantara.config import environment
    from qantara.core import embedded

    with connection.cursor():
        version = connection.connection.info.server_version // 10_000
    bundled = embedded.locate(environment.var()).programs
    homes = [bundled] if bundled.name == f"pginstall{version}" else []
    homes.append(Path(f"/usr/lib/postgresql/{version}"))
    found = (path for home in homes if (path := home / "bin" / name).exists())
    return str(next(found, name))


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
