"""What one upload may ask of the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from qantara.core import locales
from qantara.knowledge.evidence.apart.allowance import Allowance

UPLOAD_BYTES = 100 << 20
#: What is read while somebody waits before the page, if it does not take long; the rest the worker reads.
AT_ONCE_BYTES = 1 << 20
AT_ONCE = Allowance(seconds=5, patience=1)
MAPPING_BYTES = 1 << 20
#: What a form adds to its files.
_FORM_BYTES = 1 << 20
_QUOTA = UPLOAD_BYTES + MAPPING_BYTES + _FORM_BYTES

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponse]


def megabytes(size: int) -> str:
    return locales.number(size >> 20, get_language() or "en", 0)


def is_cut(request: HttpRequest) -> bool:
    """Whether an upload is so large that its end was not taken in."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > _QUOTA


class Quota(FileUploadHandler):
    """Stops taking in an upload that is too large, so that it fills no disk; the form then says so."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.left = _QUOTA

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.left -= len(raw_data)
        if self.left < 0:
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def uploads(view: View[Given]) -> View[Given]:
    """A view that takes files: its quota stands before the form, and so its token, is read."""
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def limited(
        request: HttpRequest, /, *arguments: Given.args, **options: Given.kwargs
    ) -> HttpResponse:
        if request.method == "POST":
            request.upload_handlers.insert(0, Quota(request))
        response: HttpResponse = protected(request, *arguments, **options)
        return response

    return limited
