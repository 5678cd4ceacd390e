"""The office's own Word template: look, download, upload, choose."""

from __future__ import annotations

import io
from functools import wraps

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from ..actions import TemplateRefused, upload_template, use_template
from ..models import OfficeTemplate, TemplateUse
from ..permitting import may_set_template
from ..rendering import FORMATS
from ..rendering.word import offered, shipped_template
from ..rendering.word.archive import LARGEST
from .asking import for_those_with_a_standing
from .statement import breadcrumbs


class UploadForm(forms.Form):
    """A Word file. What is in it the action checks."""

    file = forms.FileField(
        label=gettext_lazy("Word file (.docx)"),
        help_text=gettext_lazy("At most 2 MB, without macros. It is checked and tried before it is used."),
        widget=forms.ClearableFileInput(attrs={"accept": f".docx,{FORMATS['docx'].content_type}"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than %(size)d MB.") % {"size": LARGEST >> 20})
        return file


def for_those_who_set_the_template(view):
    """Sở Nội vụ and administrators; whoever else holds a role gets Wagtail's refusal."""

    @for_those_with_a_standing
    @wraps(view)
    def guarded(request: HttpRequest, *args, standing, **kwargs):
        if not may_set_template(standing, is_superuser=request.user.is_superuser):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@for_those_who_set_the_template
def templates(request):
    """Which template is in use since when, the fields that it may use, and every version; POST uploads the next."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            taken = upload_template(name=file.name, content=file.read(), by=request.user, at=timezone.now())
        except TemplateRefused as refused:
            problems = refused.problems
        else:
            messages.success(request, _("Version %(number)d is in use from now on.") % {"number": taken.number})
            return redirect("newsroom_reporting:templates")
    title = _("Word template of reports")
    uses = list(TemplateUse.objects.history())
    return render(
        request,
        "newsroom/reporting/templates.html",
        {
            "form": form,
            "problems": problems,
            "in_use": uses[0] if uses else None,
            "uses": uses,
            "versions": OfficeTemplate.objects.defer("content").order_by("-number"),
            "fields": list(offered()),
            "header_title": title,
            "header_icon": "doc-full",
            "breadcrumbs_items": breadcrumbs({"url": "", "label": title}),
        },
        status=422 if problems or form.errors else 200,
    )


@require_GET
@for_those_who_set_the_template
def template_file(request, *, number: int | None = None):
    """A version as it was uploaded, or without a number the template that ships."""
    if number is None:
        return _sent(shipped_template(), "mau-bao-cao-di-kem.docx")
    return _sent(bytes(get_object_or_404(OfficeTemplate, number=number).content), f"mau-bao-cao-{number}.docx")


@require_POST
@for_those_who_set_the_template
def template_choice(request):
    """Use another version from now on, or the template that ships."""
    number = request.POST.get("number", "")
    template = get_object_or_404(OfficeTemplate, number=int(number)) if number.isdecimal() else None
    try:
        use_template(template=template, by=request.user, at=timezone.now())
    except TemplateRefused as refused:
        for problem in refused.problems:
            messages.error(request, problem)
    else:
        messages.success(
            request,
            _("Version %(number)d is in use from now on.") % {"number": template.number}
            if template
            else _("The template that ships is in use from now on."),
        )
    return redirect("newsroom_reporting:templates")


def _sent(content: bytes, name: str) -> FileResponse:
    return FileResponse(
        io.BytesIO(content),
        as_attachment=True,
        filename=name,
        content_type=FORMATS["docx"].content_type,
        headers={"Cache-Control": "private, no-store"},
    )
