"""`qantara backup` and `qantara restore`: database and files, in one folder, whole or not at all."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
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
        "key is not part of it: keep QANTARA_SECRET_KEY (or var/secret.key) elsewhere, "
        "since checksums of private files and the seals of the audit log need it.",
    )
    backup.add_argument("folder", type=Path, help="a folder that does not exist yet")
    backup.set_defaults(run=run_backup)
    restore = commands.add_parser(
        "restore",
        help="bring a backup back into an empty database",
        description="Checks the backup first, then replaces database and files by it.",
    )
    restore.add_argument("folder", type=Path)
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
    _postgres("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={unfinished / DUMP}")
    stored = settings.VAR / "files"
    stored.mkdir(parents=True, exist_ok=True)
    subprocess.run(["tar", "-cf", str(unfinished / FILES), "-C", str(stored), "."], check=True)
    sums = {name: _checksum(unfinished / name) for name in (DUMP, FILES)}
    (unfinished / MANIFEST).write_text(json.dumps({"qantara": 1, "sha256": sums}, indent=2))
    unfinished.rename(folder)
    out.print(f"Kept in {folder}. The secret key is not part of it: keep it elsewhere.")


def run_restore(options: argparse.Namespace) -> None:
    from django.conf import settings
    from django.db import connection

    folder: Path = options.folder
    sums = _checked_manifest(folder)
    if connection.introspection.table_names() and not options.replace:
        raise CommandFailed(
            "The database is not empty. Restore into an empty one, or say --replace."
        )
    for name, expected in sums.items():
        if _checksum(folder / name) != expected:
            raise CommandFailed(
                f"{folder / name} is damaged: its checksum is another. Nothing was changed."
            )
    connection.close()
    _postgres(
        "pg_restore", "--clean", "--if-exists", "--no-owner", "--no-acl", "--single-transaction",
        "--exit-on-error", str(folder / DUMP),
    )  # fmt: skip
    stored = settings.VAR / "files"
    arriving = stored.with_name("files.arriving")
    shutil.rmtree(arriving, ignore_errors=True)
    arriving.mkdir(parents=True)
    subprocess.run(["tar", "-xf", str(folder / FILES), "-C", str(arriving)], check=True)
    shutil.rmtree(stored, ignore_errors=True)
    arriving.rename(stored)
    out.print("Restored. Make the public role again: `qantara database roles`.")


def _checked_manifest(folder: Path) -> dict[str, str]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
        return dict(manifest["sha256"])
    except (OSError, ValueError, KeyError) as error:
        raise CommandFailed(f"{folder} is no backup: {MANIFEST} is missing or damaged.") from error


def _postgres(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on the database of the settings."""
    from django.db import connection

    from qantara.config import environment
    from qantara.core import embedded

    database = connection.settings_dict
    known = {
        "PGHOST": database["HOST"], "PGPORT": str(database["PORT"] or ""), "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"], "PGDATABASE": database["NAME"],
    }  # fmt: skip
    bundled = embedded.locate(environment.var()).programs / "bin" / program
    path = str(bundled) if bundled.exists() else program
    extra = ["--dbname", str(database["NAME"])] if program == "pg_restore" else []
    done = subprocess.run(
        [path, *extra, *arguments],
        env=os.environ | {key: value for key, value in known.items() if value},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise CommandFailed(f"{program}: {done.stderr.strip().splitlines()[-1]}")


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
