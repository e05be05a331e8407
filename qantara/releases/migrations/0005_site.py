"""The schema of the public site: copies of what is public now, and a box for wishes.

The tables are named as those they are copied from, and the public role's search path is this
schema, so that the site asks with the same words and finds nothing else. Nothing here refers to a
private table, and nothing is a view or a function. What is copied, and when: `releases.site`.
"""

from django.db import migrations

FORWARD = """
create schema site;
create table site.releases_release (
    id uuid primary key,
    address varchar(16) not null unique,
    kind varchar(20) not null,
    schema varchar(20) not null,
    subject varchar(60) not null,
    network varchar(60) not null,
    number integer not null,
    voice varchar(8) not null,
    audience varchar(8) not null check (audience = 'public'),
    public_from timestamptz not null,
    released_at timestamptz not null,
    languages varchar(2)[] not null,
    card jsonb not null,
    document text not null,
    checksum varchar(64) not null,
    withdrawn_at timestamptz check (withdrawn_at is null),
    unique (subject, kind, number)
);
create index release_by_network on site.releases_release (network, kind, subject, number desc);
create index release_newest on site.releases_release (released_at desc);
create table site.releases_artefact (
    id uuid primary key,
    release_id uuid not null references site.releases_release on delete cascade,
    language varchar(2) not null,
    format varchar(12) not null,
    filename varchar(120) not null,
    media_type varchar(100) not null,
    size integer not null,
    pages integer,
    checksum varchar(64) not null,
    key varchar(80) not null,
    unique (release_id, format, language)
);
create table site.releases_body (
    id bigint primary key,
    release_id uuid not null references site.releases_release on delete cascade,
    language varchar(2) not null,
    renderer integer not null,
    title varchar(200) not null,
    summary text not null,
    html text not null,
    unique (release_id, language)
);
create table site.releases_tombstone (
    id bigint primary key,
    address varchar(16) not null unique,
    kind varchar(20) not null,
    subject varchar(60) not null,
    number integer not null,
    withdrawn_at timestamptz not null,
    reason jsonb not null
);
create table site.releases_section (
    release_id uuid not null references site.releases_release on delete cascade,
    section varchar(60) not null,
    primary key (release_id, section)
);
create table site.releases_wish (
    release_id uuid not null,
    section varchar(60) not null,
    language varchar(2) not null check (language in ('ar', 'en', 'es', 'fr')),
    day date not null default (now() at time zone 'utc')::date,
    slot smallint not null check (slot between 1 and 100),
    primary key (release_id, section, language, day, slot),
    foreign key (release_id, section) references site.releases_section on delete cascade
);
"""
BACKWARD = "drop schema site cascade;"


class Migration(migrations.Migration):
    dependencies = [("releases", "0004_ask_for_translation")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
