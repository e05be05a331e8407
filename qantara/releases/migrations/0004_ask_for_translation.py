"""The one function the public role may call: it counts a wish for a translation, and no more.

It runs with the rights of its owner, so it says itself which releases are public, as row-level
security says it for the role.
"""

from django.db import migrations

FORWARD = """
create function ask_for_translation(asked text, part text, wanted text) returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    about uuid;
begin
    select r.id into about from releases_release r
    where r.address = asked
      and r.audience = 'public' and r.public_from <= now() and r.withdrawn_at is null
      and wanted in ('ar', 'en', 'es', 'fr')
      and (part = '' or (part ~ '^[a-z0-9-]{1,60}$' and exists (
            select from releases_body b
            where b.release_id = r.id and position('id="' || part || '"' in b.html) > 0)));
    if about is null then
        return false;
    end if;
    insert into releases_wish as w (release_id, section, language, day, count)
    values (about, part, wanted, (now() at time zone 'utc')::date, 1)
    on conflict (release_id, section, language, day)
    do update set count = w.count + 1 where w.count < 100;
    return true;
end $$;
revoke all on function ask_for_translation(text, text, text) from public;
"""
BACKWARD = "drop function ask_for_translation(text, text, text);"


class Migration(migrations.Migration):
    dependencies = [("releases", "0003_wish")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
