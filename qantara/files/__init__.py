"""Stored files: bytes kept as received, found by checksum, private apart from public."""
