"""The public site. It reads releases; it has no session, cookie or sign-in. One form writes:
a wish for a translation, which is counted and no more.

The language is the first part of an address, so a page can be kept, mirrored and linked as it is.
"""
