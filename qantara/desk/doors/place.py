"""Where a request comes from, for counting tries (kept as a keyed digest, for a day), and may go on to."""

from __future__ import annotations

from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from qantara.accounts.attempts import throttle
from qantara.accounts.models import Attempt


def place(request: HttpRequest) -> str:
    """An address, or an IPv6 network of 64 bits.

    Behind proxies of ours (`QANTARA_PROXIES`) it is what the outermost of them wrote down.
    """
    written = request.headers.get("X-Forwarded-For", "").split(",") if settings.PROXIES else []
    hops = [each.strip() for each in written if each.strip()]
    said = [*hops, request.META.get("REMOTE_ADDR", "")][-1 - min(settings.PROXIES, len(hops))]
    try:
        address = ip_address(said)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address)


def count_place(request: HttpRequest, *, at: datetime) -> Attempt:
    """Raises throttle.TooMany."""
    return throttle.count("place", place(request), at=at)


def local(request: HttpRequest, address: str) -> str:
    """An address of this desk, or none."""
    fits = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if fits and address.startswith("/") else ""
