"""Mail: an outbox row in the act's transaction, sent later by a task, in the person's language."""
