"""A reader asks for a translation: the one thing the public site lets be written, and it is a number."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from qantara.publishing.site.frame import frame
from qantara.releases import wishes


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, lang: str, address: str) -> HttpResponse:
    """Count the wish for ``lang`` and say thank you; who merely opens the address reads the release.

    There is no sign-in whose rights another site could borrow, so no token is asked for: what comes
    from another site, as browsers say of every form they send, is not counted: its reader is shown
    the page, and may ask there.
    """
    page = reverse("site:release", args=[lang, address])
    if request.method != "POST" or not _is_our_own(request):
        return redirect(page)
    section = request.POST.get("section", "")
    if "\0" in section or not wishes.ask(address, section=section, language=lang):
        raise Http404
    around = frame(request, path=page)
    back = f"{page}#{section}" if section else page
    html = render_to_string("site/asked.html", {**around, "back": back, "is_asked": True})
    return HttpResponse(html, headers={"Cache-Control": "no-store"})


def _is_our_own(request: HttpRequest) -> bool:
    """Sent by a page of this site; browsers that say nothing of it are believed."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()
