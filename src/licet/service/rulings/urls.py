from __future__ import annotations

from django.urls import path

from .views import drafting, inquiries, lists, signing

app_name = "rulings"
INQUIRY = "requests/<uuid:pk>/"
ONE = "<uuid:pk>/"
urlpatterns = [
    path("", lists.index, name="index"),
    path("yours/", lists.mine, name="mine"),
    path("ask/<uuid:item>/", inquiries.ask, name="ask"),
    path(INQUIRY, inquiries.show, name="inquiry"),
    path(f"{INQUIRY}take-back/", inquiries.take_back, name="take-back"),
    path(f"{INQUIRY}question/", inquiries.question, name="question"),
    path(f"{INQUIRY}findings/<uuid:about>/<str:fact>/", inquiries.find, name="find"),
    path(f"{INQUIRY}draft/", drafting.start, name="start"),
    path("questions/<uuid:pk>/answer/", inquiries.answer, name="answer"),
    path("cases/<uuid:case>/<uuid:item>/draft/", drafting.start_in_case, name="start-in-case"),
    path(ONE, signing.show, name="ruling"),
    path(f"{ONE}replace/", drafting.replace, name="replace"),
    path(f"{ONE}entries/<str:rule>/", drafting.entry, name="entry"),
    path(f"{ONE}entries/<str:rule>/drop/", drafting.drop, name="drop"),
    path(f"{ONE}reasons/", drafting.reasons, name="reasons"),
    path(f"{ONE}hand-over/", drafting.hand_over, name="hand-over"),
    path(f"{ONE}sign/", signing.sign, name="sign"),
    path(f"{ONE}send-back/", signing.send_back, name="send-back"),
    path(f"{ONE}withdraw/", signing.withdraw, name="withdraw"),
]
