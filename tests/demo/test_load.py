"""The demonstration loads through the same doors as anybody's figures, and can be stopped and gone on with."""

from __future__ import annotations

import pytest
from rich.console import Console

from qantara.core import audit
from qantara.demo import load
from qantara.knowledge.observations import check
from qantara.releases import prove, read
from qantara.releases.models import Release

QUIET = Console(quiet=True)
KEY = b"a key for tests"


@pytest.mark.django_db
def test_fictional_network_loads_is_sound_and_changes_nothing_when_loaded_again() -> None:
    load.run(load.four_shores(), QUIET)

    released = Release.objects.values_list("kind", "subject", "number").order_by(
        "kind", "subject", "number"
    )
    assert [row for row in released if row[0] != "entry"] == [
        ("directory", "four-shores", 1),
        ("profile", "ardelune", 1),
        ("profile", "ardelune", 2),
    ]
    assert len([row for row in released if row[0] == "entry"]) == 7
    for language in ("ar", "en", "es", "fr"):
        page = read.page("ardelune", language)
        assert page is not None
        assert (page.kind, page.number, page.is_fictional) == ("profile", 2, True)

    audit.seal(KEY)
    assert [*check.problems(), *prove.problems()] == []
    assert audit.broken(KEY) is None

    before = list(Release.objects.order_by("id").values_list("id", "checksum"))
    load.run(load.four_shores(), QUIET)
    assert list(Release.objects.order_by("id").values_list("id", "checksum")) == before
