"""The office's own Word template: taken after a check, kept in versions, given up for the one that ships."""

from __future__ import annotations

import contextlib
import hashlib
from datetime import datetime
from pathlib import PurePath

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from newsroom import text

from ..models import OfficeTemplate, TemplateUse
from ..rendering.word import check_template, shipped_template
from .history import ReportError, name_of

UPLOADS_AT_ONCE = 20
"""More than that is no office."""


class TemplateRefused(ReportError):
    """A template that did not pass; `problems` say field and place, and the one in use stays."""

    def __init__(self, problems: list[str]):
        super().__init__(" ".join(problems))
        self.problems = problems


@transaction.atomic
def upload_template(*, name: str, content: bytes, by, at: datetime) -> OfficeTemplate:
    """Check a Word file, keep it as the next version, and use it from now on. Raises TemplateRefused."""
    checked = check_template(content)
    if checked.problems:
        raise TemplateRefused(checked.problems)
    template = _kept(
        name=text.canonical(PurePath(name.replace("\\", "/")).name)[-120:] or "mau.docx",
        content=content,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        notes=checked.notes,
        uploaded_at=at,
        uploaded_by_id=by.pk,
        uploaded_by_name=name_of(by),
    )
    _use(template, by=by, at=at)
    return template


def _kept(**said) -> OfficeTemplate:
    """The next version. Versions are numbered in the order in which they came: of two who come at once the constraint
    lets one have the number, and the other takes the one after it."""
    for _attempt in range(UPLOADS_AT_ONCE):
        last = OfficeTemplate.objects.aggregate(last=Max("number"))["last"] or 0
        with contextlib.suppress(IntegrityError), transaction.atomic():
            return OfficeTemplate.objects.create(number=last + 1, **said)
    raise TemplateRefused([_("Others are uploading templates at this moment: try again.")])


@transaction.atomic
def use_template(*, template: OfficeTemplate | None, by, at: datetime) -> None:
    """Go back to an earlier version, checked anew, or with None to the one that ships. Raises TemplateRefused."""
    if template is not None:
        checked = check_template(bytes(template.content))
        if checked.problems:
            outdated = _("Version %(number)d no longer fits.") % {"number": template.number}
            raise TemplateRefused([outdated, *checked.problems])
    if template != TemplateUse.objects.current() or not TemplateUse.objects.exists():
        _use(template, by=by, at=at)


def template_in_use() -> bytes:
    """The file from which papers are printed today."""
    template = TemplateUse.objects.current()
    return shipped_template() if template is None else bytes(template.content)


def _use(template: OfficeTemplate | None, *, by, at: datetime) -> None:
    TemplateUse.objects.create(template=template, at=at, by_id=by.pk, by_name=name_of(by))
