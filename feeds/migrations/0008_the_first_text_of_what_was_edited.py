from django.db import migrations, models

from feeds import parsing

SAYS_NOTHING = {
    name: ""
    for name in (
        *("title", "first_title", "summary", "content", "first_text"),
        *("link", "author", "enclosure_url", "enclosure_type"),
    )
}


def keep_it_where_it_differs(apps, schema_editor):
    """Until now every entry carried its text twice, the first one with its markup."""
    entries = apps.get_model("feeds", "Entry").objects.using(schema_editor.connection.alias)
    entries.filter(changed_at=None).exclude(first_text="").update(first_text="")
    edited = entries.exclude(changed_at=None).exclude(first_text="").only("first_text")
    for entry in edited.iterator(chunk_size=500):
        entry.first_text = parsing.plain(entry.first_text, 50_000)
        entry.save(update_fields=["first_text"])


def give_it_to_all(apps, schema_editor):
    entries = apps.get_model("feeds", "Entry").objects.using(schema_editor.connection.alias)
    untouched = entries.filter(changed_at=None, purged_at=None)
    untouched.exclude(content="").update(first_text=models.F("content"))
    untouched.filter(content="").update(first_text=models.F("summary"))


class Migration(migrations.Migration):
    dependencies = [("feeds", "0007_servers_that_lie")]

    operations = [
        migrations.RemoveConstraint(model_name="entry", name="tombstone_says_nothing"),
        migrations.RenameField(model_name="entry", old_name="first_content", new_name="first_text"),
        migrations.RunPython(keep_it_where_it_differs, give_it_to_all),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                name="tombstone_says_nothing",
                condition=models.Q(purged_at__isnull=True) | models.Q(**SAYS_NOTHING),
            ),
        ),
    ]
