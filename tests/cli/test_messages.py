"""`qantara messages check` finds what a translator left open; our own files leave nothing open."""

from __future__ import annotations

from pathlib import Path

import pytest

from qantara.cli import messages, wording

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=n!=1;\\n"\n\n'


def problems(tmp_path: Path, entry: str) -> list[str]:
    path = tmp_path / "django.po"
    path.write_text(HEAD + entry)
    return [line.removeprefix(f"{path}:") for line in messages.problems(path)]


SOUND = [
    'msgid "A bridge"\nmsgstr "Un pont"\n',
    'msgid "%(count)s of %(all)s"\nmsgstr "%(all)s, dont %(count)s"\n',
    'msgid "100%% sure"\nmsgstr "sûr à 100%%"\n',
    'msgid "%(n)s city"\nmsgid_plural "%(n)s cities"\nmsgstr[0] "une ville"\nmsgstr[1] "%(n)s villes"\n',
]
WRONG = [
    ('msgid "A bridge"\nmsgstr ""\n', "not translated"),
    ('#, fuzzy\nmsgid "A bridge"\nmsgstr "Un port"\n', "fuzzy"),
    ('#~ msgid "A bridge"\n#~ msgstr "Un pont"\n', "no longer used, delete it"),
    ('msgid "in %(city)s"\nmsgstr "à %(ville)s"\n', "other placeholders than the source"),
    ('msgid "in %(city)s"\nmsgstr "ici"\n', "other placeholders than the source"),
    ('msgid "in {city}"\nmsgstr "à {ville}"\n', "other placeholders than the source"),
    ('msgid "in %(city)s"\nmsgstr "à %(city)"\n', "other placeholders than the source"),
    ('msgid "in %(city)s"\nmsgstr "à %(city)d"\n', "other placeholders than the source"),
    (
        'msgid "%(n)s city"\nmsgid_plural "%(n)s cities"\nmsgstr[0] "une ville"\nmsgstr[1] ""\n',
        "not translated",
    ),
    (
        'msgid "%(n)s city"\nmsgid_plural "%(n)s cities"\nmsgstr[0] "une ville"\nmsgstr[1] "des villes"\n',
        "other placeholders than the source",
    ),
]


@pytest.mark.parametrize("entry", SOUND)
def test_check_is_content_with_a_sound_entry(tmp_path: Path, entry: str) -> None:
    assert problems(tmp_path, entry) == []


@pytest.mark.parametrize(("entry", "said"), WRONG)
def test_check_says_what_is_wrong(tmp_path: Path, entry: str, said: str) -> None:
    (found,) = problems(tmp_path, entry)
    assert found.endswith(said)


@pytest.mark.parametrize("path", messages.files(), ids=lambda path: "-".join(path.parts[-5:-2]))
def test_our_own_messages_are_complete(path: Path) -> None:
    assert list(messages.problems(path)) == []


@pytest.mark.parametrize("lang", ["ar", "es", "fr"])
def test_every_message_of_the_sources_is_translated(lang: str) -> None:
    assert list(messages.missing(lang)) == []


def test_sources_are_read_as_django_reads_them(tmp_path: Path) -> None:
    (tmp_path / "words.py").write_text(
        "from django.utils.translation import gettext as _, ngettext, pgettext\n"
        "a = _('A bridge')\n"
        "b = pgettext('of a river', 'Bank')\n"
        "c = ngettext('%(n)s city', '%(n)s cities', 2)\n"
        "d = _('in two ' 'parts')\n"
    )
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        "{% load i18n %}{% translate 'Sign in' context 'button' %}"
        "{% blocktranslate trimmed with n=number %}\n  version\n  {{ n }}\n{% endblocktranslate %}"
        "{% blocktranslate count n=number %}{{ n }} thing{% plural %}{{ n }} things{% endblocktranslate %}"
    )
    assert {(said.context, said.text) for said in wording.said(tmp_path)} == {
        ("", "A bridge"), ("of a river", "Bank"), ("", "%(n)s city"), ("", "in two parts"),
        ("button", "Sign in"), ("", "version %(n)s"), ("", "%(n)s thing"),
    }  # fmt: skip
