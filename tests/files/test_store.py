"""Stored files: as received, once, private apart from public."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.files.storage import storages

from qantara.core.ids import uuid7
from qantara.files import store

AT = datetime(2026, 11, 22, tzinfo=UTC)


def keep(content: bytes, holder: object = None):  # type: ignore[no-untyped-def]
    return store.keep(content, name="figures.csv", media_type="text/csv", holder_id=holder, at=AT)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_file_is_read_as_it_was_received() -> None:
    content = "مدينة;12,5\r\n".encode("cp1256")
    assert store.read(keep(content)) == content


@pytest.mark.django_db
def test_same_bytes_of_one_holder_are_kept_once_and_of_two_twice() -> None:
    one, two = uuid7(), uuid7()
    first = keep(b"same", one)
    assert keep(b"same", one) == first
    assert keep(b"same", two).key != first.key


@pytest.mark.django_db
def test_damaged_file_is_not_handed_out() -> None:
    file = keep(b"whole")
    storage = storages["private"]
    storage.delete(file.key)
    with storage.open(file.key, "wb") as damaged:
        damaged.write(b"hole")
    with pytest.raises(ValueError, match="does not match"):
        store.read(file)


@pytest.mark.django_db
def test_checksum_of_a_private_file_cannot_be_computed_outside() -> None:
    import hashlib

    assert keep(b"7").checksum != hashlib.sha256(b"7").hexdigest()


def test_private_and_public_files_lie_apart() -> None:
    key = store.write(b"secret", "private")
    assert not storages["public"].exists(key)
    store.delete_key(key, "private")
    assert not storages["private"].exists(key)
