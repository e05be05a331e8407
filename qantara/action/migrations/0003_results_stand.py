"""What a round came to is never changed, and what it asks is not once it has been opened."""

from __future__ import annotations

from django.db import migrations

FORWARD = """
create function action_result_stands() returns trigger language plpgsql as $$
begin
    raise exception 'what a round came to is never changed';
end $$;
create trigger result_stands before update or delete on action_result
    for each row execute function action_result_stands();
create trigger dissent_stands before update or delete on action_dissent
    for each row execute function action_result_stands();

create function action_open_round_stands() returns trigger language plpgsql as $$
begin
    if old.state <> 'prepared' and (
        new.method, new.options, new.criteria, new.series, new.seats, new.opened_at, new.workshop_id, new.number
    ) is distinct from (
        old.method, old.options, old.criteria, old.series, old.seats, old.opened_at, old.workshop_id, old.number
    ) then
        raise exception 'what a round asks is not changed once it has been opened';
    end if;
    if (old.state, new.state) not in (
        ('prepared', 'prepared'), ('prepared', 'open'), ('prepared', 'called_off'), ('open', 'open'),
        ('open', 'closing'), ('closing', 'closing'), ('closing', 'closed')
    ) then
        raise exception 'a round does not go from % to %', old.state, new.state;
    end if;
    return new;
end $$;
create trigger open_round_stands before update on action_round
    for each row execute function action_open_round_stands();
"""
BACKWARD = """
drop trigger open_round_stands on action_round;
drop function action_open_round_stands();
drop trigger dissent_stands on action_dissent;
drop trigger result_stands on action_result;
drop function action_result_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("action", "0002_ballots")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
