"""The letter of a request as files, and the address by which it is answered."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from qantara.knowledge import frameworks
from qantara.knowledge.profiles.files import print_fonts
from qantara.knowledge.requests import acts, letters, links
from qantara.knowledge.requests.models import DataRequest
from qantara.papers import Paragraph
from qantara.press import letter as press
from qantara.word import letters as word


def address(request: DataRequest) -> str:
    """In full, where the office answers; empty where the link was taken back."""
    if not request.digest:
        return ""
    kwargs = {"lang": request.language, "token": links.token(request)}
    return f"{settings.DESK_URL}{reverse('desk:request-answer', kwargs=kwargs)}"


def docx(request: DataRequest, *, at: datetime) -> bytes:
    return word.letter(_letter(request, at))


def pdf(request: DataRequest, *, at: datetime) -> bytes:
    made = _letter(request, at)
    texts = [
        "".join(run.text for run in block.runs if run.kind != "link")
        for block in made.body
        if isinstance(block, Paragraph)
    ]
    # The address stands right under the paragraph that leads to it, above the farewell.
    link = address(request)
    sheet = press.Letter(
        lang=made.lang, sender=made.sender, place_and_day=made.place_and_day,
        reference=made.reference, addressee=made.addressee, subject=made.subject,
        paragraphs=(made.greeting, *texts), links=(link,) if link else (),
        signature=(made.farewell, "", *made.signature), annexes_title=made.annexes_title,
        annexes=made.annexes, annexed=made.annexed, running=made.running,
    )  # fmt: skip
    return press.pdf(sheet, at=at, fonts=print_fonts())


def _letter(request: DataRequest, at: datetime) -> word.Letter:
    words = acts.text_of(request).words
    return letters.letter(
        request, words, frameworks.default(), on=request.sent_on or at.date(), link=address(request)
    )
