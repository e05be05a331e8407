"""What everything stands on: clock, ids, errors, periods, audit log, trace. No word of migration."""
