"""Where somebody is signed in: which kind of device, since when, last used. No address is kept."""
