"""A provider of each test's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.accounts.identity.issuing import Issuer, an_issuer

__all__ = ["issuer"]


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    cache.clear()
    with an_issuer() as made:
        yield made
