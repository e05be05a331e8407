"""The way through the gate: open, review, approve, release."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.core import audit, fence, trace
from qantara.core.errors import DomainError
from qantara.files import store
from qantara.notices.tell import settle, tell
from qantara.notices.whom import who_may
from qantara.releases import kinds, site
from qantara.releases.bodies import render_bodies
from qantara.releases.imprint import imprint
from qantara.releases.models import (
    Artefact,
    Audience,
    Case,
    Contribution,
    Release,
    Sheet,
    Signature,
)


@transaction.atomic
def open_case(
    kind: str,
    document: kinds.Document,
    *,
    subject: str,
    holder: Holder,
    by: Person,
    at: datetime,
    proof: str = "",
) -> Case:
    """Bring a document to the gate. ``proof``: keyed digest of what the guard proved of it."""
    kinds.kind_named(kind).validate(document)
    text = kinds.canonical(document)
    case = Case(
        kind=kind, subject=subject, holder=holder, document=text, digest=_digest(text, proof),
        proof=proof, opened_at=at,
    )  # fmt: skip
    demand(by, "case.open", case, at=at)
    case.save()
    _sign(case, Signature.Act.WROTE, by, at)
    _name_contributors(case, document)
    audit.record("case.opened", case, by=by, at=at)
    _tell(case, "case.review", by, at)
    return case


@transaction.atomic
def review_case(case: Case, *, by: Person, at: datetime) -> Case:
    """Somebody other than the author checked the content."""
    demand(by, "case.review", case, at=at)
    _sign(case, Signature.Act.REVIEWED, by, at)
    audit.record("case.reviewed", case, by=by, at=at)
    settle(["case.review"], [str(case.pk)], at=at)
    _tell(case, "case.approve", by, at)
    return case


@transaction.atomic
def approve_case(
    case: Case, *, by: Person, at: datetime, audience: str, public_from: datetime
) -> Case:
    """The holder's signatory consents: for whom, and from when."""
    demand(by, "case.approve", case, at=at)
    return _approve(case, by=by, at=at, audience=audience, public_from=public_from)


@transaction.atomic
def approve_on_paper(
    case: Case, sheet: Sheet, *, by: Person, at: datetime, audience: str, public_from: datetime
) -> Case:
    """The same by a signed ``sheet``, which ``by`` at the secretariat confirms (``sheets.acts``)."""
    demand(by, "sheet.confirm", case, at=at)
    return _approve(case, sheet, by=by, at=at, audience=audience, public_from=public_from)


def _approve(
    case: Case,
    sheet: Sheet | None = None,
    *,
    by: Person,
    at: datetime,
    audience: str,
    public_from: datetime,
) -> Case:
    if not case.signatures.filter(act=Signature.Act.REVIEWED).exists():
        raise DomainError(_("Nobody has reviewed this yet. Ask a reviewer first, then approve."))
    if audience not in Audience.values:
        raise DomainError(_("Choose who may read this: the city, the network or everyone."))
    kind, document = kinds.kind_named(case.kind), json.loads(case.document)
    kind.settled(document)
    kind.stands(document)
    _sign(case, Signature.Act.APPROVED, by, at, sheet)
    case.audience, case.public_from = audience, public_from
    case.save(update_fields=["audience", "public_from"])
    audit.record("case.approved", case, by=by, at=at, fields=["audience", "public_from"])
    settle(["case.approve"], [str(case.pk)], at=at)
    _tell(case, "case.release", by, at)
    return case


@transaction.atomic
@fence.reaching("gate")
def release_case(case: Case, *, by: Person, at: datetime) -> Release:
    """Freeze an approved case into a numbered release with all its artefacts."""
    demand(by, "case.release", case, at=at)
    kind = kinds.kind_named(case.kind)
    _lock([case.subject, *_linked(case, kind)])
    # What is on record now, whatever the caller read before it had the lock.
    case = Case.objects.get(pk=case.pk)
    document = json.loads(case.document)
    _check_signatures(case)
    kind.stands(document)
    previous = (
        Release.objects.filter(subject=case.subject, kind=case.kind).order_by("-number").first()
    )
    assert case.public_from is not None  # set when it was approved
    card = kind.card(document)
    release = Release(
        kind=case.kind, schema=kind.schema, subject=case.subject,
        network=card["network"], holder_id=case.holder_id,
        number=previous.number + 1 if previous else 1, voice=card["voice"],
        audience=case.audience, public_from=case.public_from, released_at=at,
        languages=[code for code, _name in settings.LANGUAGES], card=card,
        document=case.document, checksum=hashlib.sha256(case.document.encode()).hexdigest(),
        previous=previous,
    )  # fmt: skip
    release.save(force_insert=True)
    if kind.guard:
        kind.guard.prove(case, release)
    papers = kind.papers(document, imprint(release))
    files = kind.artefacts(document, imprint(release), papers)
    render_bodies(release, papers)
    _keep_artefacts(release, files)
    site.bring_up_to_date()
    trace.link(release, "froze", case)
    audit.record("case.released", release, by=by, at=at, holder=case.holder_id)
    settle(["case.release"], [str(case.pk)], at=at)
    tell(
        "case.released", to=[row.person for row in case.signatures.select_related("person")],
        holder=case.holder_id, by=by, at=at, about={"number": str(release.number)},
        link={"key": case.pk}, mark=str(case.pk),
    )  # fmt: skip
    return release


def _tell(case: Case, kind: str, by: Person, at: datetime) -> None:
    """Whoever may take the next step (the kind is called as its action), but who has signed already."""
    signed = set(case.signatures.values_list("person", flat=True))
    is_signature = kind != "case.release"
    tell(
        kind,
        to=[
            person
            for person in who_may(kind, case.holder_id, at=at)
            if not (is_signature and person.pk in signed)
        ],
        holder=case.holder_id, by=by, at=at, link={"key": case.pk}, mark=str(case.pk),
    )  # fmt: skip


def _name_contributors(case: Case, document: kinds.Document) -> None:
    """Whoever changed something since the last release is an author too."""
    before = Release.objects.filter(subject=case.subject, kind=case.kind).order_by("-number")
    since = before.values_list("released_at", flat=True).first()
    people = set(kinds.kind_named(case.kind).contributors(document, since))
    Contribution.objects.bulk_create(
        Contribution(case=case, person_id=person) for person in sorted(people)
    )


def _keep_artefacts(release: Release, files: Iterable[kinds.Made]) -> None:
    """Store the files, where readers find them only if they may read them now."""
    is_public = site.is_public_now(release.audience, release.public_from)
    where: store.Where = "public" if is_public else "private"
    kept: list[str] = []
    try:
        for made in files:
            kept.append(store.write(made.content, where))
            Artefact.objects.create(
                release=release, language=made.language, format=made.format,
                filename=made.filename, media_type=made.media_type, size=len(made.content),
                pages=made.pages, checksum=hashlib.sha256(made.content).hexdigest(), store=where,
                key=kept[-1],
            )  # fmt: skip
    except BaseException:
        # The rows go with the transaction; the bytes must not stay behind.
        for key in kept:
            store.delete_key(key, where)
        raise


def _check_signatures(case: Case) -> None:
    signed = {row.act: row.digest for row in case.signatures.all()}
    if set(signed) != set(Signature.Act.values):
        raise DomainError(_("This is not approved yet, so it cannot be released."))
    # What was approved is what goes out.
    digest = _digest(case.document, case.proof)
    if any(not hmac.compare_digest(digest, each) for each in signed.values()):
        raise _changed()
    released = Release.objects.filter(subject=case.subject)
    if released.filter(kind=case.kind, document=case.document).exists():
        raise DomainError(_("This content has been released already."))
    # It was protected against, and says what it changes of, what had been read when it was drafted.
    # A sheet and a profile tell of the same people: what was guarded is held against both.
    since = released.filter(released_at__gt=case.opened_at)
    held_against = [case.kind, *(kinds.guarded() if case.proof else ())]
    if since.filter(kind__in=held_against).exists():
        raise DomainError(
            _("Another version has been released since this was drafted. Draft it again.")
        )


def _changed() -> DomainError:
    return DomainError(
        _("The content changed after it was signed. Open it again and have it approved.")
    )


def _sign(case: Case, act: str, person: Person, at: datetime, sheet: Sheet | None = None) -> None:
    """Nobody puts their name to another content than the author did."""
    kept = Case.objects.get(pk=case.pk)
    if not hmac.compare_digest(case.digest, _digest(kept.document, kept.proof)):
        raise _changed()
    try:
        with transaction.atomic():
            Signature.objects.create(
                case=case, act=act, person=person, digest=case.digest, at=at, sheet=sheet
            )
    except IntegrityError as error:
        if "author_reviewer_and_approver" in str(error):
            raise DomainError(
                _(
                    "Author, reviewer and approver must be three different people. You have signed already."
                )
            ) from error
        if "nobody_approves_their_own_change" in str(error):
            raise DomainError(
                _(
                    "You changed a text or a figure of this since its last version, so somebody else has"
                    " to approve it."
                )
            ) from error
        raise DomainError(_("Somebody has done this already.")) from error


def _linked(case: Case, kind: kinds.Kind) -> Sequence[str]:
    if kind.guard is None:
        return ()
    return kind.guard.together(json.loads(case.document), case.subject)


def _lock(names: Iterable[str]) -> None:
    """One gate at a time for each of ``names``, always in the same order, until the commit."""
    with connection.cursor() as cursor:
        for name in sorted(set(names)):
            cursor.execute(
                "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"release {name}"]
            )


def _digest(text: str, proof: str) -> str:
    """Keyed, of content and proof: what is signed."""
    signed = f"{text}\n{proof}" if proof else text
    return hmac.new(settings.SECRET_KEY.encode(), signed.encode(), hashlib.sha256).hexdigest()
