from __future__ import annotations

from django.urls import path

from .views import acts, answers, case, findings, queue

app_name = "casework"
ONE = "<uuid:pk>/"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("consulted/", queue.queue, name="consulted"),
    path("mine/", queue.mine, name="mine"),
    path(ONE, case.case, name="case"),
    path(f"{ONE}indication/", case.indication, name="indication"),
    path(f"{ONE}indication/argument/", case.argument, name="argument"),
    path(f"{ONE}take/", acts.take, name="take"),
    path(f"{ONE}note/", acts.note, name="note"),
    path(f"{ONE}expedite/", acts.expedite, name="expedite"),
    path(f"{ONE}ask/", acts.ask, name="ask"),
    path(f"{ONE}consult/", acts.consult, name="consult"),
    path(f"{ONE}release/", acts.release, name="release"),
    path(f"{ONE}release/confirm/", acts.confirm_release, name="confirm-release"),
    path(f"{ONE}findings/", findings.listing, name="findings"),
    path(f"{ONE}findings/<uuid:about>/<str:fact>/", findings.find, name="find"),
    path("questions/<uuid:pk>/answer/", answers.answer, name="answer"),
    path("questions/<uuid:pk>/close/", answers.close, name="close-question"),
    path("consultations/<uuid:pk>/advise/", answers.advise, name="advise"),
    path("consultations/<uuid:pk>/silence/", answers.silence, name="silence"),
]
