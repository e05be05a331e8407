"""What a city is asked, and what it says that others hold: a port, filled by ``knowledge.answers``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from qantara.accounts.models import Holder
from qantara.network.models import Territory


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    choice  the set of indicators that counts (``frameworks.sets``)
    stated  note of a competence that is another body's -> the language it was stated in
    """

    choice: str = "core"
    stated: Mapping[str, str] = field(default_factory=dict)


Find = Callable[[Holder, Territory], Asked]


_finds: list[Find] = []


def register_asked(find: Find) -> None:
    """Say how it is found out. Registering again changes nothing."""
    if find not in _finds:
        _finds.append(find)


def asked_of(holder: Holder, territory: Territory) -> Asked:
    """What ``holder`` is asked of a place, and says of it."""
    return next((find(holder, territory) for find in _finds), Asked())
