"""The toolkit: the newest release of a network's step-by-step guide."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qantara.publishing.site import cities, standing
from qantara.publishing.site.frame import frame

KIND = "toolkit"


def paths(lang: str) -> list[str]:
    """The address of the guide, where one has been released."""
    found = standing.newest_of(settings.NETWORK, KIND)
    return [reverse("site:toolkit", args=[lang])] if found else []


@require_safe
def toolkit(request: HttpRequest, lang: str) -> HttpResponse:
    """The guide as it stands, or that none has been released."""
    found = standing.newest_of(settings.NETWORK, KIND)
    if found is None:
        context = frame(request, crumbs=((_("Toolkit"), ""),))
        return render(request, "site/toolkit_none.html", context)
    address, _subject = found
    return cities.release(request, lang, address)
