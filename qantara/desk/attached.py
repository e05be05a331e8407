"""Files that a page hands over, to be saved."""

from __future__ import annotations

from django.http import HttpResponse


def attached(content: bytes | str, media_type: str, name: str) -> HttpResponse:
    """``content`` under ``name``, whose letters are ASCII; never shown as a page of ours."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
