"""docs/own-network.md, command by command: from an empty database to the first pages of a network."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.conf import LazySettings
from django.test import Client

from qantara.__main__ import main
from qantara.accounts.models import Role
from qantara.core import clock
from qantara.core.models import AuditLine
from qantara.publishing.site import indicators, kept
from tests.cli import written
from tests.grounds import ROOT

PAGE = written.page("own-network.md")

#: Tables and role of a test's database are there, and not its own to make: tests of `database` make them.
THERE_ALREADY = (["database", "migrate"], ["database", "roles"])

BEGAN = datetime(2026, 11, 2, 9, tzinfo=UTC)
SEEN = {
    "/en/": "Published figures on Sorvella",
    "/en/members/?on=2024-06-01": "1 member took part on 1 June 2024.",
    "/ar/members/": "نهراباد",
    "/fr/cities/sorvella/": "Chiffres publiés sur Sorvelle",
    "/es/cities/nahrabad/": "Cifras publicadas sobre Nahrabad",
    "/en/indicators/pop-01/": "Residents",
}


@pytest.fixture(autouse=True)
def nothing_kept(settings: LazySettings) -> None:
    settings.NETWORK = "two-rivers"
    settings.ROOT_URLCONF = "qantara.config.site_urls"
    settings.MIDDLEWARE = settings.SITE_MIDDLEWARE
    kept.shelf.clear()
    indicators.released.cache_clear()


@pytest.mark.django_db
def test_own_network_works_as_written(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    django_capture_on_commit_callbacks,
) -> None:
    # The test's transaction began before the first command: to its database all this is long ago.
    ticks = count()
    monkeypatch.setattr(clock, "now", lambda: BEGAN + timedelta(seconds=next(ticks)))
    monkeypatch.chdir(ROOT)
    known: dict[str, str] = {}
    said: dict[str, str] = {}
    for words in written.commands(PAGE):
        if words in THERE_ALREADY:
            continue
        given = [known.get(word, word) for word in words]
        with django_capture_on_commit_callbacks(execute=True):
            assert main(given) == 0, given
        printed = capsys.readouterr().out
        said[" ".join(words)] = printed
        known |= written.found_in(printed)
    assert {path: text in Client().get(path).content.decode() for path, text in SEEN.items()} == (
        dict.fromkeys(SEEN, True)
    )
    load = "network load docs/examples/two-rivers/network.toml"
    assert said[f"{load} --dry-run"].replace("would be added", "added") in said[load]
    members = said["network members two-rivers --on 2024-06-01"].splitlines()
    assert [line.split()[0] for line in members] == ["member", "sorvella"]
    assert "are sound" in said["database check"]
    assert set(Role.objects.filter(until=None).values_list("person__name", "title")) == {
        ("Inès", "signatory"), ("Laila", "coordinator"),
    }  # fmt: skip
    ended = AuditLine.objects.get(act="role.ended")
    assert (ended.reason, ended.fields) == ("Changed to another post", ["reviewer"])


def test_own_network_begins_with_tables_and_role() -> None:
    assert written.commands(PAGE)[:2] == list(THERE_ALREADY)
