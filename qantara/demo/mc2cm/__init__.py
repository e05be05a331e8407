"""The demonstration of MC2CM: its network and published figures of its cities, from public sources.

What each file here is, and how the figures came about: README.md.
"""
