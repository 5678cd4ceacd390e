"""A key to the statistics API."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from newsroom.organisations.models import Organisation

from .permitting import OWN, READS, STANDING
from .querysets import ApiKeyQuerySet

PER_MINUTE = (1, 600)
"""The least and the most requests a minute that a key may be given."""


class ApiKey(models.Model):
    """What lets one of an organisation's programs read figures.

    The secret is shown once, when the key is made, and never stored: `digest` is its SHA-256, which is enough for 256
    random bits. `prefix` is the part of the secret by which people recognise a key. Never deleted, only revoked.
    """

    class Reach(models.TextChoices):
        OWN = OWN, _("Its own figures only")
        STANDING = STANDING, _("All that the organisation may see")

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="api_keys"
    )
    name = models.CharField(
        _("what it is for"), max_length=120, help_text=_("So that others know later which program uses it.")
    )
    prefix = models.CharField(_("begins with"), max_length=16, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    reach = models.CharField(_("whose figures"), max_length=10, choices=Reach.choices, default=Reach.OWN)
    reads_statements = models.BooleanField(_("statements and snapshots"), default=True)
    reads_records = models.BooleanField(_("records"), default=False)
    reads_totals = models.BooleanField(_("totals"), default=True)
    per_minute = models.PositiveSmallIntegerField(
        _("requests a minute"),
        default=60,
        validators=[MinValueValidator(PER_MINUTE[0]), MaxValueValidator(PER_MINUTE[1])],
    )
    created_at = models.DateTimeField(_("made at"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    expires_at = models.DateTimeField(_("expires at"))
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("revoked by"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    revocation_reason = models.CharField(_("why it was revoked"), max_length=255, blank=True, editable=False)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("to the API", "API key")
        verbose_name_plural = pgettext_lazy("to the API", "API keys")
        constraints = [
            models.CheckConstraint(name="key_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="key_expires_after_it_is_made", condition=Q(expires_at__gt=F("created_at"))),
            models.CheckConstraint(
                name="key_reads_something",
                condition=Q(reads_statements=True) | Q(reads_records=True) | Q(reads_totals=True),
            ),
            models.CheckConstraint(name="key_reach_is_known", condition=Q(reach__in=[OWN, STANDING])),
            models.CheckConstraint(name="key_rate_is_within_bounds", condition=Q(per_minute__range=PER_MINUTE)),
            # Revoked means: when and why. Who may be forgotten with the person's account.
            models.CheckConstraint(
                name="key_revoked_with_a_reason",
                condition=(Q(revoked_at__isnull=True) & Q(revocation_reason="") & Q(revoked_by__isnull=True))
                | (Q(revoked_at__isnull=False) & ~Q(revocation_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def digest_of(secret: str) -> str:
        """What is stored of a secret: SHA-256 in hex."""
        return hashlib.sha256(secret.encode()).hexdigest()

    def opens_with(self, secret: str) -> bool:
        """Whether that is its secret; takes as long for a near miss as for a far one."""
        return hmac.compare_digest(self.digest, self.digest_of(secret))

    @property
    def reads(self) -> tuple[str, ...]:
        """The kinds of answers that it may read, in words of `permitting.READS`."""
        return tuple(kind for kind in READS if getattr(self, f"reads_{kind}"))

    def is_expired(self, at: datetime) -> bool:
        return self.expires_at <= at
