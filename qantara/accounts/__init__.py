"""Holders and roles: in whose name people act, and what they may do.

One table, role x action, answers every question of permission (`roles.py`); what it does not
grant is denied.
"""
