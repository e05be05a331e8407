"""Evidence: from a file as received to rows that are understood and reviewed.

``readers`` (file -> text), ``mapping`` (what its columns mean), ``understand`` (text -> rows),
``review`` (accepted, warnings, refused, difference). All of it is pure: nothing is stored until
``observations.record``. Whether a row may be shown is not asked here.
"""
