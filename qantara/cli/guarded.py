"""`qantara releases guard`: why figures of a draft are withheld, for whoever may know."""

from __future__ import annotations

import argparse
import json
from uuid import UUID

from qantara.cli import CommandFailed, out
from qantara.cli.acting import person, refusals

REASONS = {
    "small": "small",
    "revision": "small change",
    "complement": "another could be worked out",
    "rule": "a rule",
    "earlier": "withheld in an earlier release",
    "choice": "the city's choice",
    "courtesy": "public elsewhere, small",
}


def add_commands(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    guard = acts.add_parser(
        "guard",
        help="why figures of a draft are withheld",
        description="Lists the figures of a draft that are withheld: the reason of each, which figures "
        "could be told without it, and what was asked for the next draft. Only for people of "
        "those whose figures they are.",
    )
    guard.add_argument("case", type=UUID, help="its id, as `draft` and `cases` print it")
    guard.add_argument("--by", required=True, metavar="E-MAIL", help="who asks")
    guard.set_defaults(run=show)
    ask = acts.add_parser(
        "ask",
        help="ask the next draft to keep a figure, or to withhold one",
        description="What is asked of the guard at the next draft: `keep` hides another figure before "
        "this one where there is a choice, `withhold` withholds it besides, `lift` lets one go that an "
        "earlier release withheld (the signatory, with --reason), `coarsen` takes a step to coarser "
        "figures, `nothing` takes it back.",
    )
    ask.add_argument("case", type=UUID, help="its id, as `draft` and `cases` print it")
    ask.add_argument("figure", help="its key, or a step to coarser figures, as `guard` prints them")
    ask.add_argument(
        "wish",
        choices=("keep", "withhold", "lift", "coarsen", "nothing"),
        help="hide others before it, hide it too, let it be shown again, make its table coarser; "
        "or take an earlier wish back",
    )
    ask.add_argument("--by", required=True, metavar="E-MAIL", help="who asks")
    ask.add_argument("--reason", default="", metavar="TEXT", help="why it may be shown again")
    ask.set_defaults(run=ask_for)


def show(options: argparse.Namespace) -> None:
    from rich.table import Table

    from qantara.cli.gate import case_on_record
    from qantara.knowledge.ledger import reading

    case = case_on_record(options.case)
    if not reading.may_read(person(options.by), case):
        raise CommandFailed("Only people of those whose figures they are may know this.")
    account = reading.account(case)
    table = Table("figure", "reason", "hides", "asked", box=None)
    for one in account.withheld:
        hides = ", ".join(one.helps[:3]) + (" ..." if len(one.helps) > 3 else "")
        table.add_row(one.key, REASONS[one.reason], hides, account.marks.get(one.key, ""))
    out.print(table if table.row_count else "Nothing is withheld.")
    for rung in account.rungs:
        codes = ", ".join(f"“{code}”" for code in rung["steps"])
        out.print(f"Coarser: {codes} shows {rung['shown']} and withholds {rung['withheld']}.")
    out.print(f"{len(account.withheld)} of {account.figures} figures are withheld.")


def ask_for(options: argparse.Namespace) -> None:
    from qantara.cli.gate import case_on_record
    from qantara.core import clock
    from qantara.knowledge.ledger import reading
    from qantara.knowledge.ledger.marks import mark

    case = case_on_record(options.case)
    known = set(json.loads(case.document)["figures"]["key"])
    offered = reading.account(case)
    known |= {code for rung in offered.rungs for code in rung["steps"]} | set(offered.taken)
    if options.figure not in known:
        raise CommandFailed(f"The draft has no figure or step “{options.figure}”.")
    wish = "" if options.wish == "nothing" else options.wish
    with refusals():
        mark(
            case, options.figure, wish, by=person(options.by), at=clock.now(), reason=options.reason
        )
    out.print("The next draft will take it into account.")
