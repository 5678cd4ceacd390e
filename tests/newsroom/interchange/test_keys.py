"""Making a key, using it, revoking it; and what the database refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from newsroom.interchange import actions
from newsroom.interchange.models import ApiKey
from newsroom.interchange.permitting import OWN, STANDING, keeps_keys_of, narrowed_to
from tests import factories as make

from .conftest import NOW

LATER = NOW + timedelta(days=30)


def key(**facts):
    facts = {"name": "Bảng theo dõi", "expires_at": LATER, "by": None, "at": NOW, **facts}
    return actions.make_key(organisation=facts.pop("organisation", None) or make.organisation(), **facts)


def test_the_secret_is_told_once_and_only_its_hash_is_kept(db):
    made, secret = key()
    stored = ApiKey.objects.values().get()
    assert secret.startswith(f"{made.prefix}_")
    assert len(secret) == len("cchc_01234567_") + 43
    assert secret not in map(str, stored.values())
    assert made.opens_with(secret)
    assert not made.opens_with(secret[:-1] + ("A" if secret[-1] != "A" else "B"))


def test_two_keys_have_two_secrets(db):
    assert key()[1] != key()[1]


@pytest.mark.parametrize(
    "facts",
    [
        {"name": " "},
        {"reads": ()},
        {"reads": ("everything",)},
        {"expires_at": NOW},
        {"expires_at": NOW + timedelta(days=732)},
    ],
)
def test_a_key_that_opens_nothing_or_for_ever_is_refused(db, facts):
    with pytest.raises(actions.NotAKey):
        key(**facts)
    assert not ApiKey.objects.exists()


def test_a_key_may_live_two_years(db):
    assert key(expires_at=NOW + timedelta(days=731))


def test_revoking_tells_who_when_and_why_and_the_first_time_stands(db):
    made, _secret = key()
    one, other = make.user(), make.user()
    actions.revoke_key(key=made, reason=" Lộ  ra ngoài ", by=one, at=NOW)
    actions.revoke_key(key=made, reason="Khác", by=other, at=LATER)
    made.refresh_from_db()
    assert (made.revoked_by, made.revoked_at, made.revocation_reason) == (one, NOW, "Lộ ra ngoài")


def test_revoking_without_a_reason_is_refused(db):
    made, _secret = key()
    with pytest.raises(actions.ReasonMissing):
        actions.revoke_key(key=made, reason=" ", by=None, at=NOW)
    made.refresh_from_db()
    assert made.revoked_at is None


def test_a_revoked_or_expired_key_is_not_usable(db):
    made, _secret = key()
    assert list(ApiKey.objects.usable(LATER - timedelta(seconds=1))) == [made]
    assert not ApiKey.objects.usable(LATER)
    actions.revoke_key(key=made, reason="Thử", by=None, at=NOW)
    assert not ApiKey.objects.usable(NOW)


def test_use_is_written_down_at_most_once_a_minute(db, django_assert_num_queries):
    made, _secret = key()
    assert actions.note_use(key=made, at=NOW)
    made.refresh_from_db()
    with django_assert_num_queries(0):
        assert not actions.note_use(key=made, at=NOW + timedelta(seconds=59))
    assert actions.note_use(key=made, at=NOW + timedelta(seconds=60))
    made.refresh_from_db()
    assert made.last_used_at == NOW + timedelta(seconds=60)


def test_of_two_uses_at_once_one_is_written(db):
    made, _secret = key()
    also = ApiKey.objects.get()
    assert actions.note_use(key=made, at=NOW)
    assert not actions.note_use(key=also, at=NOW + timedelta(seconds=1))


def test_forgetting_the_person_who_revoked_keeps_the_revocation(db):
    made, _secret = key()
    person = make.user()
    actions.revoke_key(key=made, reason="Thử", by=person, at=NOW)
    person.delete()
    made.refresh_from_db()
    assert (made.revoked_by, made.revoked_at) == (None, NOW)


@pytest.mark.parametrize(
    "facts",
    [
        {"name": ""},
        {"expires_at": NOW},
        {"reads_statements": False, "reads_records": False, "reads_totals": False},
        {"reach": "everything"},
        {"per_minute": 0},
        {"per_minute": 601},
        {"revoked_at": NOW},
        {"revocation_reason": "Vì thế"},
    ],
)
def test_the_database_refuses_nonsense(db, facts):
    made, _secret = key()
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiKey.objects.filter(pk=made.pk).update(**facts)


def test_the_database_refuses_a_revoker_without_a_revocation(db):
    made, _secret = key()
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiKey.objects.filter(pk=made.pk).update(revoked_by=make.user())


@pytest.mark.parametrize("field", ["prefix", "digest"])
def test_no_two_keys_share_a_prefix_or_a_hash(db, field):
    one, other = key()[0], key()[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiKey.objects.filter(pk=other.pk).update(**{field: getattr(one, field)})


@pytest.mark.parametrize(
    ("pairs", "is_superuser", "kept"),
    [
        ([(1, "planner")], False, None),
        ([], True, None),
        ([(1, "analyst"), (2, "officer")], False, {1}),
        ([(1, "editor"), (2, "editor"), (3, "reporter")], False, {1, 2}),
        ([(1, "reporter")], False, set()),
        ([(1, "officer")], False, set()),
        ([], False, set()),
    ],
)
def test_who_keeps_whose_keys(pairs, is_superuser, kept):
    assert keeps_keys_of(pairs, is_superuser=is_superuser) == kept


@pytest.mark.parametrize(
    ("reach", "roles", "seen"),
    [
        (OWN, {"analyst"}, {7}),
        (STANDING, {"analyst"}, None),
        (STANDING, {"planner"}, None),
        (STANDING, {"editor", "reporter"}, None),
        (STANDING, {"officer", "reporter"}, {7}),
        (STANDING, set(), {7}),
    ],
)
def test_a_key_sees_no_more_than_its_organisation_s_people(reach, roles, seen):
    assert narrowed_to(reach=reach, organisation_id=7, roles=roles) == seen
