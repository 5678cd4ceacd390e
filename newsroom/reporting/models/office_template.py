"""The office's own Word template: its versions, and which one was in use when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..querysets import TemplateUseQuerySet


class OfficeTemplate(models.Model):
    """One uploaded version that passed the check; never changed, never deleted. Written by `actions.templating` only.

    The file is kept here and not among the uploads: nobody fetches it by an address, and the database's backup has it.
    """

    number = models.PositiveIntegerField(_("version"), unique=True, editable=False)
    name = models.CharField(_("file"), max_length=120, editable=False)
    content = models.BinaryField(editable=False)
    size = models.PositiveIntegerField(_("bytes"), editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    notes = models.JSONField(_("notes"), default=list, blank=True, editable=False)
    uploaded_at = models.DateTimeField(_("uploaded at"), editable=False)
    uploaded_by_id = models.BigIntegerField(null=True, editable=False)
    uploaded_by_name = models.CharField(_("uploaded by"), max_length=150, editable=False)

    class Meta:
        verbose_name = _("Word template")
        verbose_name_plural = _("Word templates")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="office_templates_count_from_one", condition=Q(number__gt=0)),
            models.CheckConstraint(
                name="office_template_is_a_small_file", condition=Q(size__gt=0) & Q(size__lte=2 * 1024 * 1024)
            ),
            models.CheckConstraint(
                name="office_template_says_who_and_what", condition=~Q(uploaded_by_name="") & ~Q(name="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class TemplateUse(models.Model):
    """From when on a template is in use: a version, or with None the one that ships. The last one says what holds."""

    template = models.ForeignKey(
        OfficeTemplate, verbose_name=_("version"), on_delete=models.PROTECT, null=True, related_name="uses"
    )
    at = models.DateTimeField(_("when"))
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(_("who"), max_length=150)

    objects = TemplateUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of a Word template")
        verbose_name_plural = _("uses of Word templates")
        default_permissions = ()
        constraints = [models.CheckConstraint(name="template_use_says_who", condition=~Q(by_name=""))]

    def __str__(self) -> str:
        return f"{self.template or '–'} ({self.by_name})"
