"""The trade's words for kinds of pieces and for their tone."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Genre(models.TextChoices):
    BRIEF = "brief", _("News brief")  # tin
    ARTICLE = "article", _("Article")  # bài
    REPORTAGE = "reportage", _("Reportage")  # phóng sự
    COMMENT = "comment", _("Commentary")  # bình luận
    FEEDBACK = "feedback", _("Readers' feedback")  # phản ánh
    INTERVIEW = "interview", _("Interview")  # phỏng vấn
    PHOTO = "photo", _("Photo story")  # ảnh
    VIDEO = "video", _("Video")
    GRAPHIC = "graphic", _("Infographic")  # đồ họa
    TALK = "talk", _("Talk or dialogue")  # tọa đàm, đối thoại
    OTHER = "other", _("Other genre")


class Tone(models.TextChoices):
    """The plan asks for both praise and criticism (II.2.c, IV.1.e)."""

    NEUTRAL = "neutral", _("Information")  # thông tin
    COMMEND = "commend", _("Commends")  # nêu gương
    CRITICAL = "critical", _("Points out shortcomings")  # phản ánh tồn tại
