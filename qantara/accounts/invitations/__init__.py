"""Invitations: the only way to an account. A link by mail, for a week, once; its digest is kept."""
