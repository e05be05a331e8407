"""Second factors: the figures of RFC 6238, codes that work once, secrets that cannot be read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import InvalidToken

from qantara.accounts.attempts import throttle
from qantara.accounts.factors import keep, sealed, totp
from qantara.accounts.models import Attempt, Authenticator, Person, RecoveryCode
from qantara.core.errors import DomainError
from qantara.core.models import AuditLine
from tests.people import a_holder, a_person

AT = datetime(2026, 11, 22, 9, 0, 10, tzinfo=UTC)
SECRET = b"12345678901234567890"  # RFC 6238, appendix B


@pytest.mark.parametrize(
    ("seconds", "figures"),
    [
        (59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"),
        (2000000000, "279037"), (20000000000, "353130"),
    ],
)  # fmt: skip
def test_code_is_that_of_the_standard(seconds: int, figures: str) -> None:
    assert totp.code(SECRET, seconds // totp.STEP) == figures


@pytest.mark.parametrize(
    ("drift", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_code_fits_a_step_before_and_after(drift: int, fits: bool) -> None:
    step = totp.step_at(AT) + drift
    found = totp.matching(SECRET, totp.code(SECRET, step), at=AT, after=0)
    assert found == (step if fits else None)


def test_code_that_was_used_fits_no_more() -> None:
    step = totp.step_at(AT)
    typed = totp.code(SECRET, step)
    assert totp.matching(SECRET, typed, at=AT, after=step) is None
    assert totp.matching(SECRET, totp.code(SECRET, step - 1), at=AT, after=step) is None


def test_address_for_apps_names_account_and_issuer() -> None:
    assert totp.uri(SECRET, account="a@example.org", issuer="Qantara") == (
        "otpauth://totp/Qantara%3Aa%40example.org"
        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Qantara"
    )


def test_secret_is_sealed_with_the_key_of_this_instance(settings) -> None:
    kept = sealed.seal(SECRET)
    assert SECRET not in kept
    assert sealed.unseal(kept) == SECRET
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another " * 8, [settings.SECRET_KEY]
    assert sealed.unseal(kept) == SECRET
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        sealed.unseal(kept)


@pytest.fixture
def person(db: None) -> Person:
    return a_person("officer", ("officer", a_holder()))


@pytest.fixture
def codes(person: Person) -> list[str]:
    typed = totp.code(SECRET, totp.step_at(AT))
    return keep.set_up(person, SECRET, f"{typed[:3]} {typed[3:]}", at=AT)


def at_step(number: int) -> datetime:
    return AT + timedelta(seconds=totp.STEP * number)


def test_app_is_set_up_by_its_first_code(person: Person, codes: list[str]) -> None:
    assert keep.standing(person, AT) == (True, False)
    assert len(set(codes)) == 10
    with pytest.raises(DomainError, match="set up already"):
        keep.set_up(person, SECRET, totp.code(SECRET, totp.step_at(AT)), at=AT)
    assert list(AuditLine.objects.values_list("act", flat=True)) == ["factor.set_up"]


def test_app_is_not_set_up_by_a_wrong_code(person: Person) -> None:
    with pytest.raises(DomainError, match="not the code"):
        keep.set_up(person, SECRET, "000000", at=AT)
    assert not Authenticator.objects.exists()


def test_code_opens_once(person: Person, codes: list[str]) -> None:
    used = totp.code(SECRET, totp.step_at(AT))
    assert not keep.prove(person, used, at=AT)  # it set the app up
    following = totp.code(SECRET, totp.step_at(AT) + 1)
    assert keep.prove(person, following, at=at_step(1))
    assert not keep.prove(person, following, at=at_step(1))


def test_arabic_figures_are_figures(person: Person, codes: list[str]) -> None:
    typed = totp.code(SECRET, totp.step_at(AT) + 1)
    eastern = typed.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert keep.prove(person, eastern, at=at_step(1))


def test_recovery_code_opens_once_and_is_kept_as_a_digest(person: Person, codes: list[str]) -> None:
    assert keep.prove(person, codes[0].upper().replace("-", " "), at=AT)
    assert not keep.prove(person, codes[0], at=AT)
    assert keep.codes_left(person) == 9
    kept = " ".join(RecoveryCode.objects.values_list("digest", flat=True))
    assert not any(code.replace("-", "") in kept for code in codes)


def test_new_codes_take_the_place_of_the_old(person: Person, codes: list[str]) -> None:
    new = keep.new_codes(person, at=AT)
    assert not keep.prove(person, codes[1], at=AT)
    assert keep.prove(person, new[1], at=AT)


def test_code_of_another_person_opens_nothing(person: Person, codes: list[str]) -> None:
    assert not keep.prove(a_person("other"), codes[0], at=AT)


def test_guessing_ends_after_six_tries_and_a_right_code_clears_them(
    person: Person, codes: list[str]
) -> None:
    for _try in range(5):
        assert not keep.prove(person, "000000", at=AT)
    assert keep.prove(person, codes[0], at=AT)
    for _try in range(6):
        assert not keep.prove(person, "000000", at=AT)
    with pytest.raises(throttle.TooMany):
        keep.prove(person, codes[1], at=AT)
    assert keep.prove(person, codes[1], at=AT + timedelta(minutes=16))


@pytest.mark.parametrize("title", ["signatory", "coordinator"])
def test_whoever_approves_or_coordinates_must_have_one(db: None, title: str) -> None:
    assert keep.standing(a_person("x", (title, a_holder())), AT) == (False, True)


@pytest.mark.django_db
def test_tries_are_counted_apart_and_swept_after_a_day() -> None:
    for _try in range(8):
        throttle.count("password", "a@example.org", at=AT)
    throttle.count("password", "b@example.org", at=AT)
    with pytest.raises(throttle.TooMany):
        throttle.count("password", "A@example.org", at=AT)
    assert not any(
        "example" in digest for digest in Attempt.objects.values_list("digest", flat=True)
    )
    assert throttle.sweep(at=AT + timedelta(days=1)) == 0
    assert throttle.sweep(at=AT + timedelta(days=1, seconds=1)) == 10
