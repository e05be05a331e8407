"""Knowledge: what is measured, what was found, what may be shown of it, and the profiles made from it."""
