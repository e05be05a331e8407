"""Numbers that stand for a person, told by their form and, where they have one, by their check digit."""

from __future__ import annotations

import re

_SPANISH = re.compile(r"(?<![A-Z0-9])([XYZ]\d{7}|\d{8})-?([A-Z])(?![A-Z0-9])")
_SPANISH_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
_ITALIAN = re.compile(r"(?<![A-Z0-9])[A-Z]{6}\d{2}[ABCDEHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![A-Z0-9])")
_IBAN = re.compile(
    r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?![A-Z0-9])"
)
_UNHCR = re.compile(r"(?<![A-Z0-9])\d{3}-\d{2}[CG]\d{5}(?!\d)")
_EGYPTIAN = re.compile(r"(?<!\d)[23]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{7}(?!\d)")
_FRENCH = re.compile(r"(?<!\d)([12]\d{2}(?:0[1-9]|1[0-2])(?:\d{2}|2[AB])\d{6})(\d{2})(?!\d)")
_SWISS = re.compile(r"(?<!\d)756[. ]\d{4}[. ]\d{4}[. ]\d{2}(?!\d)")
_BRITISH = re.compile(r"(?<![A-Z0-9])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D](?![A-Z0-9])")
_AUSTRIAN = re.compile(r"(\d{3})(\d)((?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2})")
_AUSTRIAN_WEIGHTS = (3, 7, 9, 5, 8, 4, 2, 1, 6)
#: Passports, and the cards of Morocco and others: one or two letters, then digits.
_LETTERED = re.compile(r"[A-Z]{1,3}[ -]?\d{5,8}[A-Z]?")

_PHONE = re.compile(
    r"(?:(?:\+|00)\d{1,3}[ .\-/()]*(?:\d[ .\-/()]*){7,12}"  # +212 6..., 0034 ...
    r"|0\d(?:[ .\-]\d\d){4}"  # 06 12 34 56 78
    r"|\(?0\d{1,4}\)?[ \-/]\d{3,4}[ \-]?\d{3,5}"  # 0664 123 4567, (021) 555-0123
    r"|0[5-7]\d{8})"
)
_PHONE_AFTER_HEAD = re.compile(r"\+?\(?\d(?:[ .\-/()]*\d){5,14}")
_EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
_ADDRESS = re.compile(r"(?=.*\d)(?=.*[^\W\d_]{3})\S+(?:[ ,]+\S+)+", re.DOTALL)
_DATE = re.compile(
    r"(?:(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})|(?P<a>\d{1,2})[-/. ](?P<b>\d{1,2})[-/. ](?P<c>\d{4}))"
    r"(?:[ T]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)?"
)


def is_certain(text: str) -> bool:
    """Whether a text holds a number that persons have and nothing else has."""
    line = text.upper()
    if len(line) < 9 or not any(letter.isdigit() for letter in line):
        return False
    return bool(
        any(_is_spanish(*found) for found in _SPANISH.findall(line))
        or _ITALIAN.search(line)
        or any(_is_iban(found) for found in _IBAN.findall(line))
        or _UNHCR.search(line)
        or _EGYPTIAN.search(line)
        or any(_is_french(*found) for found in _FRENCH.findall(line.replace(" ", "")))
        or _SWISS.search(line)
        or _BRITISH.search(line)
        or _is_turkish(line)
        or _is_austrian(line)
    )


def is_lettered(text: str) -> bool:
    """Whether a text is written like the number of a passport or identity card."""
    return bool(_LETTERED.fullmatch(text.strip().upper()))


def is_phone(text: str, *, has_head: bool = False) -> bool:
    """Whether a text is a telephone number; ``has_head``: its column is called so."""
    found = (_PHONE_AFTER_HEAD if has_head else _PHONE).fullmatch(text.strip())
    return bool(found) and 7 <= sum(letter.isdigit() for letter in text) <= 15


def holds_email(text: str) -> bool:
    return "@" in text and bool(_EMAIL.search(text))


def is_address(text: str) -> bool:
    """Words and a house number."""
    return bool(_ADDRESS.fullmatch(text.strip()))


def full_date(text: str) -> tuple[int, int, int] | None:
    """Year, the second part and the day's part of a date to the day."""
    found = _DATE.fullmatch(text.strip())
    if not found:
        return None
    if found["y"]:
        return int(found["y"]), int(found["m"]), int(found["d"])
    return int(found["c"]), int(found["b"]), int(found["a"])


def _is_spanish(number: str, letter: str) -> bool:
    """Real Decreto 1553/2005: the letter is the number modulo 23."""
    digits = int(number.translate(str.maketrans("XYZ", "012")))
    return _SPANISH_LETTERS[digits % 23] == letter


def _is_iban(text: str) -> bool:
    """ISO 13616: modulo 97 of the rearranged number is 1."""
    plain = text.replace(" ", "")
    if not 15 <= len(plain) <= 34:
        return False
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def _is_french(number: str, key: str) -> bool:
    """Code de la sécurité sociale: 97 less the number modulo 97."""
    plain = number.replace("2A", "19").replace("2B", "18")
    return 97 - int(plain) % 97 == int(key)


def _is_turkish(line: str) -> bool:
    """T.C. kimlik: the tenth and eleventh digits are sums of the others."""
    if not re.fullmatch(r"[1-9]\d{10}", line.strip()):
        return False
    digits = [int(digit) for digit in line.strip()]
    tenth = (sum(digits[0:9:2]) * 7 - sum(digits[1:8:2])) % 10
    return digits[9] == tenth and digits[10] == sum(digits[:10]) % 10


def _is_austrian(line: str) -> bool:
    """ASVG: the fourth digit checks the others, and the last six are a date of birth."""
    found = _AUSTRIAN.fullmatch(line.strip().replace(" ", ""))
    if not found:
        return False
    digits = [int(digit) for digit in found[1] + found[3]]
    return sum(map(int.__mul__, digits, _AUSTRIAN_WEIGHTS)) % 11 == int(found[2])
