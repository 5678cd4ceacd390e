"""A work: what the appearances of the same piece have in common."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import text


class Work(models.Model):
    """Groups the appearances of one piece. Holds no figures of its own: they are counted from the records."""

    title = models.CharField(_("title"), max_length=300)
    folded = models.CharField(max_length=300, editable=False, db_index=True)

    class Meta:
        verbose_name = _("work")
        verbose_name_plural = _("works")

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs):
        self.title = text.canonical(self.title)[:300]
        self.folded = text.fold(self.title)[:300]
        super().save(*args, **kwargs)
