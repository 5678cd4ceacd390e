"""Pictures and sounds of the demo, each made once and known by its title."""

from __future__ import annotations

from io import BytesIO

from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission
from wagtailmedia.models import get_media_model

from newsroom.broadcasts.measuring import seconds_of

from . import corpus, pictures

SHARED = "Tư liệu mẫu dùng chung"
VARIANTS = 3
"""How many pictures of one scene are drawn; stories share them."""


def shared_collection() -> Collection:
    """Where all outlets find the sample pictures and sounds: they may choose them, each keeps its own beside."""
    root = Collection.get_first_root_node()
    found = root.get_children().filter(name=SHARED).first()
    if found is None:
        found = root.add_child(name=SHARED)
        chosen = Permission.objects.filter(
            content_type__app_label__in=("wagtailimages", "wagtailmedia"), codename__in=("choose_image", "add_media")
        )
        for group in Group.objects.filter(stands_for__organisation__isnull=False):
            for permission in chosen:
                GroupCollectionPermission.objects.create(group=group, collection=found, permission=permission)
    return found


def picture(scene: str, seed: str):
    """A drawn picture of the scene; which of its variants is up to the seed."""
    variant = corpus.chance("picture", seed).randrange(VARIANTS)
    title = f"Minh họa: {pictures.ALT[scene]} ({variant + 1})"
    image = get_image_model().objects.filter(title=title).first()
    if image is None:
        drawn = BytesIO()
        pictures.draw(scene, variant).save(drawn, "JPEG", quality=86)
        file = ImageFile(drawn, name=f"minh-hoa-{scene}-{variant + 1}.jpg")
        image = get_image_model().objects.create(
            title=title,
            file=file,
            alt=pictures.ALT[scene],
            credit="Minh họa của bản dùng thử",
            collection=shared_collection(),
        )
    return image


def recording(file_name: str, transcript: str):
    """A sound or film of the corpus, with its length read from the file."""
    title = f"Bản ghi mẫu {file_name}"
    media = get_media_model().objects.filter(title=title).first()
    if media is None:
        path = corpus.AUDIO / file_name
        with path.open("rb") as stream:
            length = seconds_of(stream)
        media = get_media_model()(
            title=title,
            type="video" if path.suffix in {".mp4", ".webm"} else "audio",
            duration=length or 0,
            transcript=transcript,
            credit="Bản ghi mẫu, giọng máy",
            collection=shared_collection(),
        )
        media.file.save(file_name, ContentFile(path.read_bytes()), save=False)
        media.save()
    return media
