"""Whom a city works with: organisations with their part in each theme, and offices to write to.

Private to the city's own team: no secretariat, no other city, no export of the network holds any of
it. Organisations and offices, never persons: somebody without an account stands here by their
function and the contact of their office alone.

    models   tables
    words    levels and roles, in the reader's words and back
    keep     add, change, remove; each in one act
    sheet    rows of a spreadsheet read and compared with what stands. Pure
    store    a compared spreadsheet stored, all of it or nothing
    kept     how long an office is kept without being confirmed
"""
