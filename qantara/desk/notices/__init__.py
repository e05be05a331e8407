"""What somebody was told, read and unread; how often they are written to; the link that stops mails."""
