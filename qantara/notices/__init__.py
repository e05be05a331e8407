"""What happened that concerns a person: told once, shown at the desk, gathered in few mails.

Acts call ``tell.tell``. The words of each kind stand in ``kinds``; how often somebody is written to they
choose themselves (``wishes``), and ``digest`` sees to it. Invitations and what guards an account
(``accounts.letters``) do not pass here: they go out at once, always.
"""
