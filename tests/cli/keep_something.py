"""One released leaflet, one private file, a sealed audit log: something worth keeping."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings

from qantara.core import audit
from qantara.files import store
from qantara.releases import kinds
from qantara.releases.gate import approve_case, open_case, release_case, review_case
from tests.people import a_holder, a_person
from tests.releases.conftest import LEAFLET, document

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)

kinds.register(LEAFLET)
city = a_holder("velmora")
officer, reviewer, signatory = (
    a_person(title, (title, city)) for title in ("officer", "reviewer", "signatory")
)
case = open_case("leaflet", document(), subject="velmora", holder=city, by=officer, at=AT)
case = review_case(case, by=reviewer, at=AT)
case = approve_case(case, by=signatory, at=AT, audience="public", public_from=AT)
release_case(case, by=signatory, at=AT)
store.keep("جسر الرمل".encode(), name="note.txt", media_type="text/plain", holder_id=city.id, at=AT)
audit.seal(settings.AUDIT_KEY().encode())
