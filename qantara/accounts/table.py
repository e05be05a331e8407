"""The table of roles and actions in Markdown: what docs/roles.md holds."""

from __future__ import annotations

from qantara.accounts.models import Role
from qantara.accounts.roles import ACTIONS, Permission

#: Each role for whoever reads the table.
ROLES: dict[str, str] = {
    Role.Title.OFFICER: "city officer: builds the profile",
    Role.Title.SIGNATORY: "approver: whoever may sign for the city or organisation by law",
    Role.Title.REVIEWER: "expert reviewer",
    Role.Title.PARTNER: "partner organisation",
    Role.Title.TRANSLATOR: "translator",
    Role.Title.EDITOR: "editor of wording",
    Role.Title.COORDINATOR: "secretariat of a network",
    Role.Title.READER: "donor reader",
}

_HEAD = """# Who may do what

*Written by `qantara roles --write` from `qantara/accounts/roles.py`, where the table is code. A test
holds this page against it, and another tries every address of the desk as every role.*

What is not in the table is denied. A role is held with one city or organisation (a *holder*), from one
moment to another, and reaches that holder's records only.

{roles}

**Public** is everybody without an account: they reach the public site, and of the desk the page to
sign in.

- `●` with records of one's own holder.
- `○` afar: with records of the holders of one's network's members, for as long as they are members.
  Figures are then protected: what the guard withholds from the public, a secretariat does not see either.
- `opens`: a holder's approver may open it to a named person, with a reason and a last day at most a year
  away (`accounts.opening`). Nobody opens to themselves.

What somebody may not see answers 404, exactly as what does not exist.

"""


def markdown() -> str:
    """The whole page."""
    titles = list(Role.Title.values)
    roles = "\n".join(f"- **{title}**: {ROLES[title]}" for title in titles)
    rows = [
        ["action", "what it is", *titles, ""],
        ["---", "---", *[":-:"] * len(titles), "---"],
        *(_row(action, ACTIONS[action], titles) for action in sorted(ACTIONS)),
    ]
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return _HEAD.format(roles=roles) + lines + "\n"


def _row(action: str, permission: Permission, titles: list[str]) -> list[str]:
    marks = [
        " ".join(
            mark for mark, held in (("●", permission.may), ("○", permission.afar)) if title in held
        )
        for title in titles
    ]
    return [f"`{action}`", permission.does, *marks, "opens" if permission.opens else ""]
