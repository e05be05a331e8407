"""Settings, the two URLconfs and the two WSGI applications. Imports all; nobody imports it."""
