"""Text that knows its languages: blocks in one source language, translations that know their source.

Whether a translation is missing, outdated or current is computed from a hash of the block it was
made from; there is no flag to go wrong.
"""
