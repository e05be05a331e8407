"""Who hears of a remark or a dispute: who wrote the paragraph, who took part; nobody who may not read it."""

from __future__ import annotations

import pytest

from qantara.accounts.models import Person, Role
from qantara.editions.models import Block
from qantara.editions.write import change_block, write_text
from qantara.knowledge.reviews import disputes, remarks
from qantara.knowledge.reviews.models import Said, Side, Thread
from qantara.notices.kinds import KINDS
from qantara.notices.models import Notice
from tests.knowledge.ledger.conftest import START, City, made, moment
from tests.people import a_person

FIGURE = "POP-01@marwa;2024-01-01"


@pytest.fixture
def city(db: None) -> City:
    return made(db)


@pytest.fixture
def block(city: City) -> Block:
    text = write_text(
        [f"Of them {{fig:{FIGURE}}} came by boat."], language="en", holder=city.holder,
        by=city.officer, at=START,
    )  # fmt: skip
    return text.blocks.get()


def remarked(block: Block, by: Person, figure: str = "") -> Thread:
    block.refresh_from_db()
    return remarks.remark(
        block, "en", "Of when is this?", seen=block.hash, figure=figure, by=by, at=moment(1)
    )


def told(*, since: int = 0) -> list[tuple[str, str]]:
    """Who was told what from a day on, by name."""
    rows = Notice.objects.filter(at__gte=moment(since))
    return sorted(rows.values_list("person__name", "kind"))


def test_whoever_wrote_the_paragraph_hears_of_a_remark(city: City, block: Block) -> None:
    second = a_person("second", ("officer", city.holder))
    a_person("third", ("officer", city.holder))
    change_block(block, "They came by boat.", expected=1, by=second, at=START)
    thread = remarked(block, city.reviewer)
    assert told() == [("officer", "remark.made"), ("second", "remark.made")]
    notice = Notice.objects.filter(person=second).get()
    assert notice.link == {"key": str(thread.pk)}
    assert notice.about == {}


def test_remark_on_a_figure_says_so(city: City, block: Block) -> None:
    remarked(block, city.reviewer, FIGURE)
    assert told() == [("officer", "remark.figure")]


def test_answer_is_told_to_those_who_took_part_and_to_nobody_twice(
    city: City, block: Block
) -> None:
    thread = remarked(block, city.reviewer)
    remarks.reply(thread, "Of 2024.", by=city.officer, at=moment(2))
    assert told(since=2) == [("reviewer", "remark.answered")]
    remarks.reply(thread, "Then say it.", by=city.reviewer, at=moment(3))
    assert told(since=3) == [("officer", "remark.answered")]


def test_resolved_remark_is_told_and_asks_nobody_any_more(city: City, block: Block) -> None:
    thread = remarked(block, city.reviewer)
    remarks.resolve(thread, seen=1, by=city.officer, at=moment(2))
    assert told(since=2) == [("reviewer", "remark.resolved")]
    assert Notice.objects.get(kind="remark.made").settled_at == moment(2)
    remarks.reopen(thread, seen=2, by=city.reviewer, at=moment(3))
    assert told(since=3) == [("officer", "remark.reopened")]


def test_whoever_left_hears_nothing_and_those_who_write_now_do(city: City, block: Block) -> None:
    Role.objects.filter(person=city.officer).update(until=START)
    a_person("new", ("officer", city.holder))
    remarked(block, city.reviewer)
    assert "officer" not in {name for name, _kind in told()}
    Person.objects.filter(pk=city.officer.pk).update(is_active=False)
    Notice.objects.all().delete()
    remarked(block, city.reviewer)
    assert ("new", "remark.made") in told()


def test_dispute_is_told_to_the_experts_and_its_end_to_both(city: City, block: Block) -> None:
    thread = disputes.dispute(
        block, "en", {"en": "They came by train."}, seen=block.hash, by=city.signatory, at=moment(1)
    )
    assert told() == [("officer", "dispute.opened"), ("reviewer", "dispute.opened")]
    given = {"seen": 1, "hashed": block.hash}
    disputes.agree(thread, Side.EXPERT, **given, by=city.reviewer, at=moment(2))
    assert ("signatory", "dispute.answered") in told(since=2)
    disputes.agree(thread, Side.CITY, **given, by=city.signatory, at=moment(3))
    assert told(since=3) == [("officer", "dispute.settled"), ("reviewer", "dispute.settled")]
    assert Said.objects.filter(act="settled").count() == 1


def test_no_notice_of_a_review_carries_words() -> None:
    kinds = [one for name, one in KINDS.items() if name.startswith(("remark.", "dispute."))]
    assert [one.names for one in kinds] == [set()] * 8
