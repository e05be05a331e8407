"""A city's way at the desk: seven spans with their true state, one next step, what waits, what is missing.

Mixes what pillars know of one holder, and changes nothing. Spans whose pillar has no records yet are
shown as not begun.
"""
