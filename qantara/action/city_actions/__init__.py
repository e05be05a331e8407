"""Targeted city actions and pilot projects, planned and achieved, and the calls they come from."""
