"""An organisation, with the days between which it existed and what it became."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.search import index

from newsroom import text

from ..querysets import OrganisationQuerySet


class OrganisationKind(models.TextChoices):
    GOVERNMENT = "government", _("Provincial people's committee")
    NEWSPAPER = "newspaper", _("Newspaper")
    BROADCASTER = "broadcaster", _("Radio and television station")
    PORTAL = "portal", _("Web portal")
    DEPARTMENT = "department", _("Department or agency")
    DISTRICT = "district", _("District people's committee")
    COMMUNE = "commune", _("Commune people's committee")
    LOCAL_STATION = "local_station", _("Local broadcasting station")
    SOCIO_POLITICAL = "socio_political", _("Socio-political organisation")
    OTHER = "other", _("Other")


class Organisation(index.Indexed, ClusterableModel):
    """One body. A merger or a split ends it and names its `successors`; a mere new name leaves a `FormerName`.

    `valid_to` is exclusive: the first day on which it no longer exists. `name` and `short_name` are those of today.
    """

    slug = models.SlugField(_("identifier"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=255)
    short_name = models.CharField(_("short name"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    code = models.CharField(
        _("official code"),
        max_length=20,
        blank=True,
        help_text=_("The unit's code in the national list of administrative units."),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("belongs to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("exists until (exclusive)"), null=True, blank=True)
    successors = models.ManyToManyField(
        "self", verbose_name=_("became"), symmetrical=False, blank=True, related_name="predecessors"
    )
    website = models.URLField(_("website"), blank=True)
    folded = models.CharField(max_length=400, editable=False, db_index=True)
    sort_key = models.CharField(max_length=600, editable=False, db_index=True)

    objects = OrganisationQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=5),
        index.AutocompleteField("name"),
        index.SearchField("folded"),
        index.AutocompleteField("folded"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                name="organisation_ends_after_it_begins",
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(name="organisation_not_its_own_parent", condition=~Q(parent=F("id"))),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.name = text.canonical(self.name)
        self.short_name = text.canonical(self.short_name)
        self.folded = text.fold(f"{self.name} {self.short_name}".strip())
        self.sort_key = text.sort_key(self.name)
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """What tables print: the short name where there is one."""
        return self.short_name or self.name

    def named_on(self, day: date) -> "Organisation | FormerName":
        """What holds its `name`, `short_name` and `label` as they were on a day; before its first day, the oldest.

        Asks nothing of the database when `former_names` are prefetched (`objects.with_names()`).
        """
        borne = [former for former in self.former_names.all() if day < former.until]
        return min(borne, key=lambda former: former.until, default=self)

    def label_on(self, day: date) -> str:
        """What tables printed on a day: a report prints the names that were valid at its period's end."""
        return self.named_on(day).label


class FormerName(models.Model):
    """A name that an organisation bore until a day, on which it bears the next one.

    Two cannot hold on one day: each holds from the end of the one before it.
    """

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(_("name"), max_length=255)
    short_name = models.CharField(_("short name"), max_length=120, blank=True)
    until = models.DateField(_("borne until (exclusive)"), help_text=_("The first day of the next name."))
    folded = models.CharField(max_length=400, editable=False)

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["until"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "until"], name="one_name_ends_on_a_day"),
            models.CheckConstraint(name="former_name_is_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.name = text.canonical(self.name)
        self.short_name = text.canonical(self.short_name)
        self.folded = text.fold(f"{self.name} {self.short_name}".strip())
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        return self.short_name or self.name
