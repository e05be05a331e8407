"""Copy what is public today, with the wishes counted so far.

Going back leaves the schema empty: it is made of what stays.
"""

from django.db import migrations

FORWARD = """
insert into site.releases_release
select id, address, kind, schema, subject, network, number, voice, audience, public_from,
       released_at, languages, card, document, checksum, withdrawn_at
from public.releases_release
where audience = 'public' and public_from <= now() and withdrawn_at is null;
insert into site.releases_artefact
select a.id, a.release_id, a.language, a.format, a.filename, a.media_type, a.size, a.pages, a.checksum,
       a.key
from public.releases_artefact a join site.releases_release r on r.id = a.release_id;
insert into site.releases_body
select b.id, b.release_id, b.language, b.renderer, b.title, b.summary, b.html
from public.releases_body b join site.releases_release r on r.id = b.release_id;
insert into site.releases_tombstone
select t.id, t.address, t.kind, t.subject, t.number, t.withdrawn_at, t.reason
from public.releases_tombstone t join public.releases_release r on r.address = t.address
where r.audience = 'public' and r.public_from <= t.withdrawn_at;
insert into site.releases_section
select id, '' from site.releases_release
union
select b.release_id, found[1] from site.releases_body b,
       regexp_matches(b.html, ' id="([a-z0-9-]{1,60})"', 'g') found;
insert into site.releases_wish
select w.release_id, w.section, w.language, w.day, slot
from public.releases_wish w
join site.releases_section using (release_id, section),
     generate_series(1, least(w.count, 100)) slot;
"""
BACKWARD = "truncate site.releases_release, site.releases_tombstone cascade;"


class Migration(migrations.Migration):
    dependencies = [("releases", "0005_site")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
