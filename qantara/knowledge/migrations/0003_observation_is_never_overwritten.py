"""An observation never changes, but for being superseded once; the database sees to it."""

from django.db import migrations

FORWARD = """
create function observation_is_never_overwritten() returns trigger language plpgsql as $$
declare
    closed knowledge_observation;
begin
    if tg_op = 'DELETE' then
        raise exception 'an observation is never deleted: undo its import';
    end if;
    closed := old;
    closed.superseded_at := new.superseded_at;
    if old.superseded_at is not null or closed is distinct from new then
        raise exception 'an observation never changes: record another';
    end if;
    return new;
end $$;
create trigger observation_is_never_overwritten before update or delete on knowledge_observation
    for each row execute function observation_is_never_overwritten();
"""
BACKWARD = """
drop trigger observation_is_never_overwritten on knowledge_observation;
drop function observation_is_never_overwritten();
"""


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0002_narrative")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
