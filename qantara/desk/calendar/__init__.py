"""Due dates as a page and as a feed for calendar programs (RFC 5545)."""
