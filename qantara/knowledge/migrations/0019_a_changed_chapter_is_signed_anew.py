"""A signature under a chapter falls when its text changes, whatever changed it."""

from django.db import migrations

# A paragraph's own text is read in its translations too, so its change undoes every language. A paragraph
# without text is read by nobody: it can come, go and move.
FORWARD = """
create function a_changed_chapter_is_signed_anew() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if old.markdown = new.markdown and old.language = new.language
            and old."order" = new."order" and old.removed_at is not distinct from new.removed_at then
            return null;
        end if;
        if trim(old.markdown) = '' and trim(new.markdown) = '' then
            return null;
        end if;
    elsif trim(case tg_op when 'DELETE' then old.markdown else new.markdown end) = '' then
        return null;
    end if;
    update public.knowledge_signoff set fallen_at = now()
        where fallen_at is null
        and text_id = case tg_op when 'DELETE' then old.text_id else new.text_id end;
    return null;
end $$;
create function a_changed_translation_is_signed_anew() returns trigger language plpgsql as $$
declare
    changed public.editions_translation;
begin
    if tg_op = 'UPDATE' and old.markdown = new.markdown
        and old.source_hash = new.source_hash then
        return null;
    end if;
    if tg_op = 'DELETE' then
        changed := old;
    else
        changed := new;
    end if;
    update public.knowledge_signoff s set fallen_at = now()
        from public.editions_block b
        where b.id = changed.block_id and s.text_id = b.text_id
        and s.language = changed.language and s.fallen_at is null;
    return null;
end $$;
create trigger a_changed_chapter_is_signed_anew
    after insert or update or delete on editions_block
    for each row execute function a_changed_chapter_is_signed_anew();
create trigger a_changed_translation_is_signed_anew
    after insert or update or delete on editions_translation
    for each row execute function a_changed_translation_is_signed_anew();
"""
BACKWARD = """
drop trigger a_changed_translation_is_signed_anew on editions_translation;
drop trigger a_changed_chapter_is_signed_anew on editions_block;
drop function a_changed_translation_is_signed_anew();
drop function a_changed_chapter_is_signed_anew();
"""


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0018_reviews"), ("editions", "0003_versions_so_far")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
