"""Prove that releases are what they were: documents, files, numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from qantara.files import store
from qantara.releases.models import Artefact, Release


def problems() -> Iterator[str]:
    """Every release whose document or file is not what its checksum says."""
    for release in Release.objects.all().iterator(chunk_size=50):
        if hashlib.sha256(release.document.encode()).hexdigest() != release.checksum:
            yield f"release {release}: the document does not match its checksum"
        earlier = release.previous.number if release.previous else 0
        if release.number != earlier + 1:
            yield f"release {release}: follows number {earlier}"
    standing = Artefact.objects.filter(release__withdrawn_at=None).select_related("release")
    for artefact in standing.iterator(chunk_size=200):
        try:
            content = store.read_key(artefact.key, artefact.store)
        except FileNotFoundError:
            yield f"release {artefact.release}: {artefact.filename} is missing"
            continue
        if hashlib.sha256(content).hexdigest() != artefact.checksum:
            yield f"release {artefact.release}: {artefact.filename} does not match its checksum"
