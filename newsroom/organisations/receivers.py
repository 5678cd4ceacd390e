"""Signals that keep Wagtail's groups in step with memberships, however these were changed."""

from django.contrib.auth.management import create_permissions
from django.db import connections
from django.db.models.signals import post_delete, post_migrate, post_save
from django.dispatch import receiver
from django.utils import timezone

from . import actions, permitting
from .models import Membership, OutletPage, RoleGroup


@receiver(post_save, sender=Membership)
@receiver(post_delete, sender=Membership)
def membership_changed(instance: Membership, raw: bool = False, **_signal) -> None:
    if not raw:
        was_of = getattr(instance, "was_of_user_id", None) or instance.user_id
        actions.keep_groups_in_step(user_ids={instance.user_id, was_of})
        instance.was_of_user_id = instance.user_id


@receiver(post_save, sender=OutletPage)
def outlet_opened(instance: OutletPage, created: bool, raw: bool, **_signal) -> None:
    if created and not raw:
        actions.furnish_outlet(outlet=instance, by=instance.owner, at=timezone.now())


@receiver(post_migrate)
def app_migrated(app_config, using: str, **_signal) -> None:
    """The order of receivers is not ours to choose, so make the app's permissions before giving them out."""
    if RoleGroup._meta.db_table not in connections[using].introspection.table_names():
        return  # another app was migrated alone, or this one taken back to nothing
    wanted = (name for role in permitting.ROLES for name in permitting.permissions_of(role))
    if any(name.startswith(f"{app_config.label}.") for name in wanted):
        create_permissions(app_config, verbosity=0, using=using)
        actions.grant_permissions(app_label=app_config.label)
