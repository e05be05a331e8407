"""`qantara serve`: site, desk and worker, until stopped."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from qantara.cli import CommandFailed, out

#: Requests a process answers at once. At the desk a large file is read for seconds while others work.
THREADS = {"site": "1", "desk": "4"}
#: Tasks the worker does at once: while a large file is read, letters still go out.
TASKS = "4"


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    serve = commands.add_parser(
        "serve",
        help="serve site and desk, and run tasks",
        description="Starts the public site, the desk and a worker, and stops them together on "
        "Ctrl-C. Their addresses are QANTARA_SITE_URL and QANTARA_DESK_URL "
        "(http://localhost:8000 and http://localhost:8001). They listen on the ports of these, or, "
        "behind a web server that has them, on ports of their own.",
    )
    serve.add_argument("--site-port", type=int, metavar="PORT", help="where the site listens")
    serve.add_argument("--desk-port", type=int, metavar="PORT", help="where the desk listens")
    serve.add_argument("--host", default="127.0.0.1", help="interface to listen on (%(default)s)")
    serve.add_argument("--workers", type=int, default=1, help="processes a face (%(default)s)")
    serve.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from django.conf import settings

    faces = {
        "site": options.site_port or _port(settings.SITE_URL),
        "desk": options.desk_port or _port(settings.DESK_URL),
    }
    for name, port in faces.items():
        _demand_free(name, options.host, port)
    commands = {
        name: [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", options.host,
            "--port", str(port), "--workers", str(options.workers), "--blocking-threads", THREADS[name],
            "--no-ws", "--log-level", "warning", f"qantara.config.{name}_wsgi:application",
        ]
        for name, port in faces.items()
    }  # fmt: skip
    commands["worker"] = [
        sys.executable,
        "-m",
        "django",
        "procrastinate",
        "worker",
        "--concurrency",
        TASKS,
    ]
    _demand_roles()
    with _running(commands) as processes:
        for name, port in faces.items():
            _wait_until_up(processes[name], options.host, port)
        out.print(
            f"\n  Site   [bold]{settings.SITE_URL}/[/]\n  Desk   [bold]{settings.DESK_URL}/[/]\n"
        )
        out.print("Ctrl-C stops everything.")
        return _watch(processes)


def free_ports(host: str = "127.0.0.1") -> None:
    """Raises CommandFailed, saying what to do, where an address to serve at is taken."""
    from django.conf import settings

    for name, url in {"site": settings.SITE_URL, "desk": settings.DESK_URL}.items():
        _demand_free(name, host, _port(url))


def _environment(name: str) -> dict[str, str]:
    """Each process runs under its own settings, and so under its own database role. What seals the audit
    log is the worker's alone."""
    withheld = () if name == "worker" else ("QANTARA_AUDIT_KEY",)
    kept = {key: value for key, value in os.environ.items() if key not in withheld}
    return kept | {"DJANGO_SETTINGS_MODULE": f"qantara.config.{name}_settings"}


def _demand_roles() -> None:
    """Raises CommandFailed where a process would have no database role to run under."""
    from django.conf import settings

    for name in ("public", "desk", "worker"):
        variable = f"QANTARA_{name.upper()}_DATABASE_URL"
        if not os.environ.get(variable) and not (settings.VAR / f"{name}-database.url").exists():
            raise CommandFailed(
                f"The database role of the {name} process is not made. Run `qantara database roles`; "
                f"where the database's owner may not make roles, have the statements run that "
                f"`qantara database roles --sql PASSWORD` prints, and set {variable}."
            )


def _demand_free(name: str, host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandFailed(
                f"Port {port} on {host}, where the {name} should listen, is in use by another program. "
                f"Stop that program, or choose another port: "
                f"QANTARA_{name.upper()}_URL=http://localhost:{port + 100} make demo"
            ) from error


@contextlib.contextmanager
def _running(commands: dict[str, list[str]]) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    processes = {
        name: subprocess.Popen(command, start_new_session=True, env=_environment(name))
        for name, command in commands.items()
    }
    try:
        yield processes
    finally:
        for process in processes.values():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        for process in processes.values():
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
        out.print("Stopped.")


def _wait_until_up(process: subprocess.Popen[bytes], host: str, port: int) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise CommandFailed("A server ended while starting; its message stands above.")
        with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
            return
        time.sleep(0.1)
    raise CommandFailed(f"Nothing listens on port {port} after 30 seconds.")


def _watch(processes: dict[str, subprocess.Popen[bytes]]) -> int:
    while True:
        for name, process in processes.items():
            if process.poll() is not None:
                raise CommandFailed(f"The {name} ended by itself with status {process.returncode}.")
        time.sleep(0.5)


def _port(url: str) -> int:
    return urlsplit(url).port or (443 if url.startswith("https") else 80)
