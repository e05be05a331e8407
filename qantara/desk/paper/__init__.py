"""Approval on paper at the desk: who may sign by law, the sheet, its scan, and the confirmation."""
