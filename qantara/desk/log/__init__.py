"""The audit log, for those whom it concerns."""
