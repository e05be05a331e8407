"""Pages of releases, rendered once from the document and kept."""

from __future__ import annotations

import json

from qantara.releases import kinds, site
from qantara.releases.imprint import imprint
from qantara.releases.models import Body, Release
from qantara.web import paper as web_paper


def render_bodies(release: Release, papers: kinds.Papers) -> None:
    """Render a release's page in each of its languages, replacing what was kept."""
    Body.objects.filter(release=release).delete()
    for paper in map(papers, release.languages):
        Body.objects.create(
            release=release, language=paper.lang, renderer=web_paper.VERSION, title=paper.title,
            summary="".join(run.text for run in paper.lede), html=web_paper.body(paper),
        )  # fmt: skip


def render_outdated() -> int:
    """Render again what an older renderer made; how many releases."""
    outdated = list(
        Release.objects.standing().exclude(bodies__renderer=web_paper.VERSION).distinct()
    )
    for release in outdated:
        kind = kinds.kind_named(release.kind)
        render_bodies(release, kind.papers(json.loads(release.document), imprint(release)))
    site.bring_up_to_date()
    return len(outdated)
