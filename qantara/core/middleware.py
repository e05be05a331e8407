"""What every request passes."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from qantara.core import ids, logs

View = Callable[[HttpRequest], HttpResponse]

_LANGUAGE = re.compile(f"^/({'|'.join(code for code, _ in settings.LANGUAGES)})(?:/|$)")


class RequestId:
    """Gives each request an id, told to the client and written in every log line."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = logs.request_id.set(ids.short(12))
        try:
            response = self.get_response(request)
            response["X-Request-Id"] = logs.request_id.get()
            return response
        finally:
            logs.request_id.reset(token)


class LanguageFromAddress:
    """The language is the address's first part, `/ar/...`; elsewhere what the browser asks for."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = _LANGUAGE.match(request.path_info)
        language = found[1] if found else translation.get_language_from_request(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


class PermissionsPolicy:
    """No page asks for camera, microphone or place, and none may."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        return response


class NoStore:
    """Desk pages stay out of every cache: phones and computers are shared."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response
