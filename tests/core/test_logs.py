"""What stands in the log."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from django.db import DatabaseError, connection

from qantara.core.logs import JsonLines


def line(message: str, *given: object, error: bool = False, **options: bool) -> dict[str, str]:
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 0, message, given, sys.exc_info() if error else None
    )
    told: dict[str, str] = json.loads(JsonLines(**options).format(record))
    return told


@pytest.mark.parametrize(
    ("address", "logged"),
    [
        ("/ar/invitations/Vd3kQz_7mNo-pR5tYw1xA2bC4dE6fG8hJ0kL9mN7pQ/", "/ar/invitations/…/"),
        ("/en/answers/x2Jq0vM9dX4nB7cR1tY6uI3oP5aS8fG0hKzLwEeQ/table.xlsx", "/en/answers/…/table.xlsx"),
        ("/en/password/MQ/cdp1x2-9b1d3f5a7c8e0d2f4a6b8c0e1f3a5b7d/", "/en/password/MQ/…/"),
        ("/en/cases/01a20644-c03b-7e9c-86ee-a4b0c9229800/", "/en/cases/01a20644-c03b-7e9c-86ee-a4b0c9229800/"),
        ("/en/cities/?q=Mariam", "/en/cities/"),
    ],
)  # fmt: skip
def test_address_that_opens_something_is_not_logged(address: str, logged: str) -> None:
    assert line("Not Found: %s", address)["message"] == f"Not Found: {logged}"


@pytest.mark.django_db
def test_error_is_logged_without_the_values_it_quotes() -> None:
    typed = "".join(("three women of ", "987", "601"))
    try:
        with connection.cursor() as cursor:
            cursor.execute("select %s::int", [typed])
    except DatabaseError:
        told = line("Internal Server Error: %s", "/en/", error=True)
        whole = line("Internal Server Error: %s", "/en/", error=True, with_messages=True)
    assert "987601" not in json.dumps(told)
    assert "test_logs.py" in told["error"]
    assert told["error"].endswith("django.db.utils.DataError")
    assert "psycopg.errors.InvalidTextRepresentation" in told["error"]
    assert "987601" in whole["error"]
