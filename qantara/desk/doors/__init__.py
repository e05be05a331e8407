"""Coming in: sign-in, second factor, recovery, invitations, sessions, proof anew, the people of a body."""
