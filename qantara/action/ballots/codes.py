"""The code on a card: eleven random letters and one that checks them, in groups of four.

The alphabet has 23 letters and figures of which none is taken for another, in print or by hand: no 0 and O,
1, I and L, 2 and Z, 5 and S, 8 and B, U and V. Since 23 is a prime, one letter misread or two beside each
other swapped never fit their check. Eleven letters are 49 bits.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

from django.utils.translation import gettext as _

from qantara.core.errors import DomainError

ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
LETTERS, GROUP = 12, 4
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}


def make() -> str:
    """A new code, without its hyphens."""
    drawn = "".join(secrets.choice(ALPHABET) for _at in range(LETTERS - 1))
    return drawn + _check(drawn)


def printed(code: str) -> str:
    """As it stands on a card."""
    return "-".join(code[at : at + GROUP] for at in range(0, LETTERS, GROUP))


def read(typed: str) -> str:
    """The code that was typed, however it was spaced, in any digits, large or small.

    Raises DomainError where no card can say this: nothing has been looked up then.
    """
    plain = unicodedata.normalize("NFKC", typed).upper()
    plain = "".join(str(unicodedata.digit(each, each)) for each in plain)
    code = re.sub(r"[\W_]", "", plain)
    if len(code) != LETTERS:
        raise DomainError(_("A code has twelve letters and figures. Look at your card again."))
    if not set(code) <= set(ALPHABET) or _check(code[:-1]) != code[-1]:
        raise DomainError(_("One letter of the code is not as on your card. Look at it again."))
    return code


def _check(letters: str) -> str:
    """Weights 1 to 11: every wrong letter and every swap changes the sum modulo 23."""
    return ALPHABET[sum(at * _VALUE[each] for at, each in enumerate(letters, 1)) % len(ALPHABET)]
