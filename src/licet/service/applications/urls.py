from __future__ import annotations

from django.urls import path

from .views import (
    certificate,
    data,
    documents,
    indication,
    items,
    overview,
    parties,
    questions,
    red_flags,
    submit,
    takeover,
    transfers,
)

app_name = "applications"
ONE = "<uuid:pk>/"
urlpatterns = [
    path("", overview.index, name="index"),
    path("new/", overview.begin, name="begin"),
    path("from-self-assessment/", takeover.take_over, name="take-over"),
    path(ONE, overview.show, name="show"),
    path(f"{ONE}withdraw/", overview.withdraw, name="withdraw"),
    path(f"{ONE}parties/", parties.listing, name="parties"),
    path(f"{ONE}parties/add/", parties.add, name="add-party"),
    path(f"{ONE}parties/take/", parties.take, name="take-party"),
    path(f"{ONE}parties/<uuid:party>/", parties.edit, name="party"),
    path(f"{ONE}parties/<uuid:party>/remove/", parties.remove, name="remove-party"),
    path(f"{ONE}items/", items.listing, name="items"),
    path(f"{ONE}items/split/", items.split, name="split"),
    path(f"{ONE}items/add/", items.add, name="add-item"),
    path(f"{ONE}items/<uuid:item>/", items.edit, name="item"),
    path(f"{ONE}items/<uuid:item>/relate/", items.relate, name="relate"),
    path(f"{ONE}items/<uuid:item>/remove/", items.remove, name="remove-item"),
    path(f"{ONE}items/relations/<uuid:relation>/remove/", items.unrelate, name="unrelate"),
    path(f"{ONE}transfers/", transfers.listing, name="transfers"),
    path(f"{ONE}transfers/add/", transfers.add, name="add-transfer"),
    path(f"{ONE}transfers/<uuid:transfer>/", transfers.edit, name="transfer"),
    path(f"{ONE}transfers/<uuid:transfer>/remove/", transfers.remove, name="remove-transfer"),
    path(f"{ONE}questions/", questions.ask, name="questions"),
    path(f"{ONE}questions/stated/", questions.stated, name="stated"),
    path(f"{ONE}questions/<uuid:about>/<str:fact>/", questions.change, name="change-fact"),
    path(f"{ONE}indication/", indication.show, name="indication"),
    path(f"{ONE}indication/argument/", indication.argument, name="argument"),
    path(f"{ONE}data/<slug:code>/", data.section, name="data"),
    path(f"{ONE}documents/", documents.listing, name="documents"),
    path(f"{ONE}documents/certificate/", certificate.check, name="certificate"),
    path(f"{ONE}red-flags/", red_flags.check, name="red-flags"),
    path(f"{ONE}documents/<uuid:document>/remove/", documents.remove, name="remove-document"),
    path(f"{ONE}check/", submit.check, name="check"),
    path(f"{ONE}submit/", submit.submit, name="submit"),
    path(f"{ONE}submitted/", submit.submitted, name="submitted"),
]
