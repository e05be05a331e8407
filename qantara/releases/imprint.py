"""What a release adds to its document: number, date, permanent address."""

from __future__ import annotations

from django.conf import settings

from qantara.releases.kinds import Imprint
from qantara.releases.models import Release


def imprint(release: Release) -> Imprint:
    return Imprint(
        number=release.number,
        released_on=release.released_at,
        address=f"{settings.SITE_URL}/r/{release.address}",
        previous=release.previous.number if release.previous else None,
    )
