"""HTTP to a provider: to hosts that are named, in a few seconds, a few kilobytes, no redirects.

No Django. Environment variables of proxies are not heeded.
"""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Collection, Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from time import monotonic
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit

#: Seconds for one step on the network, and for an answer in all.
STEP, WHOLE = 5.0, 10.0
#: The largest answer that is read, in bytes: key sets of large providers have some 20,000.
LARGEST = 256 * 1024
_HERE = {"localhost", "127.0.0.1", "::1"}


class Unreachable(Exception):
    """The provider does not answer, or not as it should. The message is for the log."""


def parts_of(address: str, hosts: Collection[str], *, is_plain_here: bool) -> SplitResult:
    """An address on one of ``hosts``, by TLS; or, where ``is_plain_here``, in clear on this machine.

    Raises Unreachable for any other.
    """
    try:
        parts = urlsplit(address)
        host = parts.netloc.lower()
        is_plain = parts.scheme == "http" and is_plain_here and parts.hostname in _HERE
        _port = parts.port
    except ValueError as error:
        raise Unreachable("an address that is none") from error
    if (parts.scheme != "https" and not is_plain) or host not in hosts:
        msg = f"an address outside its hosts: {parts.scheme}://{parts.netloc}"
        raise Unreachable(msg)
    if parts.fragment or any(sign <= " " or sign == "\x7f" for sign in address):
        raise Unreachable("an address with signs that do not belong there")
    return parts


def demand_public(hosts: Collection[str]) -> None:
    """Raises Unreachable where one of ``hosts`` is none of the open network.

    Who runs the instance may name a provider within its own walls; somebody at the desk may not, or they
    could have this server knock at doors of its neighbours.
    """
    for host in hosts:
        name = urlsplit(f"//{host}").hostname or ""
        try:
            found = socket.getaddrinfo(name, 443, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Unreachable(f"no address of {host}") from error
        if any(not ip_address(str(each[4][0]).partition("%")[0]).is_global for each in found):
            raise Unreachable(f"{host} is none of the open network")


def get(address: str, hosts: Collection[str], *, is_plain_here: bool) -> dict[str, Any]:
    """The JSON object at an address. Raises Unreachable."""
    return _ask("GET", parts_of(address, hosts, is_plain_here=is_plain_here), None, {})


def post(
    address: str,
    fields: Mapping[str, str],
    headers: Mapping[str, str],
    hosts: Collection[str],
    *,
    is_plain_here: bool,
) -> dict[str, Any]:
    """Send a form; the JSON object in answer. Raises Unreachable."""
    sent = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
    parts = parts_of(address, hosts, is_plain_here=is_plain_here)
    return _ask("POST", parts, urlencode(fields), sent)


def _ask(
    method: str, parts: SplitResult, body: str | None, headers: Mapping[str, str]
) -> dict[str, Any]:
    over = monotonic() + WHOLE
    host = parts.hostname or ""
    connection = (
        HTTPSConnection(host, parts.port, timeout=STEP, context=ssl.create_default_context())
        if parts.scheme == "https"
        else HTTPConnection(host, parts.port, timeout=STEP)
    )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(method, path, body, {"Accept": "application/json", **headers})
        answer = connection.getresponse()
        if answer.status != 200:  # a redirect too: nobody is sent elsewhere
            msg = f"{method} {parts.netloc}{parts.path} answered {answer.status}"
            raise Unreachable(msg)
        read = bytearray()
        while piece := answer.read1(65536):
            read += piece
            if len(read) > LARGEST or monotonic() > over:
                raise Unreachable("an answer too large or too slow")
        found = json.loads(read)
    except (OSError, HTTPException, ValueError, RecursionError) as error:
        msg = f"{method} {parts.netloc}{parts.path}: {type(error).__name__}"
        raise Unreachable(msg) from error
    finally:
        connection.close()
    if not isinstance(found, dict):
        raise Unreachable("an answer that is no JSON object")
    return found
