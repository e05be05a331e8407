"""Proposals: what the columns and codes of a file probably mean, said with reasons and asked about.

Nothing here is stored and nothing is guessed silently: each choice says what was understood, why,
and how certain that is. What only a person can say is open until somebody says it. Pure: sheets,
framework and places in, choices out.
"""

from qantara.knowledge.evidence.proposals.model import (
    Choice,
    Earlier,
    Option,
    Proposal,
    ProposalError,
)
from qantara.knowledge.evidence.proposals.propose import propose

__all__ = ["Choice", "Earlier", "Option", "Proposal", "ProposalError", "propose"]
