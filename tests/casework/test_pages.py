from __future__ import annotations
import officer_walk as walk
import pytest
from cast import client_for
from django.urls import reverse
from licet.service.people.models import User

pytestmark = pytest.mark.usefixtures("office")


def test_x(elena: User, olga: User, amina: User) -> None:
    from licet.service.casework import services
    from licet.service.casework.selectors import bodies
    case = walk.taken(elena, olga)
    services.ask(actor=olga, case=case, text="Who?")
    services.consult(actor=olga, case=walk.fresh(case), body=bodies().get(), text="Any?")
    for who, path in ((olga, "/cases/"), (olga, f"/cases/{case.pk}/"), (olga, f"/cases/{case.pk}/findings/"), (olga, f"/cases/{case.pk}/indication/"), (amina, f"/cases/{case.pk}/"), (amina, "/cases/"), (elena, f"/cases/{case.pk}/"), (elena, "/cases/mine/"), (olga, f"/cases/{case.pk}/ask/"), (olga, f"/cases/{case.pk}/consult/")):
        r = client_for(who).get(path)
        assert r.status_code == 200, path
