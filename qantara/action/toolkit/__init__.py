"""Bringing migration into city planning, step by step: the guide, and where each city is in it.

    guide.shipped() -> Guide              twelve steps and their tools, read from files
    kind.TOOLKIT                          the guide as a release of its network: page, PDF, tools as DOCX and XLSX
    runs                                  a city's way through it: what it decided of each step
    outputs.counted(holder, at) -> ...    what there is of each step on record; nothing is entered twice

The words are our own. Public guidance it learned from is named in ``guide.toml``.
"""
