"""How often something was tried: signing in, a code, a forgotten password.

Counted in the database, which all processes share. Kept a day, as keyed digests: neither an address
nor where it came from can be read from a row.
"""
