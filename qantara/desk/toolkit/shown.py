"""Steps of the guide as a page or a plan shows them: what the city said, and what is on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qantara.accounts.models import Holder
from qantara.action.toolkit import outputs, runs
from qantara.action.toolkit.guide import Guide, Step, shipped
from qantara.action.toolkit.models import Run, State, StepMark
from qantara.desk.toolkit import words


@dataclass(frozen=True, slots=True)
class OnRecord:
    count: int
    words: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """``mark``: none while nobody said anything of the step."""

    number: int
    step: Step
    title: str
    aim: str
    state: str
    state_name: str
    mark: StepMark | None
    records: tuple[OnRecord, ...]

    @property
    def is_over(self) -> bool:
        return self.state in (State.DONE, State.LEFT_OUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    guide: Guide
    title: str
    about: str
    run: Run | None
    steps: tuple[Shown, ...]

    @property
    def next(self) -> Shown | None:
        """What is under way, else the first that is open."""
        doing = (one for one in self.steps if one.state == State.DOING)
        return next(doing, None) or next((one for one in self.steps if not one.is_over), None)

    @property
    def over(self) -> int:
        return sum(one.is_over for one in self.steps)


def way(holder: Holder, lang: str, *, at: datetime) -> Way:
    guide = shipped()
    run = runs.run_of(holder, guide)
    marks, on_record = runs.marks_of(run), outputs.counted(holder, at=at)
    return Way(
        guide=guide,
        title=guide.title[lang],
        about=guide.about[lang],
        run=run,
        steps=tuple(
            _shown(number, step, marks.get(step.id), on_record.get(step.id, ()), lang, holder.slug)
            for number, step in enumerate(guide.steps, start=1)
        ),
    )


def _shown(
    number: int, step: Step, mark: StepMark | None, found: tuple[outputs.Output, ...], lang: str,
    slug: str,
) -> Shown:  # fmt: skip
    state = mark.state if mark else State.OPEN
    return Shown(
        number=number, step=step, title=step.title[lang], aim=step.aim[lang], state=state,
        state_name=words.state_name(state), mark=mark,
        records=tuple(
            OnRecord(one.count, words.counted(one, lang), words.page(one.record, lang, slug))
            for one in found
        ),
    )  # fmt: skip
