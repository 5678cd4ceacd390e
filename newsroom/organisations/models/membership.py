"""Who works where, and as what; and the Wagtail groups that stand for it."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import MembershipQuerySet
from .organisation import Organisation


class Role(models.TextChoices):
    REPORTER = "reporter", _("Reporter")
    EDITOR = "editor", _("Editor")
    ANALYST = "analyst", _("Analyst of the information department")  # cán bộ Sở TT&TT
    PLANNER = "planner", _("Officer of the home-affairs department")  # cán bộ Sở Nội vụ
    OFFICER = "officer", _("Agency officer")  # cán bộ đơn vị


class Membership(models.Model):
    """One person's role in one organisation. Saving or deleting one keeps the Wagtail groups in step."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                name="membership_once",
                violation_error_message=_("This person already has this role in this organisation."),
            ),
            models.CheckConstraint(
                name="membership_role_is_known",
                condition=models.Q(role__in=["reporter", "editor", "analyst", "planner", "officer"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()} – {self.organisation.label}"

    @classmethod
    def from_db(cls, db, field_names, values, **how):
        """Remembers whose it was when it was read: handing it to someone else must move both people's groups.

        `how` is what the framework of the day adds (Django 6.1: `fetch_mode`).
        """
        membership = super().from_db(db, field_names, values, **how)
        membership.was_of_user_id = membership.__dict__.get("user_id")
        return membership


class RoleGroup(models.Model):
    """The Wagtail group that stands for a role: everywhere (no organisation), or in one outlet.

    The first kind holds model permissions, the second those on the outlet's pages and library. A group that is
    named here is kept in step with memberships; every other group is the administrator's own.
    """

    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="role_groups",
    )
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="stands_for")

    class Meta:
        verbose_name = _("group of a role")
        verbose_name_plural = _("groups of roles")
        constraints = [
            models.UniqueConstraint(fields=["role", "organisation"], name="role_group_once_in_an_outlet"),
            models.UniqueConstraint(
                fields=["role"], name="role_group_once_everywhere", condition=models.Q(organisation__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.group.name
