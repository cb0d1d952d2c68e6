from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from cast import newcomer

from licet.service.people.models import Organisation, Role, User

PASSWORD = "seven grey herons fly"


@pytest.fixture(autouse=True)
def quick_hashes(settings: Any) -> None:
    """Real hashes take a third of a second each, which is their point; what is tested here is who is asked for one."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def nina(db: None) -> User:
    """An exporter who signs in with a password."""
    fjord = Organisation.objects.create(kind=Organisation.Kind.EXPORTER, name="Fjord Ltd", country="XB")
    return with_password(newcomer("Nina Nord", fjord, Role.EXPORTER))


@pytest.fixture
def otto(olga: User) -> User:
    """An official who signs in with a password and has set up no second factor yet."""
    office = olga.memberships.get().organisation
    return with_password(newcomer("Otto Office", office, Role.OFFICER))
