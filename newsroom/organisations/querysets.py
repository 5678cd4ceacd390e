"""Questions about organisations and the people in them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from newsroom import text

from .permitting import Standing, standing


class OrganisationQuerySet(models.QuerySet):
    def valid_on(self, day: date) -> OrganisationQuerySet:
        """Those that existed on `day`; the day on which one ends is no longer its own."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        )

    def of_kinds(self, *kinds: str) -> OrganisationQuerySet:
        return self.filter(kind__in=kinds)

    def with_names(self) -> OrganisationQuerySet:
        """With their former names at hand, for `label_on`."""
        return self.prefetch_related("former_names")

    def alphabetical(self) -> OrganisationQuerySet:
        """By the Vietnamese alphabet, on either database."""
        return self.order_by("sort_key", "pk")

    def matching(self, words: str) -> OrganisationQuerySet:
        """Those whose names, former ones too, hold every one of the words, with or without marks and capitals."""
        found = self
        formers = self.model.former_names.rel.related_model.objects
        for word in text.fold(words).split():
            former = formers.filter(folded__contains=word).values("organisation")
            found = found.filter(Q(folded__contains=word) | Q(code=word) | Q(pk__in=former))
        return found


class MembershipQuerySet(models.QuerySet):
    def of(self, user) -> MembershipQuerySet:
        return self.filter(user=user)

    def in_roles(self, *roles: str) -> MembershipQuerySet:
        return self.filter(role__in=roles)

    def standing_of(self, user) -> Standing:
        """Where `user` stands: one query; none for someone who is not logged in, or no longer active."""
        if not (user and user.is_authenticated and user.is_active):
            return Standing()
        return standing(self.of(user).values_list("organisation_id", "role"), is_superuser=user.is_superuser)

    def standing_in(self, request) -> Standing:
        """Where the one who asks stands: one query for a request, however many menus and screens want to know."""
        return self.standing_once(request.user)

    def standing_once(self, user) -> Standing:
        """Where a person stands, kept on the user object: for one that lives as long as its request."""
        if not hasattr(user, "_newsroom_standing"):
            user._newsroom_standing = self.standing_of(user)
        return user._newsroom_standing
