"""How long things are kept that nobody needs for ever: timers as data, and the task that heeds them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """``forget`` deletes what is older than a moment, and says how many.

    what  as people read it
    """

    name: str
    what: Promise
    keep: timedelta
    forget: Callable[[datetime], int]


_timers: dict[str, Timer] = {}


def register(timer: Timer) -> None:
    """Make a timer known. Called from ``AppConfig.ready()``, once a timer."""
    if _timers.setdefault(timer.name, timer) is not timer:
        raise ValueError(f"two timers are called {timer.name}")


def timers() -> list[Timer]:
    """All of them, in the order of their names."""
    return [_timers[name] for name in sorted(_timers)]


def heed(at: datetime) -> dict[str, int]:
    """Forget what is over its time: timer -> how many."""
    return {timer.name: timer.forget(at - timer.keep) for timer in timers()}
