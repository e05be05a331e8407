"""From any record: why it exists and what came of it; and what leads nowhere."""
