"""Kinds of notice: the words of each, what it names, the page it leads to, under which head it stands.

A sentence names holders, people, documents, steps and days. Figures, and what somebody wrote, stay behind
the link: a mail can be read by whoever runs a server on its way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = str | Promise
#: A text, or the same in several languages.
Said = str | Mapping[str, str]

#: Heads, in the order in which they stand.
HEADS: dict[str, Words] = {
    "waits": pgettext_lazy("head of notices", "Waits for you"),
    "dates": pgettext_lazy("head of notices", "Dates"),
    "answers": pgettext_lazy("head of notices", "Answers and remarks"),
    "news": pgettext_lazy("head of notices", "What happened"),
}
_NAMED = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """``says``: a sentence with ``%(holder)s`` and what the kind names; ``page``: its name at the desk."""

    head: str
    says: Words
    page: str

    @property
    def names(self) -> set[str]:
        """What the sentence names besides the holder."""
        return set(_NAMED.findall(str(self.says))) - {"holder"}


KINDS: dict[str, Kind] = {
    "case.review": Kind(
        head="waits", page="case", says=_("%(holder)s: a draft waits for your review.")
    ),
    "case.approve": Kind(
        head="waits", page="case",
        says=_("%(holder)s: a draft has been reviewed and waits for your approval."),
    ),
    "case.release": Kind(
        head="waits", page="case",
        says=_("%(holder)s: what has been approved waits for its release."),
    ),
    "case.released": Kind(
        head="news", page="case", says=_("%(holder)s: version %(number)s has been released.")
    ),
    "remark.made": Kind(
        head="answers", page="thread",
        says=_("%(holder)s: somebody made a remark on a paragraph of its text."),
    ),
    "remark.answered": Kind(
        head="answers", page="thread",
        says=_("%(holder)s: a remark that you took part in was answered."),
    ),
    "remark.figure": Kind(
        head="answers", page="thread",
        says=_("%(holder)s: somebody made a remark on a figure in its text."),
    ),
    "remark.resolved": Kind(
        head="answers", page="thread",
        says=_("%(holder)s: a remark that you took part in was resolved."),
    ),
    "remark.reopened": Kind(
        head="answers", page="thread",
        says=_("%(holder)s: a remark that you took part in was opened again."),
    ),
    "dispute.opened": Kind(
        head="answers", page="thread",
        says=_("%(holder)s disputes a paragraph of its profile."),
    ),
    "dispute.answered": Kind(
        head="answers", page="thread",
        says=_("%(holder)s: there is an answer in a dispute about a paragraph of its profile."),
    ),
    "dispute.settled": Kind(
        head="answers", page="thread",
        says=_("%(holder)s: both sides settled a dispute about a paragraph of its profile."),
    ),
    "handover.successor": Kind(
        head="waits", page="handover-page",
        says=_("%(holder)s: %(person)s hands over the desk to you, last day: %(day)s."),
    ),
    "handover.taken_over": Kind(
        head="news", page="handover-page",
        says=_("%(holder)s: %(person)s has taken over the desk from you."),
    ),
    "handover.moved": Kind(
        head="dates", page="handover-page",
        says=_("%(holder)s: the last day of %(person)s is now %(day)s."),
    ),
    "request.answered": Kind(
        head="answers", page="request",
        says=_("%(holder)s: an office answered letter %(number)s."),
    ),
    "extension.asked": Kind(
        head="waits", page="dues",
        says=_("%(holder)s asks for more time: %(step)s, until %(day)s."),
    ),
    "extension.granted": Kind(
        head="answers", page="city-dues",
        says=_("%(holder)s has more time: %(step)s, until %(day)s."),
    ),
    "extension.refused": Kind(
        head="answers", page="city-dues",
        says=_("%(holder)s: there is no more time for this: %(step)s, due on %(day)s."),
    ),
    "due.near": Kind(
        head="dates", page="city-dues", says=_("%(holder)s: %(step)s, due on %(day)s.")
    ),
    "due.past": Kind(
        head="dates", page="city-dues",
        says=_("%(holder)s: %(step)s, was due on %(day)s. Ask for more time if you need it."),
    ),
    "consent.colleagues": Kind(
        head="waits", page="my-entry",
        says=_("Colleagues find you in the directory until %(day)s. Say whether you still agree."),
    ),
    "consent.public": Kind(
        head="waits", page="my-entry",
        says=_(
            "You allowed your network to show your entry to everybody until %(day)s. Say whether you"
            " still agree."
        ),
    ),
    "person.joined": Kind(
        head="news", page="people", says=_("%(person)s now works for %(holder)s.")
    ),
}  # fmt: skip
