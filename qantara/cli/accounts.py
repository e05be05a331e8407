"""`qantara accounts`: who works here, and what they may do for whom.

What is done without --by is done by whoever runs the instance, and the audit log says so.
"""

from __future__ import annotations

import argparse

from qantara.cli import LANGUAGES, CommandFailed, out
from qantara.cli.acting import first_line, holder_named, person, refusals

#: As in accounts.models.Role.Title and Holder.Kind, said here so that help is quick.
TITLES = (
    "officer", "signatory", "reviewer", "partner", "translator", "editor", "coordinator", "reader",
)  # fmt: skip
KINDS = ("partner", "city", "secretariat")


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    accounts = commands.add_parser("accounts", help="people and their roles")
    acts = accounts.add_subparsers(metavar="ACT", required=True)
    _add_people(acts)
    _add_roles(acts)


def _add_people(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    add = acts.add_parser(
        "add-person",
        help="make somebody known here",
        description="Makes somebody known here. They may do nothing before they are granted a role, "
        "and can sign in at the desk once they have a password.",
    )
    add.add_argument("email", help="e-mail address, by which they sign in")
    add.add_argument("--name", required=True, help="name, as colleagues know them")
    add.add_argument("--language", required=True, choices=LANGUAGES, help="language of their desk")
    _add_password(add, required=False)
    add.set_defaults(run=add_person)

    password = acts.add_parser(
        "password",
        help="give a person a new password for the desk",
        description="Gives a person a new password for the desk. Wherever they are signed in, they "
        "are asked for it.",
    )
    password.add_argument("email", help="whose password it becomes")
    _add_password(password, required=True)
    password.set_defaults(run=set_password)

    forget = acts.add_parser(
        "reset-factor",
        help="ask to have a lost second factor reset",
        description="Asks to have the second factor of a person removed who lost phone and recovery "
        "codes. It takes two: an approver or the secretariat confirms it at the desk within a week. "
        "The person is told by mail.",
    )
    forget.add_argument("email", help="who lost it")
    forget.add_argument("holder", help="slug of a holder they have a role with")
    forget.add_argument(
        "--reason", required=True, metavar="TEXT", help="why, and how you know it is them who ask"
    )
    forget.set_defaults(run=reset_factor)

    close = acts.add_parser(
        "close",
        help="somebody leaves: no more signing in, all roles end",
        description="Ends all roles of a person, who can no longer sign in. What they wrote and "
        "signed stays on record, in their name.",
    )
    close.add_argument("email", help="who leaves")
    close.add_argument("--reason", required=True, metavar="TEXT", help="why, for the audit log")
    close.set_defaults(run=close_person)


def _add_password(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument(
        "--password-from", metavar="FILE", required=required,
        help="file whose first line is the password, or - to read it from standard input; 12 "
        "characters or more",
    )  # fmt: skip


def _add_roles(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    holder = acts.add_parser(
        "add-holder",
        help="add a body in whose name people act",
        description="Adds a body in whose name people act, such as a partner that reviews. Cities "
        "and secretariats come with their network: `qantara network load`.",
    )
    holder.add_argument("slug", help="short name in small letters, figures and hyphens")
    holder.add_argument("--kind", choices=KINDS, default="partner", help="(%(default)s)")
    for code, name in LANGUAGES.items():
        holder.add_argument(f"--name-{code}", metavar="TEXT", help=f"its name in {name}")
    holder.set_defaults(run=add_holder)

    invite = acts.add_parser(
        "invite",
        help="invite somebody by mail to a role, such as a city's first approver",
        description="Writes somebody a letter with a link that works once, for seven days. They "
        "choose name and password, and a second factor where their role asks for one. The first "
        "approver (signatory) of a city or organisation is invited without --by; everybody else by "
        "its approver, at the desk or here. A further approver takes two people, at the desk.",
    )
    invite.add_argument("email", help="whom to invite")
    invite.add_argument("title", choices=TITLES, help="the role")
    invite.add_argument("holder", help="slug of the holder, as `qantara accounts list` shows it")
    invite.add_argument("--language", required=True, choices=LANGUAGES, help="of the letter")
    invite.add_argument("--by", metavar="E-MAIL", help="the signatory who invites")
    invite.set_defaults(run=invite_person)

    grant = acts.add_parser(
        "grant",
        help="give a person a role with a city or secretariat",
        description="Gives a person a role with a holder: the city or secretariat they act for. "
        "Officers and coordinators record figures and draft, reviewers check, signatories approve, "
        "readers read. A signatory of the holder grants its roles; only the first signatory of a "
        "holder is set up without --by.",
    )
    grant.add_argument("email", help="whose role it becomes")
    grant.add_argument("title", choices=TITLES, help="the role")
    grant.add_argument("holder", help="slug of the holder, as `qantara accounts list` shows it")
    grant.add_argument("--by", metavar="E-MAIL", help="the signatory who grants it")
    grant.add_argument(
        "--second", metavar="E-MAIL",
        help="who confirms a further signatory: another one, or the network's secretariat",
    )  # fmt: skip
    grant.set_defaults(run=grant_role)

    end = acts.add_parser(
        "end",
        help="end a person's role with a city or secretariat",
        description="Ends a role from now on. What was done in it stays on record. A signatory of "
        "the holder ends its roles, people lay down their own, and whoever runs the instance ends "
        "any, without --by.",
    )
    end.add_argument("email", help="whose role it is")
    end.add_argument("title", choices=TITLES, help="the role")
    end.add_argument("holder", help="slug of the holder")
    end.add_argument("--reason", required=True, metavar="TEXT", help="why, for the audit log")
    end.add_argument("--by", metavar="E-MAIL", help="who ends it")
    end.add_argument(
        "--second", metavar="E-MAIL", help="who confirms that the last signatory leaves"
    )
    end.set_defaults(run=end_role)

    listing = acts.add_parser(
        "list",
        help="holders and who acts for them",
        description="Lists every holder and who acts for it today, or one holder alone.",
    )
    listing.add_argument("--holder", help="slug of one holder")
    listing.set_defaults(run=list_roles)


def add_person(options: argparse.Namespace) -> None:
    from qantara.accounts import people
    from qantara.core import clock

    with refusals():
        added = people.add_person(
            options.email,
            name=options.name,
            language=options.language,
            password=_password(options.password_from),
            by=None,
            at=clock.now(),
        )
    out.print(f"{added.name} is known here as {added.email}. Give them a role: `accounts grant`.")


def set_password(options: argparse.Namespace) -> None:
    from qantara.accounts import people
    from qantara.core import clock

    of, password = person(options.email), _password(options.password_from)
    assert password is not None  # --password-from is required
    with refusals():
        people.set_password(of, password, by=None, at=clock.now())
    out.print(f"{of.name} has a new password.")


def close_person(options: argparse.Namespace) -> None:
    from qantara.accounts import people
    from qantara.core import clock

    with refusals():
        gone = people.close_person(
            person(options.email), reason=options.reason, by=None, at=clock.now()
        )
    out.print(f"{gone.name} can no longer sign in, and holds no role.")


def add_holder(options: argparse.Namespace) -> None:
    from qantara.accounts import people
    from qantara.core import clock

    said = {code: getattr(options, f"name_{code}") for code in LANGUAGES}
    name = {code: text for code, text in said.items() if text}
    with refusals():
        holder = people.add_holder(
            options.slug, kind=options.kind, name=name, by=None, at=clock.now()
        )
    out.print(
        f"{holder.slug} is a {holder.kind} here. Set up its first signatory: `accounts grant`."
    )


def invite_person(options: argparse.Namespace) -> None:
    from django.db import transaction

    from qantara.accounts.invitations import invite
    from qantara.accounts.models import Role
    from qantara.accounts.seconding import second
    from qantara.core import clock

    holder, at = holder_named(options.holder), clock.now()
    by = person(options.by) if options.by else None
    with refusals(), transaction.atomic():
        written = invite.invite(
            options.email, options.title, holder=holder, language=options.language, by=by, at=at
        )
        if by is not None and written.title == Role.Title.SIGNATORY:
            second.ask_for_approver(written, by=by, at=at)
            out.print("A second person has to confirm this at the desk; then the letter goes out.")
            return
        link = invite.send(written, at=at)
    out.print(
        f"{written.email} is invited as {written.title} of {holder.slug}: the letter goes out."
    )
    out.print(f"Should it not arrive, hand over the link, which works once: {link}")


def reset_factor(options: argparse.Namespace) -> None:
    from qantara.accounts.seconding import second
    from qantara.core import clock

    of = person(options.email)
    with refusals():
        second.ask_to_forget(
            of, holder=holder_named(options.holder), reason=options.reason, by=None, at=clock.now()
        )
    out.print(f"The reset of {of.name}'s second factor waits for confirmation at the desk.")


def grant_role(options: argparse.Namespace) -> None:
    from qantara.accounts import people
    from qantara.core import clock

    holder = holder_named(options.holder)
    by = person(options.by) if options.by else None
    with refusals():
        role = people.grant_role(
            person(options.email), options.title, holder=holder, by=by, at=clock.now(),
            second=person(options.second) if options.second else None,
        )  # fmt: skip
    out.print(f"{role.person.name} is {role.title} of {holder.slug} from now on.")


def end_role(options: argparse.Namespace) -> None:
    from qantara.accounts import people
    from qantara.accounts.models import Role
    from qantara.core import clock

    of, holder = person(options.email), holder_named(options.holder)
    role = Role.objects.filter(person=of, holder=holder, title=options.title, until=None).first()
    if role is None:
        raise CommandFailed(
            f"{of.name} is not {options.title} of {holder.slug}. `qantara accounts list` shows who is."
        )
    by = person(options.by) if options.by else None
    with refusals():
        people.end_role(
            role, reason=options.reason, by=by, at=clock.now(),
            second=person(options.second) if options.second else None,
        )  # fmt: skip
    out.print(f"{of.name} is no longer {role.title} of {holder.slug}.")


def list_roles(options: argparse.Namespace) -> None:
    from rich.table import Column, Table

    from qantara.accounts.models import Holder, Role
    from qantara.accounts.roles import in_force
    from qantara.core import clock

    holders = Holder.objects.order_by("slug")
    if options.holder:
        holders = holders.filter(pk=holder_named(options.holder).pk)
    roles = Role.objects.filter(in_force(clock.now()), holder__in=holders, person__is_active=True)
    held: dict[object, list[tuple[str, str]]] = {}
    for role in roles.select_related("person").order_by("title", "person__email"):
        held.setdefault(role.holder_id, []).append((role.title, role.person.email))
    table = Table("holder", "kind", "role", Column("person", overflow="fold"), box=None)
    for holder in holders:
        for title, email in held.get(holder.pk, [("", "nobody yet")]):
            table.add_row(holder.slug, holder.kind, title, email)
    out.print(table)


def _password(source: str | None) -> str | None:
    return None if source is None else first_line(source, what="The password")
