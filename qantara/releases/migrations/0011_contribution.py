"""Who changed a text or a figure is an author: the database refuses their approval."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


FORWARD = """
create function nobody_approves_their_own_change() returns trigger language plpgsql as $$
begin
    if new.act = 'approved' and exists (
        select from releases_contribution c
        where c.case_id = new.case_id and c.person_id = new.person_id
    ) then
        raise exception 'who changed something of a case does not approve it'
            using errcode = 'check_violation', constraint = 'nobody_approves_their_own_change',
                  detail = 'nobody_approves_their_own_change';
    end if;
    return new;
end $$;
create trigger nobody_approves_their_own_change before insert or update on releases_signature
    for each row execute function nobody_approves_their_own_change();
create function contribution_stays() returns trigger language plpgsql as $$
begin
    raise exception 'a contribution is neither changed nor taken back';
end $$;
create trigger contribution_stays before update or delete on releases_contribution
    for each row execute function contribution_stays();
"""
BACKWARD = """
drop trigger contribution_stays on releases_contribution;
drop function contribution_stays();
drop trigger nobody_approves_their_own_change on releases_signature;
drop function nobody_approves_their_own_change();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('releases', '0010_guard_is_in_the_ledger'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='releases.case')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case', 'person'), name='a_contribution_is_named_once')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
