"""ZIP files that are the same each time they are made from the same content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

#: ZIP's own limits: its clock starts in 1980.
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def packed(content: Mapping[str, bytes], *, at: datetime) -> bytes:
    """Files by name, in the order given, dated ``at`` in UTC; nothing of this machine."""
    stamp = max(at.astimezone(UTC).timetuple()[:6], _EARLIEST)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in content.items():
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, so that permissions below are read
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()
