"""Every letter: plain and HTML, in its own language and direction."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.utils import translation

from qantara.mail import outbox
from qantara.mail.compose import Link, Message, compose
from qantara.mail.models import Letter

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
ADDRESS = "https://desk.example.org/ar/x/?a=1&b=2"


def written(language: str, text: str = "One & <two>") -> Letter:
    message = Message(
        subject="Subject", paragraphs=(text,), link=Link("Go on", ADDRESS), after=("Last",)
    )
    return compose("a@example.org", message, language=language, at=AT)


@pytest.mark.parametrize(
    ("language", "direction"), [("ar", "rtl"), ("en", "ltr"), ("es", "ltr"), ("fr", "ltr")]
)
def test_letter_reads_in_its_own_direction_whatever_the_writer_reads(
    language: str, direction: str
) -> None:
    with translation.override("es"):
        letter = written(language)
    assert f'<html lang="{language}" dir="{direction}">' in letter.html
    closing = {"ar": "قنطرة", "en": "Never send", "es": "No envíe", "fr": "N’envoyez"}[language]
    assert closing in letter.body
    assert closing in letter.html


def test_plain_text_is_not_escaped_and_html_is() -> None:
    letter = written("en")
    assert letter.body.startswith(f"One & <two>\n\nGo on:\n{ADDRESS}\n\nLast\n\n-- \n")
    assert "<p>One &amp; &lt;two&gt;</p>" in letter.html
    assert 'href="https://desk.example.org/ar/x/?a=1&amp;b=2"' in letter.html


def test_letter_fetches_nothing_from_anywhere() -> None:
    html = written("fr").html
    assert not any(word in html for word in ("<img", "src=", "url(", "<link", "<script", "style="))


def test_both_parts_are_sent_and_then_forgotten() -> None:
    letter = written("ar")
    assert outbox.send_waiting(at=AT) == 1
    (sent,) = mail.outbox
    assert [part.mimetype for part in sent.alternatives] == ["text/html"]
    assert sent.extra_headers["Content-Language"] == "ar"
    letter.refresh_from_db()
    assert (letter.body, letter.html, letter.sent_at) == ("", "", AT)
