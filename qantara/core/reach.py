"""The settings of a connection that the fence of rows reads (`core.fence`). No Django."""

from __future__ import annotations

#: Who is here: a person's id, or nothing.
PERSON = "qantara.person"
#: What is in reach whoever is here: ``EVERYTHING``, or nothing.
REACH, EVERYTHING = "qantara.reach", "everything"

#: Option of a connection that is not the desk's: the command line, the worker, tests.
REACHES_EVERYTHING = f"-c {REACH}={EVERYTHING}"
