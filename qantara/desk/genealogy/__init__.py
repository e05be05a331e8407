"""Why a record exists and what came of it, as drawing, list and JSON; and what leads nowhere."""
