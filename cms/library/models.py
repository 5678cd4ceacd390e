"""Images with alt text and credit; media with duration, transcript and credit.

Alt text and transcripts: Thông tư 26/2020/TT-BTTTT (accessibility of state portals and press sites).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage
from wagtailmedia.models import AbstractMedia


class NewsImage(AbstractImage):
    """A picture. `alt` describes it to those who cannot see it; where it is used may override it."""

    alt = models.CharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        help_text=_("What the picture shows, for readers who cannot see it."),
    )
    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("Who took the picture, or whose it is.")
    )

    admin_form_fields = (*WagtailImage.admin_form_fields, "alt", "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    @property
    def default_alt_text(self) -> str:
        return self.alt or self.description or self.title


class NewsRendition(AbstractRendition):
    image = models.ForeignKey(NewsImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class NewsMedia(AbstractMedia):
    """A sound or a film. `duration` is in seconds and read from the file when the form leaves it empty."""

    transcript = models.TextField(
        _("transcript"), blank=True, help_text=_("What is said, for readers who cannot hear it.")
    )
    credit = models.CharField(_("credit"), max_length=255, blank=True)

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "duration",
        "thumbnail",
        "transcript",
        "credit",
        "tags",
    )

    class Meta:
        verbose_name = _("media")
        verbose_name_plural = _("media")
