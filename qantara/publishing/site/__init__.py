"""The public site. It reads releases; it has no session, cookie, sign-in or form that writes.

The language is the first part of an address, so a page can be kept, mirrored and linked as it is.
"""
