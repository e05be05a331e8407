"""What those who work here see: whatever mixes pillars. Private, never cached."""
