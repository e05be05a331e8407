"""What happens in a review, in words."""

from __future__ import annotations

from django.utils.translation import pgettext


def side_name(side: str) -> str:
    return {
        "expert": pgettext("side of a review", "Expert review"),
        "city": pgettext("side of a review", "City"),
    }[side]


def said_name(act: str) -> str:
    return {
        "said": pgettext("what somebody did in a remark", "Said"),
        "resolved": pgettext("what somebody did in a remark", "Resolved it"),
        "reopened": pgettext("what somebody did in a remark", "Opened it again"),
        "stated": pgettext("what somebody did in a dispute", "Stated the city’s view"),
        "agreed": pgettext("what somebody did in a dispute", "Holds it settled"),
        "settled": pgettext("what somebody did in a dispute", "Settled by both sides"),
    }[act]
