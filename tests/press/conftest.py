from pathlib import Path

import pytest
from django.conf import settings

from qantara.fonts.build import build


@pytest.fixture(scope="session")
def fonts() -> Path:
    """The faces made at set-up; made anew where their recipe has changed since."""
    return build(settings.VAR / "fonts").print
