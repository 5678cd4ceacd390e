"""Who may do what with series and episodes, as Wagtail asks it."""

from django.contrib.auth import get_user_model
from wagtail.permission_policies.base import BasePermissionPolicy

from newsroom.organisations.models import Membership
from newsroom.organisations.permitting import Standing


class StationPolicy(BasePermissionPolicy):
    """Whoever works here reads; an outlet's editors add, change and delete what is their organisation's.

    For models with an `organisation`. A superuser may do what an editor of every station may, a stranger nothing.
    Nobody deletes: episodes hang on a series; it ends with its last day.
    """

    def standing_of(self, user) -> Standing:
        return Membership.objects.standing_once(user)

    def user_has_permission(self, user, action):
        if not user.is_active or action == "delete":
            return False
        if user.is_superuser:
            return True
        standing = self.standing_of(user)
        return bool(standing) if action == "view" else bool(standing.edits)

    def user_has_permission_for_instance(self, user, action, instance):
        if not self.user_has_permission(user, action):
            return False
        return action == "view" or user.is_superuser or instance.organisation_id in self.standing_of(user).edits

    def instances_user_has_any_permission_for(self, user, actions):
        if "view" in actions or user.is_superuser:
            return super().instances_user_has_any_permission_for(user, actions)
        return self.model._default_manager.filter(organisation_id__in=self.standing_of(user).edits)

    def users_with_any_permission(self, actions):
        return get_user_model().objects.filter(is_active=True, memberships__isnull=False).distinct()
