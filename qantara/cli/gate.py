"""From figures to a release on the command line: draft, review, approve, release, withdraw.

Each is the act the desk's button calls, by a person named with --by.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tomllib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from qantara.cli import LANGUAGES, CommandFailed, guarded, out, rereading
from qantara.cli.acting import person, refusals

if TYPE_CHECKING:
    from qantara.accounts.models import Holder
    from qantara.network.models import Network, Territory
    from qantara.releases.models import Case


def add_commands(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    _add_draft(acts)
    cases = acts.add_parser(
        "cases",
        help="drafts on their way, and what each waits for",
        description="Lists the drafts that are not released yet, with what each waits for.",
    )
    cases.set_defaults(run=list_cases)
    _add_step(
        acts, "review", review, "say that a draft has been checked by somebody else",
        "Records that a reviewer, who did not write it, has checked the draft's content.",
    )  # fmt: skip
    approve_ = _add_step(
        acts, "approve", approve, "consent, as signatory, to a draft becoming public",
        "Records that the holder's signatory consents: for whom, and from when.",
    )  # fmt: skip
    approve_.add_argument(
        "--audience", choices=("holder", "network", "public"), default="public",
        help="who may read it (%(default)s)",
    )  # fmt: skip
    approve_.add_argument(
        "--from", dest="public_from", type=_moment, metavar="DATE",
        help="from when, such as 2027-01-15 or 2027-01-15T09:00+01:00; default: at once",
    )  # fmt: skip
    _add_step(
        acts, "release", release, "freeze an approved draft into a release",
        "Freezes an approved draft into a numbered release with its files and permanent address.",
    )  # fmt: skip
    _add_withdraw(acts)
    rereading.add_commands(acts)
    guarded.add_commands(acts)


def _add_draft(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = acts.add_parser(
        "draft",
        help="draft a place's profile or sheet, and bring it to the gate",
        description="Drafts a document of a place from the figures on record as they stand now, "
        "withholds what could point at people, and brings it to the gate as a case.",
    )
    parser.add_argument("subject", help="slug of the place, such as ardelune")
    parser.add_argument(
        "--kind", required=True, choices=("figures", "profile"),
        help="figures: the network's sheet of published figures; profile: the city's own",
    )  # fmt: skip
    parser.add_argument("--by", required=True, metavar="E-MAIL", help="who drafts it")
    parser.add_argument("--network", help="slug of the network, where the place is in several")
    parser.add_argument(
        "--words", type=Path, metavar="TOML",
        help="names of sources and notes in four languages, and by whom it was checked",
    )  # fmt: skip
    parser.add_argument(
        "--correction", default="", metavar="ADDRESS", help="where readers report a mistake"
    )
    parser.add_argument(
        "--open", action="append", default=[], metavar="CODE",
        help="an indicator that stays with the city by default and is opened for this release",
    )  # fmt: skip
    for code, name in LANGUAGES.items():
        parser.add_argument(
            f"--why-{code}", default="", metavar="TEXT",
            help=f"why it is issued again, in {name}; readers see it beside what changed",
        )  # fmt: skip
    parser.set_defaults(run=draft)


def _add_step(
    acts: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Any,
    help_: str,
    description: str,
) -> argparse.ArgumentParser:
    parser = acts.add_parser(name, help=help_, description=description)
    parser.add_argument("case", type=UUID, help="its id, as `draft` and `cases` print it")
    parser.add_argument("--by", required=True, metavar="E-MAIL", help="who does it")
    parser.set_defaults(run=run)
    return parser


def _add_withdraw(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = acts.add_parser(
        "withdraw",
        help="take a release back at once",
        description="Takes a release back at once. Two people are needed, and a reason in four "
        "languages, which its address answers with from then on.",
    )
    parser.add_argument("address", help="its address, with or without /r/ before it")
    parser.add_argument("--by", required=True, metavar="E-MAIL", help="who withdraws it")
    parser.add_argument("--second", required=True, metavar="E-MAIL", help="who confirms it")
    for code, name in LANGUAGES.items():
        parser.add_argument(
            f"--reason-{code}", required=True, metavar="TEXT", help=f"the reason in {name}"
        )
    parser.set_defaults(run=withdraw)


def draft(options: argparse.Namespace) -> None:
    from django.conf import settings

    from qantara.core import clock
    from qantara.knowledge.profiles.prepare import prepare
    from qantara.network.models import Territory

    place = Territory.objects.filter(slug=options.subject).first()
    if place is None:
        raise CommandFailed(f"There is no place “{options.subject}” on record.")
    network = _network(place, options.network)
    words = _words(options.words)
    with refusals():
        case = prepare(
            options.kind,
            place,
            network,
            holder=_holder(options.kind, place, network),
            by=person(options.by),
            at=clock.now(),
            names=words.get("names"),
            notes=words.get("note"),
            checked_by=words.get("checked_by"),
            correction=options.correction,
            opened=options.open,
            why={code: getattr(options, f"why_{code}") for code in LANGUAGES},
        )
    out.print(f"Draft {case.pk}: {case.kind} of {case.subject}. {_counted(case)}")
    out.print(f"Read it at the desk: {settings.DESK_URL}/en/cases/{case.pk}/")
    _print_left_out(case)
    _print_revision(case)
    rereading.print_marks(case)
    out.print("It waits for a reviewer: `qantara releases review`.")


def list_cases(options: argparse.Namespace) -> None:
    from rich.table import Table

    from qantara.releases.models import Case, Release

    released = set(Release.objects.values_list("kind", "subject", "checksum"))
    table = Table("opened", "kind", "subject", "holder", "waits for", "case", box=None)
    rows = Case.objects.filter(dropped_at=None).select_related("holder").order_by("-opened_at")
    for case in rows.prefetch_related("signatures"):
        if (case.kind, case.subject, _checksum(case)) in released:
            continue
        signed = {row.act for row in case.signatures.all()}
        step = next((name for name in ("reviewed", "approved") if name not in signed), "released")
        waits_for = {"reviewed": "review", "approved": "approval", "released": "release"}[step]
        table.add_row(
            f"{case.opened_at:%Y-%m-%d %H:%M}", case.kind, case.subject, case.holder.slug,
            waits_for, str(case.pk),
        )  # fmt: skip
    out.print(table if table.row_count else "Nothing is on its way.")


def review(options: argparse.Namespace) -> None:
    from qantara.core import clock
    from qantara.releases.gate import review_case

    case = case_on_record(options.case)
    with refusals():
        review_case(case, by=person(options.by), at=clock.now())
    rereading.print_marks(case)
    out.print("Reviewed. It waits for the signatory: `qantara releases approve`.")


def approve(options: argparse.Namespace) -> None:
    from qantara.core import clock
    from qantara.releases.gate import approve_case

    case, at = case_on_record(options.case), clock.now()
    with refusals():
        approve_case(
            case,
            by=person(options.by),
            at=at,
            audience=options.audience,
            public_from=options.public_from or at,
        )
    out.print("Approved. Nothing is public yet: `qantara releases release`.")


def release(options: argparse.Namespace) -> None:
    from django.conf import settings

    from qantara.core import clock
    from qantara.releases.gate import release_case

    case = case_on_record(options.case)
    with refusals():
        made = release_case(case, by=person(options.by), at=clock.now())
    out.print(
        f"Released: {made.kind} of {made.subject}, number {made.number}, for {made.audience}, with "
        f"{made.artefacts.count()} files, at {settings.SITE_URL}/r/{made.address}"
    )


def withdraw(options: argparse.Namespace) -> None:
    from qantara.core import clock
    from qantara.releases.models import Release
    from qantara.releases.withdraw import withdraw as take_back

    address = options.address.rstrip("/").rpartition("/")[2]
    found = Release.objects.filter(address=address).first()
    if found is None:
        raise CommandFailed(f"No release has the address {address}. See `qantara releases list`.")
    reason = {code: getattr(options, f"reason_{code}") for code in LANGUAGES}
    with refusals():
        take_back(
            found,
            by=person(options.by),
            second=person(options.second),
            reason=reason,
            at=clock.now(),
        )
    out.print(f"Withdrawn: {found.kind} of {found.subject}, number {found.number}.")


def _network(place: Territory, slug: str | None) -> Network:
    from qantara.network.models import Network

    found = Network.objects.filter(participations__member__stands_for=place).distinct()
    networks = {network.slug: network for network in found.order_by("slug")}
    if slug in networks:
        return networks[slug]
    if len(networks) == 1 and slug is None:
        return next(iter(networks.values()))
    if not networks:
        raise CommandFailed(f"No member of a network stands for {place.slug}.")
    raise CommandFailed(f"Say which network: --network {' or '.join(networks)}")


def _holder(kind: str, place: Territory, network: Network) -> Holder:
    """A city signs its profile; the network signs its sheets of published figures."""
    if kind == "figures":
        return network.holder
    member = place.members.filter(participations__network=network).select_related("holder").first()
    assert member is not None  # _network found the place through one
    return member.holder


def _words(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        words = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandFailed(f"{path} cannot be used: {error}") from error
    if strange := sorted(set(words) - {"note", "names", "checked_by"}):
        raise CommandFailed(
            f"{path}: “{strange[0]}” means nothing here; note, names, checked_by do."
        )
    return words


def _counted(case: Case) -> str:
    states = Counter(json.loads(case.document)["figures"]["state"])
    withheld = states["withheld"] + states["courtesy"]
    return (
        f"{states['shown']} figures shown, {withheld} withheld to protect people, "
        f"{states['absent']} absent with the reason why."
    )


def _print_left_out(case: Case) -> None:
    """Figures on record that say something else than the framework says today."""
    from qantara.knowledge.observations.figures import figures

    if codes := figures([case.subject], as_of=case.opened_at).left_out:
        out.print(
            f"Left out, since the framework now defines them otherwise: {', '.join(codes)}. "
            "Bring their files in again if they say what the new definition says."
        )


def _print_revision(case: Case) -> None:
    """What it changes of the release it follows, and whether it says why."""
    revision = json.loads(case.document).get("revision")
    if not revision:
        return
    counts = revision["counts"]
    out.print(
        f"Against version {revision['number']}: {counts['revised']} figures revised, "
        f"{counts['marked']} with another status, {counts['added']} added, "
        f"{counts['gone']} no longer shown."
    )
    if not revision["note"]:
        out.print("It does not say why it is issued again. To say it, draft it with --why-en TEXT.")
    elif missing := [name for code, name in LANGUAGES.items() if code not in revision["note"]]:
        out.print(f"Why it is issued again is not yet said in {', '.join(missing)}.")


def case_on_record(key: UUID) -> Case:
    from qantara.releases.models import Case

    case = Case.objects.filter(pk=key).first()
    if case is None:
        raise CommandFailed(f"There is no draft {key}. `qantara releases cases` lists them.")
    return case


def _checksum(case: Case) -> str:
    return hashlib.sha256(case.document.encode()).hexdigest()


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date such as 2027-01-15") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
