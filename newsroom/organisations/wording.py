"""Messages of the ground below, which has no catalogue of its own: named here so that ours holds them."""

from django.utils.translation import gettext_noop as _

READING = (
    _("This file is not UTF-8 text: save it as UTF-8."),
    _("This is not TOML: %(detail)s"),
    _("The key “%(name)s” is missing."),
    _("Nobody knows the key “%(name)s”. Known here: %(known)s."),
    _("A text in quotation marks is wanted here."),
    _("A whole number is wanted here."),
    _("A date is wanted here, without quotation marks: 2024-12-31."),
    _("true or false is wanted here."),
    _('A list of texts is wanted here: ["one", "two"].'),
    _("A table is wanted here, written [%(name)s]."),
    _("Tables are wanted here, each written [[%(name)s]]."),
    _("This must not be empty."),
    _("This is longer than %(limit)d characters."),
    _("A number from %(low)d to %(high)d is wanted here."),
    _("“%(value)s” is not one of: %(known)s."),
    _("“%(value)s” stands here twice; first on line %(first)d."),
)
"""The same, in the same order, as `newsroom.reading.TEMPLATES`."""
