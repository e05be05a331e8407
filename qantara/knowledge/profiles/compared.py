"""Two releases laid beside each other in one language: their words, what differs, and why."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from qantara.knowledge.profiles.changes import Change, Changes, changes
from qantara.knowledge.profiles.citing import organisation
from qantara.knowledge.profiles.opened import Opened, opened
from qantara.knowledge.profiles.read import upgraded
from qantara.releases.kinds import Issue


class Compared:
    """Two releases of one kind, opened in the language in force, and what differs."""

    def __init__(self, older: Issue, newer: Issue, lang: str) -> None:
        self.was, self.now = older.imprint, newer.imprint
        before, after = upgraded(older.document), upgraded(newer.document)
        self.before, self.after = opened(before, lang), opened(after, lang)
        self.changes: Changes = changes(before, after)
        self.lang = lang

    def words_of(self, change: Change) -> Opened:
        """Whose labels a change is named with: what is gone is named as it was."""
        return self.before if change.what == "gone" else self.after


def reasons(change: Change, found: Compared) -> Iterator[str]:
    """Sentences on why a figure differs, as far as the two releases say."""
    words = found.after.words
    for reason in change.reasons:
        match reason.why:
            case "note" | "break":
                yield words.note(reason.text)
            case "source":
                yield _from_another(change, found)
                if reason.text:
                    yield words.note(reason.text)
            case "definition":
                yield _("Its definition was written anew.")
            case "final":
                yield _("%(before)s before, settled now.") % {
                    "before": found.before.words.status(reason.text)
                }
            case "reckoned":
                yield _("Worked out from figures of which at least one was revised.")
            case "restated":
                yield _("The same source gives another figure now.")


def _from_another(change: Change, found: Compared) -> str:
    assert change.before is not None
    source = found.after.document["sources"][change.about.source]
    was = organisation(change.before, found.before.document["sources"], found.before.words)
    now = organisation(change.about, found.after.document["sources"], found.after.words)
    if was != now:
        return _("From another source: %(now)s in place of %(before)s.") % {
            "now": now, "before": was,
        }  # fmt: skip
    return _("From another table of the same publisher: %(title)s.") % {
        "title": found.after.words.of(source["title"])
    }
