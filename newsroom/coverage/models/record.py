"""The ledger's one line: one work, one organisation, one channel, one day."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom import text
from newsroom.organisations.models import Organisation
from newsroom.plan.models import Channel
from newsroom.themes.models import Theme

from ..querysets import CoverageQuerySet
from .vocabulary import Genre, Tone
from .work import Work


class Source(models.TextChoices):
    """Which producer a record came from."""

    STORY = "story", _("Story")
    BROADCAST = "broadcast", _("Broadcast")
    EPISODE = "episode", _("Episode")
    ENTRY = "entry", _("Feed entry")
    MANUAL = "manual", _("Entered by hand")
    FILE = "file", _("Imported from a file")


class CoverageRecord(models.Model):
    """One appearance. Written only by `coverage.actions`; never deleted, only withdrawn.

    `day` is the local date (Asia/Ho_Chi_Minh) to which it belongs; `happened_at` the moment where one is known.
    `source` and `source_key` make recording idempotent. `same_work_as` is the "source:key" of the appearance with
    which it shares its work, empty when it stands for itself; that one may be recorded later. `settled_fields` names
    what a person decided here, in the words of `Appearance` plus "work" and "stands": a producer's later edit does
    not overwrite it.
    """

    work = models.ForeignKey(Work, verbose_name=_("work"), on_delete=models.PROTECT, related_name="appearances")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="coverage"
    )
    channel = models.ForeignKey(Channel, verbose_name=_("channel"), on_delete=models.PROTECT, related_name="coverage")
    day = models.DateField(_("day"))
    happened_at = models.DateTimeField(_("moment"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=300)
    folded = models.CharField(max_length=300, editable=False)
    url = models.CharField(_("address"), max_length=1000, blank=True)
    evidence = models.TextField(_("evidence"), blank=True)
    genre = models.CharField(_("genre"), max_length=10, choices=Genre.choices, blank=True)
    tone = models.CharField(_("tone"), max_length=8, choices=Tone.choices, default=Tone.NEUTRAL)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="coverage")
    about = models.ManyToManyField(Organisation, verbose_name=_("about"), blank=True, related_name="covered_by")
    quantity = models.PositiveIntegerField(_("quantity in the channel's unit"), default=1)
    seconds = models.PositiveIntegerField(_("length in seconds"), default=0)
    persons = models.PositiveIntegerField(_("people reached"), null=True, blank=True)
    copies = models.PositiveIntegerField(_("copies"), null=True, blank=True)
    is_rerun = models.BooleanField(_("rerun"), default=False)

    source = models.CharField(_("recorded from"), max_length=10, choices=Source.choices)
    source_key = models.CharField(max_length=200)
    same_work_as = models.CharField(max_length=220, blank=True, db_index=True, editable=False)
    settled_fields = models.JSONField(default=list, blank=True, editable=False)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawal_reason = models.CharField(_("reason for withdrawal"), max_length=255, blank=True)

    objects = CoverageQuerySet.as_manager()

    class Meta:
        verbose_name = _("coverage record")
        verbose_name_plural = _("coverage records")
        constraints = [
            models.UniqueConstraint(fields=["source", "source_key"], name="one_record_per_source"),
            models.CheckConstraint(
                name="nobody_withdraws_what_stands",
                condition=Q(withdrawn_at__isnull=False) | (Q(withdrawn_by__isnull=True) & Q(withdrawal_reason="")),
            ),
            models.CheckConstraint(name="record_counts_something", condition=Q(quantity__gt=0)),
            models.CheckConstraint(name="record_has_an_identity", condition=~Q(source_key="")),
            # What no page proves needs its proof written down (tài liệu kiểm chứng).
            models.CheckConstraint(name="manual_record_has_evidence", condition=~Q(source="manual") | ~Q(evidence="")),
            models.CheckConstraint(
                name="imported_record_has_evidence", condition=~Q(source="file") | ~Q(evidence="") | ~Q(url="")
            ),
        ]
        indexes = [
            models.Index(fields=["day"], name="record_day", condition=Q(withdrawn_at__isnull=True)),
            models.Index(fields=["organisation", "day"], name="record_organisation_day"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs):
        self.folded = self.folding(self.title)
        super().save(*args, **kwargs)

    @staticmethod
    def folding(title: str) -> str:
        """What a title is searched by."""
        return text.fold(title)[:300]

    @property
    def key(self) -> tuple[str, str]:
        """Its identity: (source, source_key)."""
        return self.source, self.source_key

    @property
    def length(self) -> str:
        """One airing in minutes and seconds: "5:30"."""
        return f"{self.seconds // 60}:{self.seconds % 60:02}"

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None
