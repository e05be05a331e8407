"""Second factors: what somebody has besides a password.

An authenticator app's six figures (TOTP, RFC 6238), a passkey, or a recovery code that works once.
Whoever approves on screen or works for a network's secretariat must have one.
"""
