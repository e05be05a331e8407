"""Proposing a release from the desk: asked for at once, drafted and protected by the worker.

The guard may take seconds to a minute, longer than a page may; whoever asked sees how it goes, and what
stood in the way in their own words and language.
"""
