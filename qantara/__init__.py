"""Qantara: the open platform on which networks of cities run their work on migration."""
