"""Codes on cards: what is misread or misspelt never passes for another."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantara.action.ballots import codes
from qantara.core.errors import DomainError

made = st.builds(codes.make)


def test_codes_have_no_letter_that_looks_like_another() -> None:
    assert len(set(codes.ALPHABET)) == 23
    for alike in ("0OQ"[:2], "1IL", "2Z", "5S", "8B", "UV"):
        assert not set(alike) & set(codes.ALPHABET)


def test_codes_are_too_many_to_be_guessed() -> None:
    """A hundred thousand guesses at a round of five hundred seats: less than one chance in ten million."""
    assert 100_000 * 500 / math.pow(len(codes.ALPHABET), codes.LETTERS - 1) < 1e-6


@given(made)
def test_codes_are_read_however_they_are_typed(code: str) -> None:
    spaced = codes.printed(code)
    arabic = str.maketrans("34679", "٣٤٦٧٩")
    for typed in (
        code,
        spaced,
        spaced.lower(),
        f" {spaced.replace('-', ' ')}\u200f ",
        spaced.translate(arabic),
    ):
        assert codes.read(typed) == code


@given(made, st.integers(0, 11), st.sampled_from(codes.ALPHABET))
def test_codes_with_one_letter_wrong_are_refused(code: str, at: int, letter: str) -> None:
    wrong = code[:at] + letter + code[at + 1 :]
    if wrong != code:
        with pytest.raises(DomainError):
            codes.read(wrong)


@given(made, st.integers(0, 10))
def test_codes_with_two_letters_swapped_are_refused(code: str, at: int) -> None:
    wrong = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    if wrong != code:
        with pytest.raises(DomainError):
            codes.read(wrong)


@pytest.mark.parametrize("typed", ["", "AAAA", "A" * 13, "0OIL-1258-BSUV", "ÄÖÜß" * 3, "ﷺ" * 12])
def test_codes_that_no_card_can_say_are_refused(typed: str) -> None:
    with pytest.raises(DomainError):
        codes.read(typed)
