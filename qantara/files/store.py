"""Keep and read stored files. Private files and public artefacts lie in different places."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.utils.translation import gettext as _

from qantara.core import ids
from qantara.core.errors import DomainError
from qantara.files.models import StoredFile

Where = Literal["private", "public"]


class Destroyed(DomainError):
    """The bytes of a file are gone for good."""


def keep(
    content: bytes, *, name: str, media_type: str, holder_id: UUID | None, at: datetime
) -> StoredFile:
    """Store a file privately, as received; the same bytes of the same holder are stored once.

    Raises Destroyed where the holder had them before and destroyed them.
    """
    checksum = keyed_checksum(content)
    known = StoredFile.objects.filter(holder_id=holder_id, checksum=checksum).first()
    if known is not None:
        _key_of(known)
        return known
    key = write(content, "private")
    return StoredFile.objects.create(
        holder_id=holder_id, name=name[:200], media_type=media_type, size=len(content),
        checksum=checksum, key=key, stored_at=at,
    )  # fmt: skip


def read(file: StoredFile) -> bytes:
    """The bytes of a private file.

    Raises Destroyed where there are none any more, ValueError where they are not what was stored.
    """
    content = read_key(_key_of(file), "private")
    if keyed_checksum(content) != file.checksum:
        raise ValueError(f"stored file {file.pk} does not match its checksum")
    return content


@transaction.atomic
def destroy(file: StoredFile, *, at: datetime) -> StoredFile:
    """Destroy the bytes of a private file, and its name. Its checksum stays. Raises Destroyed.

    The bytes go once it is certain that the row no longer names them; where a crash comes between,
    `releases.sweep` clears them away like all that no row names.
    """
    file = StoredFile.objects.select_for_update().get(pk=file.pk)
    key = _key_of(file)
    file.key, file.name, file.destroyed_at = None, "", at
    file.save(update_fields=["key", "name", "destroyed_at"])
    transaction.on_commit(lambda: delete_key(key, "private"))
    return file


def _key_of(file: StoredFile) -> str:
    if file.key is None:
        raise Destroyed(_("This file was destroyed, and the same file is not taken in again."))
    return file.key


def write(content: bytes, where: Where) -> str:
    """Store bytes under a random key and return it."""
    name = ids.short(26)
    return _storage(where).save(f"{name[:2]}/{name[2:]}", ContentFile(content))


def read_key(key: str, where: Where) -> bytes:
    with _storage(where).open(key) as file:
        return bytes(file.read())


def delete_key(key: str, where: Where) -> None:
    _storage(where).delete(key)


def keyed_checksum(content: bytes) -> str:
    """HMAC-SHA-256. A bare hash of a small secret is broken by trying 0 to 9."""
    return hmac.new(settings.SECRET_KEY.encode(), content, hashlib.sha256).hexdigest()


def _storage(where: Where) -> Storage:
    return storages[where]
