"""Who works where, and as what."""

from django.conf import settings
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
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()} – {self.organisation.label}"
