"""Observations: one row for each statement of a source, never overwritten, read as of any moment.

``rows`` (the frame that travels), ``record`` and ``undo`` (write), ``figures`` (read as a frame),
``prefer`` (which of competing statements counts), ``check`` (proof that the store holds together).
Reading files is left to ``evidence``, and what may be shown to ``disclosure``.
"""
