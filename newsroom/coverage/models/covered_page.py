"""A page whose publication is an appearance: what stories and broadcasts share."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Page

from newsroom.organisations.models import Organisation, OutletPage
from newsroom.plan.models import Channel

from .vocabulary import Genre, Tone


class CoveredPage(Page):
    """Abstract. A concrete page adds `themes` (a ClusterTaggableManager over `Theme`) and `source_kind`.

    Publishing asks one question: which themes, or an explicit "outside CCHC".
    """

    lead = models.TextField(_("lead"), blank=True)
    genre = models.CharField(_("genre"), max_length=10, choices=Genre.choices, default=Genre.BRIEF)
    tone = models.CharField(_("tone"), max_length=8, choices=Tone.choices, default=Tone.NEUTRAL)
    outside_cchc = models.BooleanField(
        _("not about administrative reform"),
        default=False,
        help_text=_("Published, but counted for no item of the plan."),
    )
    channel = models.ForeignKey(
        Channel,
        verbose_name=_("channel"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Left empty: the outlet's own channel."),
    )
    about = ParentalManyToManyField(
        Organisation, verbose_name=_("organisations it is about"), blank=True, related_name="+"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    byline = models.CharField(
        _("byline"), max_length=200, blank=True, help_text=_("As printed; empty means the author's name.")
    )
    source_name = models.CharField(_("source"), max_length=200, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=1000, blank=True)
    same_work_as = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("appearance of the same work as"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The first publication of this piece by any outlet here; counted as one work with it."),
    )

    source_kind: str  # a coverage.Source value

    class Meta:
        abstract = True

    @cached_property
    def outlet(self) -> OutletPage | None:
        """The outlet under which this page stands, or None for a page outside any outlet."""
        return OutletPage.objects.ancestor_of(self).order_by("-depth").first()

    def clean(self):
        super().clean()
        if self.live and not self.is_decided:
            raise ValidationError({"themes": _("Choose at least one theme, or say that it is not about CCHC.")})

    @property
    def is_decided(self) -> bool:
        """Whether the one question asked at publication has its answer."""
        return self.outside_cchc or bool(self.themes.all())
