"""What the two faces say to a browser about themselves, as they are really served."""

from __future__ import annotations

import urllib.error
import urllib.request
from http.client import HTTPMessage

import pytest

from tests.journeys.conftest import Faces

POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self'",
    "font-src": "'self'", "connect-src": "'self'", "form-action": "'self'", "base-uri": "'none'",
    "frame-ancestors": "'none'", "object-src": "'none'",
}  # fmt: skip
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
}
SITE = (
    "/en/",
    "/ar/members/",
    "/fr/cities/vienna/",
    "/es/about/",
    "/en/nowhere/",
    "/robots.txt",
    "/sitemap.xml",
)
DESK = ("/en/sign-in/", "/ar/sign-in/", "/en/nowhere/")


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: object) -> None:
        return None


def head(url: str) -> tuple[int, HTTPMessage]:
    try:
        with urllib.request.build_opener(_Stay).open(url) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers


def policy(headers: HTTPMessage) -> dict[str, str]:
    pairs = (each.strip().split(" ", 1) for each in headers["Content-Security-Policy"].split(";"))
    return dict(pairs)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", SITE)
def test_site_is_strict_and_sets_no_cookie(faces: Faces, path: str) -> None:
    status, headers = head(f"{faces.site}{path}")
    assert status == (404 if "nowhere" in path else 200)
    assert policy(headers) == POLICY
    assert {name: headers[name] for name in ALWAYS} == ALWAYS
    assert headers["Set-Cookie"] is None


@pytest.mark.parametrize("path", DESK)
def test_desk_is_strict_and_kept_by_nobody(faces: Faces, path: str) -> None:
    status, headers = head(f"{faces.desk}{path}")
    assert status == (404 if "nowhere" in path else 200)
    assert policy(headers) == POLICY
    assert {name: headers[name] for name in ALWAYS} == ALWAYS
    assert "no-store" in headers["Cache-Control"]
    for cookie in headers.get_all("Set-Cookie") or []:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


def test_desk_sends_strangers_to_the_entrance(faces: Faces) -> None:
    status, headers = head(f"{faces.desk}/ar/")
    assert (status, headers["Location"]) == (302, "/ar/sign-in/?next=%2Far%2F")


@pytest.mark.parametrize("face", ["site", "desk"])
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_both_faces_say_they_are_well(faces: Faces, face: str, path: str) -> None:
    assert head(f"{getattr(faces, face)}{path}")[0] == 200


def test_desk_refuses_other_host_names(faces: Faces) -> None:
    request = urllib.request.Request(f"{faces.desk}/en/", headers={"Host": "elsewhere.example"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    with refused.value:
        assert refused.value.code == 400


def test_site_answers_other_host_names_with_its_own(faces: Faces) -> None:
    """It makes no address from the name it was called by."""
    request = urllib.request.Request(f"{faces.site}/en/", headers={"Host": "elsewhere.example"})
    with urllib.request.urlopen(request) as answer:
        assert b"elsewhere.example" not in answer.read()
