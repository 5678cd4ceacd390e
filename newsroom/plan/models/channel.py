"""A form in which the plan is told (II.2), with the unit in which it is counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..querysets import ChannelQuerySet


class Unit(models.TextChoices):
    WORK = "work", pgettext_lazy("unit", "work")  # tác phẩm
    AIRING = "airing", pgettext_lazy("unit", "airing")  # lượt phát
    ISSUE = "issue", pgettext_lazy("unit", "issue")  # kỳ
    MEETING = "meeting", pgettext_lazy("unit", "meeting")  # cuộc
    SESSION = "session", pgettext_lazy("unit", "session")  # buổi
    COURSE = "course", pgettext_lazy("unit", "course")  # lớp
    COPY = "copy", pgettext_lazy("unit", "copy")  # bản
    POINT = "point", pgettext_lazy("unit", "display point")  # điểm
    POST = "post", pgettext_lazy("unit", "post")  # bài đăng
    TIME = "time", pgettext_lazy("unit", "time")  # lượt
    ACTIVITY = "activity", pgettext_lazy("unit", "activity")  # hoạt động


class Channel(models.Model):
    """One form of telling. Outlives any one plan; a plan's clauses name the channels that they ask for.

    `group` is the letter of II.2 (a–d) under which 174/KH-UBND prints it.
    """

    code = models.SlugField(_("identifier"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=160)
    group = models.CharField(_("group"), max_length=2)
    unit = models.CharField(_("counting unit"), max_length=12, choices=Unit.choices)
    counts_minutes = models.BooleanField(_("minutes are counted"), default=False)
    counts_persons = models.BooleanField(_("people are counted"), default=False)
    counts_copies = models.BooleanField(_("copies are counted"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")

    def __str__(self) -> str:
        return self.name


class ChannelService(models.Model):
    """Which channel a producer's appearances go to unless a person chooses another: "story:newspaper" → Báo."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="services")
    producer = models.CharField(_("producer"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("default of a producer")
        verbose_name_plural = _("defaults of producers")

    def __str__(self) -> str:
        return f"{self.producer} → {self.channel}"
