"""Requests for data: a letter to whoever holds a figure, what came of it, and the answer by link."""
