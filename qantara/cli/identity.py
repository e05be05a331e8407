"""`qantara identity`: providers by which the people of a city or organisation sign in (OpenID Connect)."""

from __future__ import annotations

import argparse

from qantara.cli import out
from qantara.cli.acting import first_line, holder_named, refusals


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    identity = commands.add_parser("identity", help="sign-in with a city's own accounts (OIDC)")
    acts = identity.add_subparsers(metavar="ACT", required=True)
    add = acts.add_parser(
        "add",
        help="let a city's or organisation's people sign in with its accounts",
        description="Asks the provider for its addresses, and keeps it if it answers as it should. "
        "With the provider, register the address to come back to that this command prints. Nobody is "
        "let in by it alone: people link their account by an invitation, or under “Your account”.",
    )
    add.add_argument("holder", help="slug of the holder, as `qantara accounts list` shows it")
    add.add_argument("issuer", help="the provider's issuer, such as https://login.city.example")
    add.add_argument("client", help="the name of this client with the provider (client_id)")
    add.add_argument(
        "--secret-from", metavar="FILE", required=True,
        help="file whose first line is the client's secret, or - to read it from standard input",
    )  # fmt: skip
    add.add_argument(
        "--also-host", metavar="HOST", action="append", default=[],
        help="another host where the provider's addresses lie; may be given again",
    )  # fmt: skip
    add.add_argument(
        "--second-by", metavar="VALUE", action="append", default=[],
        help="trust the provider's second factor: where its `amr` or `acr` has this value, the desk "
        "asks for none of its own; may be given again",
    )  # fmt: skip
    add.set_defaults(run=add_provider)

    remove = acts.add_parser(
        "remove",
        help="its accounts open the desk no more",
        description="From now on the provider's accounts open nothing. Who is signed in stays so until "
        "the session ends; whoever has no password asks for one by mail at the page to sign in.",
    )
    remove.add_argument("holder", help="slug of the holder")
    remove.set_defaults(run=remove_provider)

    listing = acts.add_parser(
        "list",
        help="whose accounts open the desk",
        description="Lists the providers in use, what is trusted of each, and how many people have "
        "linked an account.",
    )
    listing.set_defaults(run=list_providers)


def add_provider(options: argparse.Namespace) -> None:
    from qantara.accounts.identity import providers
    from qantara.cli import CommandFailed
    from qantara.core import clock

    secret = first_line(options.secret_from, what="The secret")
    with refusals():
        try:
            added = providers.add(
                holder_named(options.holder), issuer=options.issuer, client_id=options.client,
                secret=secret, hosts=options.also_host, second_by=options.second_by, by=None,
                at=clock.now(),
            )  # fmt: skip
        except providers.Unusable as error:
            raise CommandFailed(f"“{options.issuer}” cannot be used: {error.why}.") from error
    out.print(f"The people of {added.holder.slug} can link their accounts with {added.issuer}.")
    out.print(
        f"Register this address to come back to with the provider: {_back(added.holder.slug)}"
    )


def remove_provider(options: argparse.Namespace) -> None:
    from qantara.accounts.identity import providers
    from qantara.core import clock

    with refusals():
        gone = providers.remove(holder_named(options.holder), by=None, at=clock.now())
    out.print(f"Accounts with {gone.issuer} open the desk no more.")


def list_providers(options: argparse.Namespace) -> None:
    from django.db.models import Count
    from rich.table import Column, Table

    from qantara.accounts.identity import providers

    table = Table(
        "holder", Column("issuer", overflow="fold"), "client", "also", "second factor by", "linked",
        box=None,
    )  # fmt: skip
    for one in providers.standing().annotate(linked=Count("identities")):
        table.add_row(
            one.holder.slug, one.issuer, one.client_id, ", ".join(one.hosts),
            ", ".join(one.second_by) or "the desk's own", str(one.linked),
        )  # fmt: skip
    out.print(table)


def _back(slug: str) -> str:
    from django.conf import settings

    return f"{settings.DESK_URL}/identity/{slug}/"
