"""Signing in with the account that a city or organisation gives its own people (OpenID Connect).

Who somebody is here is found by issuer and subject together, never by a mail address. An account
elsewhere is linked by whoever was invited, or from one's own account; it opens the desk for as long as
the person has a role with the body whose account it is.

`asking` speaks HTTP, `discovery` knows a provider's addresses and keys, `tokens` judges an ID token,
`flow` is one way there and back, `providers` and `links` write.
"""
