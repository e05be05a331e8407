"""What the guard decided and why, kept privately: decisions, worlds, proofs, and the city's marks.

A draft is kept here with the system it was proven on, so that the gate proves it again without a
solver, against everything released since. Which releases are remembered is told by the territories
they speak of. How a figure is protected is `knowledge.disclosure`; what is drafted, `knowledge.profiles`.
"""
