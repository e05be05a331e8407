"""A release never changes, but for being withdrawn; the database sees to it."""

from django.db import migrations

FORWARD = """
create function release_is_immutable() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'a release is never deleted: withdraw it';
    end if;
    if old.withdrawn_at is not null
       or (to_jsonb(new) - 'withdrawn_at') is distinct from (to_jsonb(old) - 'withdrawn_at') then
        raise exception 'a release never changes: release it again';
    end if;
    return new;
end $$;
create trigger release_is_immutable before update or delete on releases_release
    for each row execute function release_is_immutable();
"""
BACKWARD = """
drop trigger release_is_immutable on releases_release;
drop function release_is_immutable();
"""


class Migration(migrations.Migration):
    dependencies = [("releases", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
