"""Who is told of a remark and of its answer, and until when."""

from __future__ import annotations

from qantara.editions.models import Text
from qantara.notices.models import Notice
from qantara.notices.words import path
from tests.desk.conftest import at_desk
from tests.desk.reading import form
from tests.desk.test_review import city, first, of_thread, remark, text
from tests.knowledge.ledger.conftest import City

__all__ = ["city", "text"]


def told() -> list[tuple[str, str]]:
    """Who is told what and has not read it."""
    return sorted(Notice.objects.unread().values_list("person__name", "kind"))


def test_remark_is_told_to_who_writes_and_its_answer_to_who_made_it(city: City, text: Text) -> None:
    expert, officer = at_desk(city.reviewer), at_desk(city.officer)
    thread = remark(expert, first(text))
    page = of_thread("thread", thread)
    assert told() == [("officer", "remark.made")]
    given = form(officer, page, of_thread("thread-reply", thread)) | {"words": "Since 1900."}
    assert officer.post(of_thread("thread-reply", thread), given).status_code == 302
    assert told() == [("officer", "remark.made"), ("reviewer", "remark.answered")]
    assert path(Notice.objects.get(kind="remark.answered"), "en") == page
    given = form(officer, page, of_thread("thread-reply", thread)) | {"words": ""}
    assert officer.post(of_thread("thread-resolve", thread), given).status_code == 302
    assert told() == [("reviewer", "remark.answered"), ("reviewer", "remark.resolved")]
